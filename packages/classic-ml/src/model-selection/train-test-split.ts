import {
  checkBoolean,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  isTensor,
  Random,
  type Rows,
  type tf,
  toMatrix,
} from '@ai/core';
import type { Label, Labels } from '../estimator.js';
import { encodeLabels } from '../input/labels.js';
import { takeRows } from '../input/samples.js';
import { testCountOf } from './test-size.js';

const OWNER = 'trainTestSplit';

/** Options of {@link trainTestSplit}. */
export interface TrainTestSplitOptions {
  /** Size of the test set: a share in (0, 1), rounded up, or a number of samples >= 1. @default 0.25 */
  readonly testSize?: number;
  /** Keep the shares of the classes in both parts; needs `y` to hold labels. @default false */
  readonly stratify?: boolean;
  /** Shuffle first; without it the last samples are the test set. @default true */
  readonly shuffle?: boolean;
  /** @default 0 */
  readonly seed?: number;
}

/** The two parts of a data set. */
export interface TrainTestSplit<Y> {
  readonly xTrain: DenseMatrix;
  readonly xTest: DenseMatrix;
  readonly yTrain: Y[];
  readonly yTest: Y[];
  /** Which samples are in each part. */
  readonly trainIndices: Int32Array;
  readonly testIndices: Int32Array;
}

/**
 * Splits samples into a training and a test set.
 *
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError if a part would be empty; with `stratify`, if a class has fewer than 2 samples or a part fewer samples
 * than there are classes; for a seed or `stratify` without shuffling
 *
 * @example
 * ```ts
 * import { trainTestSplit } from '@ai/classic-ml';
 *
 * const { xTrain, xTest, yTest } = trainTestSplit([[1], [2], [3], [4]], ['a', 'a', 'b', 'b'], { testSize: 0.5, stratify: true, seed: 1 });
 * xTrain.rows; // 2
 * yTest;       // one 'a', one 'b'
 * ```
 */
export function trainTestSplit<Y extends Label>(
  x: Rows,
  y: ArrayLike<Y> | tf.Tensor,
  options: TrainTestSplitOptions = {},
): TrainTestSplit<Y> {
  const matrix = toMatrix(x, 'X', OWNER);
  const targets = (isTensor(y) ? Array.from(y.dataSync()) : Array.from(y)) as Y[];
  if (targets.length !== matrix.rows) {
    const expected = `have as many samples as 'X' (${matrix.rows})`;
    throw new InvalidArgumentError('y', OWNER, expected, new Got(`${targets.length}`));
  }
  const { trainIndices, testIndices } = splitIndices(targets, options);
  return {
    xTrain: takeRows(matrix, trainIndices),
    xTest: takeRows(matrix, testIndices),
    yTrain: Array.from(trainIndices, (i) => targets[i]),
    yTest: Array.from(testIndices, (i) => targets[i]),
    trainIndices,
    testIndices,
  };
}

function splitIndices(
  y: readonly Label[],
  options: TrainTestSplitOptions,
): { trainIndices: Int32Array; testIndices: Int32Array } {
  const { stratify = false, shuffle = true, seed = 0 } = options;
  checkBoolean(stratify, 'stratify', OWNER);
  checkBoolean(shuffle, 'shuffle', OWNER);
  const testCount = testCountOf(options.testSize ?? 0.25, y.length, OWNER);
  if (!shuffle) {
    if (options.seed !== undefined) throw new InvalidArgumentError('seed', OWNER, 'be left out without shuffle', seed);
    if (stratify) throw new InvalidArgumentError('stratify', OWNER, 'be false without shuffle', stratify);
    const all = Int32Array.from(y.keys());
    return { trainIndices: all.slice(0, y.length - testCount), testIndices: all.slice(y.length - testCount) };
  }
  const random = new Random(seed);
  if (stratify) return stratified(y, testCount, random);
  const order = random.permutation(y.length);
  return { testIndices: order.slice(0, testCount), trainIndices: order.slice(testCount) };
}

function stratified(
  y: Labels & readonly Label[],
  testCount: number,
  random: Random,
): { trainIndices: Int32Array; testIndices: Int32Array } {
  const { classes, codes } = encodeLabels(y, 'y', OWNER);
  const members: number[][] = classes.map(() => []);
  for (let i = 0; i < codes.length; i++) members[codes[i]].push(i);
  const rarest = members.findIndex((list) => list.length < 2);
  if (rarest >= 0) {
    const got = new Got(`1 of ${JSON.stringify(classes[rarest])}`);
    throw new InvalidArgumentError('y', OWNER, 'have at least 2 samples of each class to stratify', got);
  }
  if (Math.min(testCount, y.length - testCount) < classes.length) {
    const expected = `leave at least one sample for each of the ${classes.length} classes in both parts`;
    throw new InvalidArgumentError('testSize', OWNER, expected, new Got(`${testCount} of ${y.length}`));
  }
  const quota = proportionalCounts(
    members.map((list) => list.length),
    testCount,
    random,
  );
  for (const list of members) random.shuffle(list);
  const test = members.flatMap((list, code) => list.slice(0, quota[code]));
  const train = members.flatMap((list, code) => list.slice(quota[code]));
  return { trainIndices: Int32Array.from(random.shuffle(train)), testIndices: Int32Array.from(random.shuffle(test)) };
}

/** `total` shared out in proportion to `sizes`: whole parts first, the rest by largest remainder, ties at random. */
function proportionalCounts(sizes: readonly number[], total: number, random: Random): number[] {
  const all = sizes.reduce((a, b) => a + b, 0);
  const exact = sizes.map((size) => (size * total) / all);
  const counts = exact.map(Math.floor);
  let missing = total - counts.reduce((a, b) => a + b, 0);
  const order = [...random.permutation(sizes.length)].sort((a, b) => (exact[b] % 1) - (exact[a] % 1));
  for (const code of order) {
    if (missing-- <= 0) break;
    counts[code]++;
  }
  return counts;
}
