import { Matrix } from 'ml-matrix';
import { InvalidArgumentError, InvalidDataError } from '../errors.js';
import { setLogger } from '../logger.js';
import { Random } from '../random/random.js';
import { tf } from '../tfjs/index.js';
import { expectClose } from './close.js';
import { type EstimatorData, estimatorData } from './estimator-data.js';

type Model = Record<string, unknown> & { toJSON(): object };

/** What {@link checkEstimator} calls: the description of a method; the arguments after `x` depend on the kind. */
export interface CheckableEstimator {
  readonly options: object;
  // biome-ignore lint/suspicious/noExplicitAny: accepts classifiers, regressors, clusterers and transformers alike
  fit(...args: any[]): object;
}

/** One estimator and what is to be expected of it. */
export interface EstimatorCase {
  /** The class's name, as errors give it. */
  readonly name: string;
  /** Decides what `fit` is given: (x, labels, options), (x, values, options), (x, options) or (x, targets or undefined, options); a density is given what a clusterer is. */
  readonly kind: 'classifier' | 'regressor' | 'clusterer' | 'density' | 'transformer';
  /** Constructs the estimator with options. */
  readonly make: (options: object) => CheckableEstimator;
  /** Options for every fit, chosen to be quick and to converge. @default {} */
  readonly options?: object;
  /** Options that must be refused, under the name of the option that the error has to give. */
  readonly invalidOptions: readonly { readonly option: string; readonly options: object }[];
  /** A transformer that reads targets. @default 'none' for transformers */
  readonly targets?: 'labels' | 'values' | 'none';
  /** Data of its own, where the usual samples do not fit. `non-negative`: the usual ones without signs. */
  readonly data?: EstimatorData | 'non-negative';
  /** Whether `fit` takes sample weights; a method without them has to refuse them. @default false */
  readonly sampleWeights?: boolean;
  /** Whether a weight of k equals k copies; false where randomness is drawn per sample. @default true */
  readonly weightsEqualCopies?: boolean;
  /** Whether the order of samples changes the result (a stochastic method). @default false */
  readonly orderMatters?: boolean;
  /** Whether it has the option `classWeights`. @default false */
  readonly classWeights?: boolean;
  /** Options under which an iterative method stops before it has converged. */
  readonly notConverging?: object;
  /** Whether NaN in X stands for a missing value (an imputer). @default false */
  readonly allowsNaN?: boolean;
  /** A model of models: the second argument of `fromJSON`. */
  readonly parts?: unknown;
  /** Names that errors about X may give instead of `name`: those of the parts of a model of models. */
  readonly ownNames?: readonly string[];
  /** Relative and absolute tolerance of comparisons between fits that differ in rounding only. @default 1e-6 */
  readonly tolerance?: number;
}

/** One check with a title, to be run as one test. */
export interface EstimatorCheck {
  readonly title: string;
  readonly run: () => void;
}

/**
 * Runs all {@link estimatorChecks}.
 * @throws Error naming every check that failed, with its cause
 */
export function checkEstimator(estimator: EstimatorCase): void {
  const failures = estimatorChecks(estimator).flatMap(({ title, run }) => {
    try {
      run();
      return [];
    } catch (error) {
      return [`- ${title}: ${error instanceof Error ? error.message : error}`];
    }
  });
  if (failures.length > 0) throw new Error(`${estimator.name} breaks its contract:\n${failures.join('\n')}`);
}

/**
 * The contract of every estimator as a list of checks: options, inputs, bad and degenerate input, invariances, weights, labels,
 * convergence and saving.
 *
 * @example
 * ```ts
 * import { estimatorChecks } from '@ai/core/testing';
 * import { Ridge } from '@ai/classic-ml';
 *
 * const checks = estimatorChecks({
 *   name: 'Ridge',
 *   kind: 'regressor',
 *   make: (options) => new Ridge(options),
 *   sampleWeights: true,
 *   invalidOptions: [{ option: 'alpha', options: { alpha: -1 } }],
 * });
 * for (const { run } of checks) run(); // it(title, run) in a test
 * ```
 */
