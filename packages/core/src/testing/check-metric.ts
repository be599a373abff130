import * as tf from '@tensorflow/tfjs-core';
import { InvalidArgumentError } from '../errors.js';
import type { Metric } from '../metric.js';
import { withoutLeaks } from './leaks.js';

/** A metric in both forms, as the contract sees it: the function (data first, options last) and its streaming form. */
export interface CheckableMetric {
  // biome-ignore lint/suspicious/noExplicitAny: any metric, whatever its data
  (...data: any[]): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  streaming(options?: any): Metric<any, any, any>;
  readonly higherIsBetter: boolean | undefined;
}

/** What {@link checkMetric} feeds a metric with. */
export interface MetricCase {
  /** Batches of the same stream: each a tuple of the metric's data arguments. Arrays are joined to make the whole. */
  readonly batches: readonly (readonly unknown[])[];
  /** The data of all batches together. @default the arrays of the batches joined */
  readonly whole?: readonly unknown[];
  readonly options?: unknown;
  /** The value of the whole, if it is known. */
  readonly expected?: unknown;
  /** Tuples of data arguments (and options) that must be refused with an InvalidArgumentError. */
  readonly invalid?: readonly (readonly unknown[])[];
  /** The value of a stream that has seen nothing; omit it where `compute` of nothing is not NaN. @default NaN */
  readonly empty?: unknown;
  /** Allowed relative difference between groupings. @default 1e-12 */
  readonly relative?: number;
  /** Which data arguments may come as tensors. @default all that are numbers in one or two dimensions */
  readonly tensors?: readonly boolean[];
  /** Data arguments that must have as many samples as the others. @default all */
  readonly aligned?: readonly boolean[];
}

/**
 * The contract of a metric: the function and the streaming form agree per batch and in total, merged in any grouping; states and
 * inputs are never changed and states survive a structured clone; typed arrays and tensors give what arrays give and no tensor is
 * leaked; inputs of different length, NaN and the listed invalid calls are refused.
 *
 * @throws Error saying which part of the contract is broken
 */
export async function checkMetric(metric: CheckableMetric, testCase: MetricCase): Promise<void> {
  const { options, relative = 1e-12, empty = Number.NaN } = testCase;
  const batches = testCase.batches.map((batch) => batch.map(asFloat32));
  const whole = testCase.whole?.map(asFloat32) ?? joinBatches(batches);
  const stream = metric.streaming(options);
  const evaluate = (batch: readonly unknown[]): unknown =>
    metric(...batch, ...(options === undefined ? [] : [options]));
  const same = (actual: unknown, expected: unknown, what: string): void => {
    const difference = firstDifference(actual, expected, relative, '');
    if (difference) throw new Error(`${stream.name}: ${what}: ${difference}.`);
  };

  if (stream.higherIsBetter !== metric.higherIsBetter) throw new Error(`${stream.name}: two values of higherIsBetter.`);
  if (batches.length < 3) throw new Error(`${stream.name}: give at least 3 batches, so that merging has groupings.`);

  const before = structuredClone(whole);
  const expected = evaluate(whole);
  same(whole, before, 'the function changed its input');
  if ('expected' in testCase) same(expected, testCase.expected, 'the value of the whole');

  // Per batch
  const states = batches.map((batch) => stream.update(stream.init(), ...batch));
  batches.forEach((batch, i) => {
    same(stream.compute(states[i]), evaluate(batch), `batch ${i} alone`);
  });

  // In a row, with states left unchanged
  let running = stream.init();
  same(stream.compute(running), empty, 'the value of nothing');
  for (const batch of batches) {
    const kept = structuredClone(running);
    const next = stream.update(running, ...batch);
    same(running, kept, 'update changed the old state');
    running = next;
  }
  const keptRunning = structuredClone(running);
  const value = stream.compute(running);
  same(running, keptRunning, 'compute changed the state');
  same(value, expected, 'updates in a row');
  same(stream.compute(structuredClone(running)), expected, 'a state sent to another thread');

  // Merged in any grouping
  const keptStates = structuredClone(states);
  const { merge } = stream;
  const merged = groupings(states, merge);
  same(states, keptStates, 'merge changed a state');
  for (const { state, grouping } of merged) same(stream.compute(state), expected, `merged as ${grouping}`);
  same(stream.compute(merge(stream.init(), running)), expected, 'merged after nothing');
  same(stream.compute(merge(running, stream.init())), expected, 'merged before nothing');

  // Typed arrays and tensors
  const allowed = (i: number): boolean => testCase.tensors?.[i] ?? true;
  const typed = whole.map((value, i) => (allowed(i) ? toTyped(value) : value));
  same(evaluate(typed), expected, 'typed arrays');
  const tensors = whole.map((value, i) => (allowed(i) ? toTensor(value) : value));
  try {
    const fromTensors = await withoutLeaks(() => evaluate(tensors));
    same(fromTensors, expected, 'tensors');
    if (tensors.some((tensor) => tensor instanceof tf.Tensor && tensor.isDisposed)) {
      throw new Error(`${stream.name}: disposed of a tensor it was given.`);
    }
  } finally {
    for (const tensor of tensors) if (tensor instanceof tf.Tensor) tensor.dispose();
  }

  // Refused
  const aligned = (i: number): boolean => testCase.aligned?.[i] ?? true;
  if (whole.filter((value, i) => aligned(i) && Array.isArray(value)).length > 1) {
    whole.forEach((value, i) => {
      if (!aligned(i) || !Array.isArray(value)) return;
      refused(metric, whole.with(i, value.slice(1)), options, `${stream.name}: argument ${i} one sample shorter`);
    });
  }
  whole.forEach((value, i) => {
    const damaged = withNaN(value);
    if (damaged) refused(metric, whole.with(i, damaged), options, `${stream.name}: NaN in argument ${i}`);
  });
  for (const call of testCase.invalid ?? []) {
    refused(metric, call, undefined, `${stream.name}: invalid call`);
  }
}

