import { checkInteger, checkNumber, checkOneOf, type DenseMatrix } from '@ai/core';

/** How many features a node looks at. */
export type MaxFeatures = 'all' | 'sqrt' | 'log2' | number;

/** How a tree is grown; shared by single trees and forests. */
export interface TreeGrowthOptions {
  /** Most levels below the root. @default no limit */
  readonly maxDepth?: number;
  /** Most leaves, >= 2; the node whose split lowers the impurity most is then split first. @default no limit */
  readonly maxLeaves?: number;
  /** A node with fewer samples is a leaf: an integer >= 2, or a share of the samples in (0, 1), rounded up. @default 2 */
  readonly minSamplesSplit?: number;
  /** Fewest samples in a leaf: an integer >= 1, or a share of the samples in (0, 1), rounded up. @default 1 */
  readonly minSamplesLeaf?: number;
  /** Least share of the weight of all samples in a leaf, 0 to 0.5. @default 0 */
  readonly minWeightFractionLeaf?: number;
  /** A split must lower the impurity, weighted by the share of the samples, by this much. @default 0 */
  readonly minImpurityDecrease?: number;
  /**
   * Features looked at in each node: `all`, `sqrt`, `log2`, a share in (0, 1) or a number. More are looked at as long as none divides
   * the node. @default depends on the estimator
   */
  readonly maxFeatures?: MaxFeatures;
  /**
   * Price of a leaf: what lowers the impurity by less for each leaf that it adds is pruned (minimal cost-complexity pruning; Breiman,
   * Friedman, Olshen and Stone, 1984, chapter 3). @default 0, no pruning
   */
  readonly ccpAlpha?: number;
  /** @default 0 */
  readonly seed?: number;
}

/** Options with defaults, sizes in numbers. */
export interface GrowthSettings {
  readonly maxDepth: number;
  readonly maxLeaves: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  readonly minWeightLeaf: number;
  readonly minImpurityDecrease: number;
  readonly maxFeatures: number;
  /** Look at the features in random order, so that ties do not favour the first ones. */
  readonly drawFeatures: boolean;
  /** Some values are missing: nodes say where they go. */
  readonly hasMissing: boolean;
  readonly ccpAlpha: number;
  readonly seed: number;
}

/**
 * @param weights of the training samples, or undefined if all are 1
 * @throws InvalidArgumentError for options out of range
 */
export function readGrowth(
  options: TreeGrowthOptions,
  x: DenseMatrix,
  weights: Float64Array | undefined,
  owner: string,
  defaultMaxFeatures: MaxFeatures = 'all',
): GrowthSettings {
  const { maxDepth, maxLeaves, minSamplesSplit = 2, minSamplesLeaf = 1, minWeightFractionLeaf = 0 } = options;
  const { minImpurityDecrease = 0, maxFeatures = defaultMaxFeatures, ccpAlpha = 0, seed = 0 } = options;
  if (maxDepth !== undefined) checkInteger(maxDepth, 'maxDepth', owner, { min: 1 });
  if (maxLeaves !== undefined) checkInteger(maxLeaves, 'maxLeaves', owner, { min: 2 });
  checkNumber(minWeightFractionLeaf, 'minWeightFractionLeaf', owner, { min: 0, max: 0.5 });
  checkNumber(minImpurityDecrease, 'minImpurityDecrease', owner, { min: 0 });
  checkNumber(ccpAlpha, 'ccpAlpha', owner, { min: 0 });
  checkInteger(seed, 'seed', owner);
  const count = readMaxFeatures(maxFeatures, x.columns, owner);
  const totalWeight = weights ? weights.reduce((a, b) => a + b, 0) : x.rows;
  return {
    maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
    maxLeaves: maxLeaves ?? Number.POSITIVE_INFINITY,
    minSamplesSplit: Math.max(2, sizeOf(minSamplesSplit, 'minSamplesSplit', owner, 2, x.rows)),
    minSamplesLeaf: sizeOf(minSamplesLeaf, 'minSamplesLeaf', owner, 1, x.rows),
    minWeightLeaf: minWeightFractionLeaf * totalWeight,
    minImpurityDecrease,
    maxFeatures: count,
    drawFeatures: count < x.columns,
    hasMissing: x.data.some(Number.isNaN),
    ccpAlpha,
    seed,
  };
}

function sizeOf(size: number, name: string, owner: string, min: number, numSamples: number): number {
  if (size > 0 && size < 1) return Math.ceil(size * numSamples);
  return checkInteger(size, name, owner, { min });
}

/** Features to look at. @throws InvalidArgumentError if unknown or out of range */
export function readMaxFeatures(maxFeatures: MaxFeatures, numFeatures: number, owner: string): number {
  if (typeof maxFeatures === 'string') checkOneOf(maxFeatures, 'maxFeatures', owner, ['all', 'sqrt', 'log2']);
  if (maxFeatures === 'all') return numFeatures;
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(numFeatures)));
  if (maxFeatures === 'log2') return Math.max(1, Math.floor(Math.log2(numFeatures)));
  if (maxFeatures > 0 && maxFeatures < 1) return Math.max(1, Math.floor(maxFeatures * numFeatures));
  return checkInteger(maxFeatures, 'maxFeatures', owner, { min: 1, max: numFeatures });
}