export function estimatorChecks(estimator: EstimatorCase): EstimatorCheck[] {
  const subject = new Subject(estimator);
  const checks: [string, () => void][] = [
    ['keeps its options through fit', () => checkOptionsKept(subject)],
    ['refuses invalid options in fit, not in the constructor', () => checkInvalidOptions(subject)],
    ['reads every form of input alike', () => checkInputForms(subject)],
    ['does not change its input', () => checkInputUntouched(subject)],
    ['refuses bad input', () => checkBadInput(subject)],
    ['works with degenerate input or says why not', () => checkDegenerateInput(subject)],
    ['gives the same bits twice', () => checkRepeatable(subject)],
    ['treats each new sample by itself', () => checkSubsets(subject)],
    ['saves and loads', () => checkSaving(subject)],
    ['refuses damaged and foreign documents', () => checkDamagedDocuments(subject)],
    ['handles sample weights', () => checkWeights(subject)],
  ];
  if (!estimator.orderMatters) checks.push(['does not depend on the order of samples', () => checkOrder(subject)]);
  if (estimator.kind === 'classifier') checks.push(['handles labels', () => checkLabels(subject)]);
  if (estimator.classWeights) checks.push(['is moved by class weights', () => checkClassWeights(subject)]);
  if (estimator.notConverging) checks.push(['warns when it has not converged', () => checkConvergence(subject)]);
  return checks.map(([title, run]) => ({ title, run }));
}

/** The estimator under test with its data and the calls that depend on its kind. */
class Subject {
  readonly data: EstimatorData;
  readonly tolerance: number;
  readonly name: string;
  readonly targets: 'labels' | 'values' | 'none';

  constructor(readonly estimator: EstimatorCase) {
    const { kind, data } = estimator;
    this.targets = estimator.targets ?? (kind === 'classifier' ? 'labels' : kind === 'regressor' ? 'values' : 'none');
    const ownData = typeof data === 'object' ? data : undefined;
    this.data = ownData ?? estimatorData(this.targets === 'values' ? 'values' : 'labels', data === 'non-negative');
    this.tolerance = estimator.tolerance ?? 1e-6;
    this.name = estimator.name;
  }

  isNamedIn(message: string): boolean {
    return [this.name, ...(this.estimator.ownNames ?? [])].some((name) => message.includes(name));
  }

  /** Reads a saved model with the class that made it. */
  load(model: Model, document: unknown): Model {
    const type = model.constructor as unknown as { fromJSON?(document: unknown, parts?: unknown): Model; name: string };
    demand(typeof type.fromJSON === 'function', `${type.name} has no fromJSON.`);
    return type.fromJSON(document, this.estimator.parts);
  }

  make(options: object = {}): CheckableEstimator {
    return this.estimator.make({ ...this.estimator.options, ...options });
  }

  fit(x: unknown = this.data.x, y: unknown = this.data.y, fitOptions?: object, options?: object): Model {
    return this.fitWith(this.make(options), x, y, fitOptions);
  }

  fitWith(made: CheckableEstimator, x: unknown = this.data.x, y: unknown = this.data.y, fitOptions?: object): Model {
    const { kind } = this.estimator;
    if (kind === 'clusterer' || kind === 'density') return made.fit(x, fitOptions) as Model;
    return made.fit(x, this.targets === 'none' ? undefined : y, fitOptions) as Model;
  }

  /** Everything the model says about new samples, one array of numbers or labels per sample. */
  outputs(model: Model, x: unknown = this.data.x): unknown[][] {
    const perSample: unknown[][] = [];
    for (const method of ['predict', 'predictProbabilities', 'transform', 'logDensities']) {
      if (typeof model[method] !== 'function') continue;
      toRows((model[method] as (x: unknown) => unknown).call(model, x)).forEach((row, i) => {
        perSample[i] = [...(perSample[i] ?? []), ...row];
      });
    }
    return perSample;
  }