function refused(metric: CheckableMetric, data: readonly unknown[], options: unknown, what: string): void {
  try {
    metric(...data, ...(options === undefined ? [] : [options]));
  } catch (error) {
    if (error instanceof InvalidArgumentError) return;
    throw new Error(`${what}: threw ${error} instead of an InvalidArgumentError.`, { cause: error });
  }
  throw new Error(`${what} was accepted.`);
}

/** Every way to merge neighbours until one state is left; there are 5 for 4 states. */
function groupings<State>(
  states: readonly State[],
  merge: (first: State, second: State) => State,
  first = 0,
): { state: State; grouping: string }[] {
  if (states.length === 1) return [{ state: states[0], grouping: `${first}` }];
  return states.slice(1).flatMap((_, i) =>
    groupings(states.slice(0, i + 1), merge, first).flatMap((left) =>
      groupings(states.slice(i + 1), merge, first + i + 1).map((right) => ({
        state: merge(left.state, right.state),
        grouping: `(${left.grouping} ${right.grouping})`,
      })),
    ),
  );
}

/** Numbers rounded to float32 at any depth of arrays, so that a tensor can hold the same values. */
function asFloat32(value: unknown): unknown {
  if (typeof value === 'number') return Math.fround(value);
  return Array.isArray(value) ? value.map(asFloat32) : value;
}

function joinBatches(batches: readonly (readonly unknown[])[]): unknown[] {
  return batches[0].map((first, i) =>
    Array.isArray(first) ? batches.flatMap((batch) => batch[i] as unknown[]) : first,
  );
}

/** The shape of rectangular nested arrays of numbers, undefined for anything else. */
function shapeOf(value: unknown): number[] | undefined {
  if (typeof value === 'number') return [];
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const shape = shapeOf(value[0]);
  const same = value.every((item) => shapeOf(item)?.join() === shape?.join());
  return shape && same ? [value.length, ...shape] : undefined;
}

const isWhole = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isWhole) : Number.isInteger(value as number);

/** The innermost arrays as typed arrays: whole numbers of a column as int32, the rest as float64. */
function toTyped(value: unknown, depth = 0): unknown {
  if (!Array.isArray(value) || !shapeOf(value)) return value;
  if (Array.isArray(value[0])) return value.map((row) => toTyped(row, depth + 1));
  return depth === 0 && isWhole(value) ? Int32Array.from(value) : Float64Array.from(value);
}

function toTensor(value: unknown): unknown {
  if (!Array.isArray(value) || !shapeOf(value)) return value;
  return tf.tensor(value, shapeOf(value), isWhole(value) ? 'int32' : 'float32');
}

/** The same data with its last number replaced by NaN, or undefined if it is no rectangle of numbers. */
function withNaN(value: unknown): unknown {
  return Array.isArray(value) && shapeOf(value) ? replaceLast(value) : undefined;
}

function replaceLast(value: unknown): unknown {
  return Array.isArray(value) ? value.with(-1, replaceLast(value[value.length - 1])) : Number.NaN;
}

/** Where two values differ, in words; undefined if they agree to the relative difference (absolute below 1). */
function firstDifference(actual: unknown, expected: unknown, relative: number, path: string): string | undefined {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const allowed = relative * Math.max(1, Math.abs(expected));
    if (Object.is(actual, expected) || actual === expected || Math.abs(actual - expected) <= allowed) return undefined;
  } else if (typeof actual === 'object' && typeof expected === 'object' && actual !== null && expected !== null) {
    const left = entriesOf(actual);
    const right = entriesOf(expected);
    if (left.length !== right.length) return `${path || 'value'}: ${left.length} entries instead of ${right.length}`;
    for (let i = 0; i < left.length; i++) {
      const place = `${path}[${left[i][0]}]`;
      if (left[i][0] !== right[i][0]) return `${place} instead of ${path}[${right[i][0]}]`;
      const difference = firstDifference(left[i][1], right[i][1], relative, place);
      if (difference) return difference;
    }
    return undefined;
  } else if (actual === expected) {
    return undefined;
  }
  return `${path || 'value'}: ${actual} instead of ${expected}`;
}

function entriesOf(value: object): [unknown, unknown][] {
  return value instanceof Map ? [...value] : Object.entries(value);
}
