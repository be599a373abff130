import { checkInteger, checkNumber, checkOneOf } from '@ai/core';

/** How a tree is grown; shared by single trees and forests. */
export interface TreeGrowthOptions {
  /** Most levels below the root. @default no limit */
  readonly maxDepth?: number;
  /** A node with fewer samples is a leaf, >= 2. @default 2 */
  readonly minSamplesSplit?: number;
  /** Fewest samples in a leaf. @default 1 */
  readonly minSamplesLeaf?: number;
  /** A split must lower the impurity, weighted by the share of the samples, by this much. @default 0 */
  readonly minImpurityDecrease?: number;
  /** Features looked at in each node: `all`, `sqrt`, a share in (0, 1) or a number. @default depends on the estimator */
  readonly maxFeatures?: 'all' | 'sqrt' | number;
  /** @default 0 */
  readonly seed?: number;
}

/** Options with defaults, sizes in numbers. */
export interface GrowthSettings {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  readonly minImpurityDecrease: number;
  readonly maxFeatures: number;
  /** Look at the features in random order, so that ties do not favour the first ones. */
  readonly drawFeatures: boolean;
  readonly seed: number;
}

/** @throws InvalidArgumentError for options out of range */
export function readGrowth(
  options: TreeGrowthOptions,
  numFeatures: number,
  owner: string,
  defaultMaxFeatures: 'all' | 'sqrt' | number = 'all',
): GrowthSettings {
  const { maxDepth, minSamplesSplit = 2, minSamplesLeaf = 1, minImpurityDecrease = 0, seed = 0 } = options;
  const { maxFeatures = defaultMaxFeatures } = options;
  if (maxDepth !== undefined) checkInteger(maxDepth, 'maxDepth', owner, { min: 1 });
  checkInteger(minSamplesSplit, 'minSamplesSplit', owner, { min: 2 });
  checkInteger(minSamplesLeaf, 'minSamplesLeaf', owner, { min: 1 });
  checkNumber(minImpurityDecrease, 'minImpurityDecrease', owner, { min: 0 });
  checkInteger(seed, 'seed', owner);
  const count = countOf(maxFeatures, numFeatures, owner);
  return {
    maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
    minSamplesSplit,
    minSamplesLeaf,
    minImpurityDecrease,
    maxFeatures: count,
    drawFeatures: count < numFeatures,
    seed,
  };
}

function countOf(maxFeatures: 'all' | 'sqrt' | number, numFeatures: number, owner: string): number {
  if (typeof maxFeatures === 'string') checkOneOf(maxFeatures, 'maxFeatures', owner, ['all', 'sqrt']);
  if (maxFeatures === 'all') return numFeatures;
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(numFeatures)));
  if (maxFeatures > 0 && maxFeatures < 1) return Math.max(1, Math.floor(maxFeatures * numFeatures));
  return checkInteger(maxFeatures, 'maxFeatures', owner, { min: 1, max: numFeatures });
}
