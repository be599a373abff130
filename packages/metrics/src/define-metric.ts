import { Got, InvalidArgumentError, type Metric } from '@ai/core';

/**
 * What a metric is, apart from its name: the summary of one batch, how two summaries become one, and the value of a summary.
 * Merging is associative and `empty()` is its neutral element, so that a stream cut anywhere gives the value of the whole.
 */
export interface MetricDefinition<State, Batch extends readonly unknown[], Result> {
  empty(): State;
  summarize(...batch: Batch): State;
  /** Never changes its arguments. */
  merge(first: State, second: State): State;
  compute(state: State): Result;
}

/** A metric in both forms: called with the whole data it gives the value; `streaming` gives the accumulator for batches. */
export interface MetricFunction<State, Batch extends readonly unknown[], Result, Options = undefined> {
  (...data: Options extends undefined ? Batch : [...batch: Batch, options?: Options]): Result;
  /** The same metric as a stream: `init`, `update` with each batch, `merge`, `compute`. */
  streaming(options?: Options): Metric<State, Batch, Result>;
  /** Whether a larger value is better; undefined where neither direction is. */
  readonly higherIsBetter: boolean | undefined;
  /** The names of the data arguments, in order. */
  readonly inputs: readonly string[];
}

/** A metric with the option `average`: one number, or one per class (label, keypoint) for the average 'none'. */
export interface PerClassMetric<State, Data extends readonly unknown[], Options extends { readonly average?: string }> {
  (...data: [...Data, options: Options & { readonly average: 'none' }]): Float64Array;
  (...data: [...Data, options?: Options & { readonly average?: Exclude<Options['average'], 'none'> }]): number;
  /** The same metric as a stream: `init`, `update` with each batch, `merge`, `compute`. */
  streaming(options: Options & { readonly average: 'none' }): Metric<State, Data, Float64Array>;
  streaming(
    options?: Options & { readonly average?: Exclude<Options['average'], 'none'> },
  ): Metric<State, Data, number>;
  readonly higherIsBetter: boolean | undefined;
  readonly inputs: readonly string[];
}

/** The fixed part of a metric. */
export interface MetricTraits {
  readonly name: string;
  readonly higherIsBetter: boolean | undefined;
  /** The names of the data arguments, in order; options follow them. */
  readonly inputs: readonly string[];
}

/**
 * Makes the function and the streaming form of a metric from one definition.
 *
 * @param traits name, direction and data arguments
 * @param define checks the options and gives the definition
 */
export function defineMetric<State, Batch extends readonly unknown[], Result, Options = undefined>(
  traits: MetricTraits,
  define: (options?: Options) => MetricDefinition<State, Batch, Result>,
): MetricFunction<State, Batch, Result, Options> {
  const { name, higherIsBetter, inputs } = traits;
  const evaluate = (...data: readonly unknown[]): Result => {
    const { summarize, compute } = define(data[inputs.length] as Options | undefined);
    return compute(summarize(...(data.slice(0, inputs.length) as readonly unknown[] as Batch)));
  };
  const streaming = (options?: Options): Metric<State, Batch, Result> => {
    const { empty, summarize, merge, compute } = define(options);
    const update = (state: State, ...batch: Batch): State => merge(state, summarize(...batch));
    return { name, higherIsBetter, init: empty, update, merge, compute };
  };
  Object.defineProperty(evaluate, 'name', { value: name });
  return Object.assign(evaluate, { streaming, higherIsBetter, inputs }) as MetricFunction<
    State,
    Batch,
    Result,
    Options
  >;
}

/**
 * A definition whose state is a row of sums: `summarize` gives the sums of a batch, which are added entry by entry.
 *
 * @param length number of sums; 0 if the first batch decides it (one group per column of the data)
 */
export function sums<Batch extends readonly unknown[], Result>(
  length: number,
  summarize: (...batch: Batch) => ArrayLike<number>,
  compute: (sums: Float64Array) => Result,
): MetricDefinition<Float64Array, Batch, Result> {
  return {
    empty: () => new Float64Array(length),
    summarize: (...batch) => Float64Array.from(summarize(...batch)),
    merge: addSums,
    compute,
  };
}

function addSums(first: Float64Array, second: Float64Array): Float64Array {
  if (first.length === 0 || second.length === 0) return first.length === 0 ? second : first;
  if (first.length !== second.length) {
    const got = new Got('batches of different widths');
    throw new InvalidArgumentError('batch', 'update', 'have as many columns as the batches before', got);
  }
  return first.map((value, i) => value + second[i]);
}

/**
 * A definition that needs every sample: the state is the list of checked batches in their order, and `compute` sees them all.
 */
export function collected<Part, Batch extends readonly unknown[], Result>(
  check: (...batch: Batch) => Part,
  compute: (parts: readonly Part[]) => Result,
): MetricDefinition<readonly Part[], Batch, Result> {
  return {
    empty: () => [],
    summarize: (...batch) => [check(...batch)],
    merge: (first, second) => [...first, ...second],
    compute,
  };
}

/** Makes a metric whose result depends on the option `average` as {@link PerClassMetric} says. */
export function definePerClass<State, Data extends readonly unknown[], Options extends { readonly average?: string }>(
  traits: MetricTraits,
  define: (options: Options) => MetricDefinition<State, Data, number | Float64Array>,
): PerClassMetric<State, Data, Options> {
  const metric = defineMetric(traits, (options?: Options) => define(options ?? ({} as Options)));
  return metric as unknown as PerClassMetric<State, Data, Options>;
}
