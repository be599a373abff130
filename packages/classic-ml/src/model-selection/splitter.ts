import { checkBoolean, checkInteger, Got, InvalidArgumentError, warn } from '@ai/core';
import type { Label, Labels } from '../estimator.js';
import { encodeLabels } from '../input/labels.js';

/** One division of the samples. */
export interface Fold {
  readonly trainIndices: Int32Array;
  readonly testIndices: Int32Array;
}

/** What splitters look at besides the number of samples. */
export interface SplitTargets {
  /** N labels, for stratified splits. */
  readonly y?: Labels;
  /** N group labels, for splits by group. */
  readonly groups?: Labels;
}

/** A way to divide samples for cross-validation. */
export interface Splitter {
  /** @param numSamples N */
  split(numSamples: number, targets?: SplitTargets): Fold[];
}

/** Options of splitters that may shuffle. */
export interface ShuffleOptions {
  /** Folds, at least 2. @default 5 */
  readonly splits?: number;
  /** Shuffle before dividing. @default false */
  readonly shuffle?: boolean;
  /** Needs `shuffle`. @default 0 */
  readonly seed?: number;
}

/** @throws InvalidArgumentError for splits < 2 or > N, or a seed without shuffle */
export function checkShuffleOptions(
  options: ShuffleOptions,
  numSamples: number,
  owner: string,
): Required<ShuffleOptions> {
  const { splits = 5, shuffle = false, seed = 0 } = options;
  checkInteger(splits, 'splits', owner, { min: 2 });
  checkBoolean(shuffle, 'shuffle', owner);
  checkInteger(seed, 'seed', owner);
  if (options.seed !== undefined && !shuffle) {
    throw new InvalidArgumentError('seed', owner, 'be left out without shuffle', seed);
  }
  checkInteger(numSamples, 'numSamples', owner, { min: 1 });
  if (splits > numSamples) {
    const expected = `be at most the number of samples (${numSamples})`;
    throw new InvalidArgumentError('splits', owner, expected, new Got(`${splits}`));
  }
  return { splits, shuffle, seed };
}

/** Folds from the test fold of each sample. */
export function foldsFrom(testFold: Int32Array, splits: number): Fold[] {
  return Array.from({ length: splits }, (_, fold) => {
    const all = Int32Array.from(testFold.keys());
    return {
      trainIndices: all.filter((i) => testFold[i] !== fold),
      testIndices: all.filter((i) => testFold[i] === fold),
    };
  });
}

/** Reads the labels that a splitter needs. @throws InvalidArgumentError if they are missing or of another length */
export function requireLabels(
  labels: Labels | undefined,
  argument: 'y' | 'groups',
  owner: string,
  numSamples: number,
): { classes: readonly Label[]; codes: Int32Array } {
  if (labels === undefined) throw new InvalidArgumentError(argument, owner, 'be given', labels);
  return encodeLabels(labels, argument, owner, numSamples);
}

/** Warns of classes with fewer samples than folds; refuses when all are. */
export function checkRarestClass(counts: Int32Array, splits: number, owner: string): void {
  const largest = counts.reduce((a, b) => Math.max(a, b), 0);
  if (largest < splits) {
    const got = new Got(`${splits} splits`);
    throw new InvalidArgumentError('splits', owner, `be at most the samples of a class (${largest})`, got);
  }
  const rarest = counts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (rarest < splits) warn(`${owner}: the rarest class has ${rarest} samples, fewer than splits (${splits}).`);
}