  /** Outputs on the training samples; the labels found in `fit` where nothing can be said about new ones. */
  trainingOutputs(model: Model): unknown[][] {
    const outputs = this.outputs(model);
    return outputs.length > 0 ? outputs : toRows(model.labels);
  }
}

function toRows(values: unknown): unknown[][] {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return Array.from(values as ArrayLike<unknown>, (v) => [v]);
  const { data, rows, columns } = values as { data: Float64Array; rows: number; columns: number };
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}

const replaced = (values: readonly number[], at: number, value: number): number[] =>
  values.map((old, i) => (i === at ? value : old));

function demand(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

function same(actual: unknown[][], expected: unknown[][], tolerance: number, what: string): void {
  demand(actual.length === expected.length, `${what}: ${actual.length} outputs, expected ${expected.length}.`);
  actual.forEach((row, i) => {
    row.forEach((value, j) => {
      const other = expected[i][j];
      if (typeof value === 'number' && typeof other === 'number') {
        try {
          expectClose(value, other, { relative: tolerance, absolute: tolerance });
        } catch (error) {
          throw new Error(`${what}: sample ${i}, output ${j}: ${(error as Error).message}`);
        }
      } else {
        demand(value === other, `${what}: sample ${i}, output ${j}: got ${value}, expected ${other}.`);
      }
    });
  });
}

/** Runs `body` and gives the error it throws, which has to be of the given class. */
function thrown(body: () => unknown, type: new (...args: never[]) => Error, what: string): Error {
  try {
    body();
  } catch (error) {
    if (error instanceof type) return error;
    throw new Error(
      `${what}: expected ${type.name}, got ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
    );
  }
  throw new Error(`${what} was accepted.`);
}

const refusal = (body: () => unknown, what: string): string => thrown(body, InvalidArgumentError, what).message;

function worksOrRefuses(subject: Subject, what: string, x: unknown, y: unknown): void {
  try {
    const outputs = subject.outputs(subject.fit(x, y), x);
    const notFinite = outputs.flat().find((value) => typeof value === 'number' && !Number.isFinite(value));
    demand(notFinite === undefined, `${what}: gives ${notFinite}.`);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw new Error(`${what}: ${(error as Error).message}`);
  }
}

function checkOptionsKept(subject: Subject): void {
  const { options = {} } = subject.estimator;
  const made = subject.make();
  const before = JSON.stringify(made.options);
  for (const [name, value] of Object.entries(options)) {
    demand(Object.is((made.options as Record<string, unknown>)[name], value), `Option '${name}' is not kept.`);
  }
  subject.fitWith(made);
  demand(JSON.stringify(made.options) === before, `fit changed the options from ${before}.`);
  subject.fitWith(subject.estimator.make(Object.freeze({ ...options })));
}

function checkInvalidOptions(subject: Subject): void {
  for (const { option, options } of subject.estimator.invalidOptions) {
    const made = subject.make(options);
    const text = JSON.stringify(options);
    const message = refusal(() => subject.fitWith(made), text);
    demand(message.includes(`'${option}'`), `${text}: the error does not name '${option}': ${message}`);
    demand(message.includes(subject.name), `${text}: the error does not name ${subject.name}: ${message}`);
  }
}

function checkInputForms(subject: Subject): void {
  const { x, y } = subject.data;
  const expected = subject.trainingOutputs(subject.fit());
  const tensor = tf.tensor2d(x.map((row) => [...row]));
  const tensor1d = tf.tensor1d([...y], 'float32');
  const forms: [string, unknown, unknown][] = [
    ['Float64Array rows', x.map((row) => Float64Array.from(row)), Float64Array.from(y)],
    ['Float32Array rows', x.map((row) => Float32Array.from(row)), Float32Array.from(y)],
    ['an ml-matrix Matrix', new Matrix(x.map((row) => [...row])), y],
    ['a DenseMatrix', { data: Float64Array.from(x.flat()), rows: x.length, columns: x[0].length }, y],
    ['a tensor', tensor, tensor1d],
  ];
  for (const [what, asX, asY] of forms) {
    const model = subject.fit(asX, asY);
    same(subject.trainingOutputs(model), expected, 0, `Fitted to ${what}`);
    if (subject.outputs(model).length > 0) same(subject.outputs(model, asX), expected, 0, `Given ${what}`);
  }
  tf.dispose([tensor, tensor1d]);
  const whole = x.map((row) => row.map(Math.round));
  const integers = subject.fit(
    whole.map((row) => Int32Array.from(row)),
    y,
  );
  same(subject.trainingOutputs(integers), subject.trainingOutputs(subject.fit(whole)), 0, 'Fitted to integers');
}

function checkInputUntouched(subject: Subject): void {
  const { x, y } = subject.data;
  const frozen = Object.freeze(x.map((row) => Object.freeze([...row])));
  const model = subject.fit(frozen, Object.freeze([...y]));
  subject.outputs(model, frozen);
  const dense = { data: Float64Array.from(x.flat()), rows: x.length, columns: x[0].length };
  const targets = Float64Array.from(y);
  subject.outputs(subject.fit(dense, targets), dense);
  demand(
    dense.data.every((value, i) => value === x[Math.floor(i / dense.columns)][i % dense.columns]),
    'X was changed.',
  );
  demand(
    targets.every((value, i) => value === y[i]),
    'y was changed.',
  );
}

function checkBadInput(subject: Subject): void {
  const { x, y } = subject.data;
  const withCell = (value: unknown): unknown[][] =>
    x.map((row, i) => row.map((v, j) => (i === 2 && j === 1 ? value : v)));
  const cube = tf.zeros([2, 2, 2]);
  const tables: [string, unknown, string[]][] = [
    ['NaN in X', withCell(Number.NaN), ['NaN', 'row 2', 'column 1']],
    ['infinity in X', withCell(Number.POSITIVE_INFINITY), ['Infinity', 'row 2', 'column 1']],
    ['a string in X', withCell('a'), ["'a'"]],
    ['0 samples', [], []],
    ['0 features', x.map(() => []), []],
    ['1-D X', x.map((row) => row[0]), []],
    ['3-D X', x.map((row) => row.map((value) => [value])), []],
    ['a 3-D tensor', cube, ['3-D']],
    ['ragged rows', x.map((row, i) => (i === 3 ? row.slice(1) : row)), ['row 3']],
    ['X of text', 'text', []],
  ];
  const model = subject.fit();
  const predicts = subject.outputs(model).length > 0;
  for (const [what, table, words] of tables) {
    if (subject.estimator.allowsNaN && what.startsWith('NaN')) continue;
    const messages = [refusal(() => subject.fit(table), `${what} at fit`)];
    if (predicts) messages.push(refusal(() => subject.outputs(model, table), `${what} at predict`));
    for (const message of messages) {
      demand(subject.isNamedIn(message), `${what}: the error does not name ${subject.name}: ${message}`);
      for (const word of ["'X'", ...words]) {
        demand(message.includes(word), `${what}: the error does not say ${word}: ${message}`);
      }
    }
  }
  cube.dispose();
  if (predicts) {
    const message = refusal(() => subject.outputs(model, [[1]]), 'another number of features');
    const counts = message.includes('1') && message.includes(String(x[0].length));
    demand(counts && subject.isNamedIn(message), `The numbers of features are not in the error: ${message}`);
  }
  if (subject.targets === 'none') return;
  refusal(() => subject.fit(x, y.slice(1)), 'y of another length');
  refusal(() => subject.fit(x, []), 'an empty y');
  refusal(
    () =>
      subject.fit(
        x,
        y.map((value) => [value]),
      ),
    '2-D y',
  );
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const message = refusal(() => subject.fit(x, replaced(y, 4, value)), `${value} in y`);
    demand(message.includes('4'), `The position of ${value} in y is not in the error: ${message}`);
  }
}

function checkDegenerateInput(subject: Subject): void {
  const { x, y } = subject.data;
  worksOrRefuses(subject, '1 sample', [x[0]], [y[0]]);
  worksOrRefuses(
    subject,
    '1 feature',
    x.map((row) => [row[0]]),
    y,
  );
  worksOrRefuses(
    subject,
    'a constant feature',
    x.map((row) => [...row, 5]),
    y,
  );
  worksOrRefuses(subject, 'each sample twice', [...x, ...x], [...y, ...y]);
  worksOrRefuses(
    subject,
    'samples that are all equal',
    x.map(() => x[0]),
    y,
  );
  worksOrRefuses(
    subject,
    'a constant y',
    x,
    y.map(() => 1),
  );
}

function checkRepeatable(subject: Subject): void {
  const made = subject.make();
  const first = JSON.stringify(subject.fitWith(made));
  demand(JSON.stringify(subject.fitWith(made)) === first, 'Two fits of the same estimator differ.');
  demand(JSON.stringify(subject.fit()) === first, 'Fits of two estimators with the same options differ.');
}

function checkSubsets(subject: Subject): void {
  const model = subject.fit();
  const all = subject.outputs(model);
  if (all.length === 0) return;
  const chosen = [5, 0, 17, 5];
  const part = subject.outputs(
    model,
    chosen.map((i) => subject.data.x[i]),
  );
  same(
    part,
    chosen.map((i) => all[i]),
    1e-7,
    'A subset',
  );
}

function checkSaving(subject: Subject): void {
  const model = subject.fit();
  const loaded = subject.load(model, JSON.parse(JSON.stringify(model)));
  same(subject.trainingOutputs(loaded), subject.trainingOutputs(model), 0, 'The loaded model');
  demand(JSON.stringify(loaded) === JSON.stringify(model), 'The loaded model is saved otherwise.');
}

function checkDamagedDocuments(subject: Subject): void {
  const model = subject.fit();
  const load = (document: unknown): Model => subject.load(model, document);
  const document = JSON.parse(JSON.stringify(model)) as Record<string, unknown>;
  for (const foreign of [null, 1, 'text', [], {}, { ...document, kind: 'Foreign' }, { ...document, version: 999 }]) {
    thrown(() => load(foreign), InvalidDataError, `The document ${JSON.stringify(foreign)?.slice(0, 60)}`);
  }
  for (const name of Object.keys(document)) {
    const { [name]: _, ...rest } = document;
    thrown(() => load(rest), InvalidDataError, `A document without '${name}'`);
    thrown(
      () => load({ ...document, [name]: { damaged: true } }),
      InvalidDataError,
      `A document with another '${name}'`,
    );
  }
}

function checkOrder(subject: Subject): void {
  const { x, y } = subject.data;
  const order = [...new Random(3).permutation(x.length)];
  const shuffled = subject.fit(
    order.map((i) => x[i]),
    order.map((i) => y[i]),
  );
  const model = subject.fit();
  if (subject.estimator.kind !== 'clusterer') {
    same(subject.outputs(shuffled), subject.outputs(model), Math.min(subject.tolerance, 1e-6), 'Shuffled samples');
    return;
  }
  // clusters are compared as sets of samples, whatever their numbers
  const original = Array.from(model.labels as Int32Array);
  const names = new Map<number, number>();
  (shuffled.labels as Int32Array).forEach((label, position) => {
    const expected = original[order[position]];
    if (!names.has(label)) names.set(label, expected);
    demand(names.get(label) === expected, `Shuffled samples: sample ${order[position]} is in another cluster.`);
  });
}

function checkWeights(subject: Subject): void {
  const { x, y } = subject.data;
  const ones = y.map(() => 1);
  if (!subject.estimator.sampleWeights) {
    refusal(() => subject.fit(x, y, { sampleWeights: ones }), 'sampleWeights of a method that has none');
    return;
  }
  const weigh = (sampleWeights: unknown): Model => subject.fit(x, y, { sampleWeights });
  refusal(() => weigh(replaced(ones, 1, -1)), 'a negative weight');
  refusal(() => weigh(ones.map(() => 0)), 'weights of 0 only');
  refusal(() => weigh(ones.slice(1)), 'weights of another length');
  refusal(() => weigh(replaced(ones, 1, Number.NaN)), 'a weight of NaN');
  const exact = subject.tolerance;
  same(subject.outputs(weigh(ones)), subject.outputs(subject.fit()), exact, 'Weights of 1');
  if (subject.estimator.weightsEqualCopies === false) return;
  const counts = y.map((_, i) => i % 4);
  const copies = counts.flatMap((count, i) => Array<number>(count).fill(i));
  const repeated = subject.fit(
    copies.map((i) => x[i]),
    copies.map((i) => y[i]),
  );
  same(subject.outputs(weigh(counts)), subject.outputs(repeated), exact, 'Weights against copies');
}

function checkLabels(subject: Subject): void {
  const { x, y } = subject.data;
  const model = subject.fit();
  const predicted = (model as unknown as { predict(x: unknown): unknown[] }).predict(x);
  const words = ['ant', 'bee', 'cow', 'dog'];
  const named = subject.fit(
    x,
    y.map((label) => words[label]),
  );
  const asWords = (named as unknown as { predict(x: unknown): unknown[] }).predict(x);
  demand(
    asWords.every((word, i) => word === words[predicted[i] as number]),
    'String labels are predicted otherwise than numbers.',
  );
  demand(
    JSON.stringify(model.classes) === JSON.stringify([...new Set(y)].sort()),
    'classes are not the sorted labels.',
  );
  refusal(
    () =>
      subject.fit(
        x,
        y.map((label) => label + 0.5),
      ),
    'continuous y',
  );
  refusal(
    () =>
      subject.fit(
        x,
        y.map((label, i) => (i === 0 ? 'ant' : label)),
      ),
    'strings and numbers mixed',
  );
  if (typeof model.predictProbabilities !== 'function') return;
  const rows = toRows((model.predictProbabilities as (x: unknown) => unknown).call(model, x)) as number[][];
  rows.forEach((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0);
    demand(Math.abs(sum - 1) < 1e-9 && Math.min(...row) >= 0, `Probabilities of sample ${i} sum to ${sum}.`);
    const best = (model.classes as unknown[])[row.indexOf(Math.max(...row))];
    demand(best === predicted[i], `Sample ${i}: the likeliest class is ${best}, predicted ${predicted[i]}.`);
  });
}

function checkClassWeights(subject: Subject): void {
  const { x } = subject.data;
  const count = (weight: number): number => {
    const model = subject.fit(undefined, undefined, undefined, { classWeights: [[1, weight]] });
    const predicted = (model as unknown as { predict(x: unknown): unknown[] }).predict(x);
    return predicted.filter((label) => label === 1).length;
  };
  demand(count(1000) > count(0.001), 'A heavier class is not predicted more often.');
}

function checkConvergence(subject: Subject): void {
  const warnings: string[] = [];
  const before = setLogger({ warn: (message) => warnings.push(message) });
  try {
    const model = subject.fit(undefined, undefined, undefined, subject.estimator.notConverging);
    demand(model.converged === false, `converged is ${model.converged}, expected false.`);
    demand(typeof model.iterations === 'number', `iterations is ${model.iterations}.`);
    demand(
      warnings.some((text) => subject.isNamedIn(text)),
      `No warning that names ${subject.name}.`,
    );
  } finally {
    setLogger(before);
  }
}
