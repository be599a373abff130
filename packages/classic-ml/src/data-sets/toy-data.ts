import { checkBoolean, checkInteger, checkNumber, type DenseMatrix, Random, type Rows, toMatrix } from '@ai/core';

/** Samples with class labels. */
export interface LabelledData {
  /** N x D. */
  readonly x: DenseMatrix;
  /** N labels 0..C-1. */
  readonly y: Int32Array;
}

/** Options that all makers of toy data share. */
export interface ToyDataOptions {
  /** N. @default 100 */
  readonly numSamples?: number;
  /** Mix the order of the samples. @default true */
  readonly shuffle?: boolean;
  /** @default 0 */
  readonly seed?: number;
}

/** Options of toy data with noise. */
export interface NoisyToyDataOptions extends ToyDataOptions {
  /** Standard deviation of normal noise added to each coordinate. @default 0 */
  readonly noise?: number;
}

interface Settings {
  readonly numSamples: number;
  readonly shuffle: boolean;
  readonly noise: number;
  readonly random: Random;
}

function readOptions(options: NoisyToyDataOptions, owner: string): Settings {
  const { numSamples = 100, shuffle = true, seed = 0, noise = 0 } = options;
  checkInteger(numSamples, 'numSamples', owner, { min: 1 });
  checkBoolean(shuffle, 'shuffle', owner);
  checkNumber(noise, 'noise', owner, { min: 0 });
  return { numSamples, shuffle, noise, random: new Random(seed) };
}

/** Adds noise, mixes the order and packs the rows. */
function pack(rows: number[][], labels: number[], { shuffle, noise, random }: Settings): LabelledData {
  if (noise > 0) for (const row of rows) for (let j = 0; j < row.length; j++) row[j] += random.normal(0, noise);
  const order = shuffle ? random.permutation(rows.length) : Int32Array.from(rows.keys());
  const columns = rows[0].length;
  const data = new Float64Array(rows.length * columns);
  order.forEach((from, i) => {
    data.set(rows[from], i * columns);
  });
  return { x: { data, rows: rows.length, columns }, y: Int32Array.from(order, (from) => labels[from]) };
}

/** Options of {@link makeBlobs}. */
export interface BlobsOptions extends ToyDataOptions {
  /** Blobs C, or their centers, C x D. @default 3 */
  readonly centers?: number | Rows;
  /** D, if centers are not given. @default 2 */
  readonly numFeatures?: number;
  /** Standard deviation of the blobs. @default 1 */
  readonly standardDeviation?: number;
}

/**
 * Round normal blobs of equal size, their centers uniform in [-10, 10] unless given.
 *
 * @throws InvalidArgumentError for options out of range
 *
 * @example
 * ```ts
 * import { makeBlobs } from '@ai/classic-ml';
 *
 * const { x, y } = makeBlobs({ numSamples: 90, centers: 3, seed: 1 }); // 90 x 2, labels 0, 1, 2
 * ```
 */
export function makeBlobs(options: BlobsOptions = {}): LabelledData {
  const owner = 'makeBlobs';
  const settings = readOptions(options, owner);
  const { random } = settings;
  const { centers = 3, numFeatures = 2, standardDeviation = 1 } = options;
  checkNumber(standardDeviation, 'standardDeviation', owner, { min: 0 });
  const given = typeof centers === 'number' ? undefined : toMatrix(centers, 'centers', owner);
  const count = given ? given.rows : checkInteger(centers, 'centers', owner, { min: 1 });
  const columns = given ? given.columns : checkInteger(numFeatures, 'numFeatures', owner, { min: 1 });
  const means = given?.data ?? Float64Array.from({ length: count * columns }, () => random.uniform(-10, 10));
  const labels = Array.from({ length: settings.numSamples }, (_, i) => i % count);
  const rows = labels.map((label) =>
    Array.from({ length: columns }, (_, j) => random.normal(means[label * columns + j], standardDeviation)),
  );
  return pack(rows, labels, settings);
}

/** n values from `from` to `to`, both included. */
function steps(from: number, to: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => (n === 1 ? from : from + ((to - from) * i) / (n - 1)));
}

/**
 * Two interleaving half circles.
 *
 * @throws InvalidArgumentError for options out of range
 *
 * @example
 * ```ts
 * import { makeMoons } from '@ai/classic-ml';
 *
 * const { x, y } = makeMoons({ numSamples: 200, noise: 0.1, seed: 1 }); // 200 x 2, labels 0 and 1
 * ```
 */
export function makeMoons(options: NoisyToyDataOptions = {}): LabelledData {
  const settings = readOptions(options, 'makeMoons');
  const first = Math.floor(settings.numSamples / 2);
  const upper = steps(0, Math.PI, first).map((t) => [Math.cos(t), Math.sin(t)]);
  const lower = steps(0, Math.PI, settings.numSamples - first).map((t) => [1 - Math.cos(t), 0.5 - Math.sin(t)]);
  return pack([...upper, ...lower], [...upper.map(() => 0), ...lower.map(() => 1)], settings);
}

/** Options of {@link makeCircles}. */
export interface CirclesOptions extends NoisyToyDataOptions {
  /** Radius of the inner circle, in [0, 1). @default 0.8 */
  readonly factor?: number;
}

/**
 * A circle within a circle: label 0 outside, 1 inside.
 *
 * @throws InvalidArgumentError for options out of range
 *
 * @example
 * ```ts
 * import { makeCircles } from '@ai/classic-ml';
 *
 * const { x, y } = makeCircles({ numSamples: 200, noise: 0.05, factor: 0.5, seed: 1 });
 * ```
 */
export function makeCircles(options: CirclesOptions = {}): LabelledData {
  const settings = readOptions(options, 'makeCircles');
  const factor = checkNumber(options.factor ?? 0.8, 'factor', 'makeCircles', { min: 0, below: 1 });
  const first = Math.floor(settings.numSamples / 2);
  const circle = (n: number, radius: number): number[][] =>
    Array.from({ length: n }, (_, i) => {
      const angle = (2 * Math.PI * i) / n;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
  const outer = circle(first, 1);
  const inner = circle(settings.numSamples - first, factor);
  return pack([...outer, ...inner], [...outer.map(() => 0), ...inner.map(() => 1)], settings);
}

/** Options of {@link makeSpirals}. */
export interface SpiralsOptions extends NoisyToyDataOptions {
  /** Arms C. @default 2 */
  readonly numClasses?: number;
  /** Turns of each arm. @default 1.5 */
  readonly turns?: number;
}

/**
 * Spiral arms around the origin, one per class.
 *
 * @throws InvalidArgumentError for options out of range
 *
 * @example
 * ```ts
 * import { makeSpirals } from '@ai/classic-ml';
 *
 * const { x, y } = makeSpirals({ numSamples: 300, numClasses: 3, noise: 0.02, seed: 1 });
 * ```
 */
export function makeSpirals(options: SpiralsOptions = {}): LabelledData {
  const settings = readOptions(options, 'makeSpirals');
  const { numClasses = 2, turns = 1.5 } = options;
  checkInteger(numClasses, 'numClasses', 'makeSpirals', { min: 1 });
  checkNumber(turns, 'turns', 'makeSpirals', { above: 0 });
  const labels = Array.from({ length: settings.numSamples }, (_, i) => i % numClasses);
  const perArm = Math.ceil(settings.numSamples / numClasses);
  const rows = labels.map((label, i) => {
    const radius = (Math.floor(i / numClasses) + 1) / perArm;
    const angle = 2 * Math.PI * (turns * radius + label / numClasses);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return pack(rows, labels, settings);
}
