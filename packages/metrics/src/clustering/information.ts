import { checkOneOf } from '@ai/core';
import type { PairCounts } from './contingency.js';

export const EPSILON = 2 ** -52;

/** Entropy of a partition in nats, from the sizes of its parts. */
export function entropy(sizes: readonly number[], samples: number): number {
  if (sizes.length <= 1) return 0;
  return -sizes.reduce((sum, size) => sum + (size / samples) * (Math.log(size) - Math.log(samples)), 0);
}

/** Mutual information of two partitions in nats. */
export function information({ samples, pairs, classes, clusters }: PairCounts): number {
  if (classes.length <= 1 || clusters.length <= 1) return 0;
  let sum = 0;
  for (const [both, ofClass, ofCluster] of pairs) {
    const term =
      (both / samples) *
      (Math.log(both) - Math.log(samples) - (Math.log(ofClass) + Math.log(ofCluster) - 2 * Math.log(samples)));
    if (Math.abs(term) >= EPSILON) sum += term;
  }
  return Math.max(0, sum);
}

/** How the entropies of both labellings become the normaliser. */
export type EntropyMean = 'arithmetic' | 'geometric' | 'min' | 'max';

const MEANS: Record<EntropyMean, (a: number, b: number) => number> = {
  arithmetic: (a, b) => (a + b) / 2,
  geometric: (a, b) => Math.sqrt(a * b),
  min: Math.min,
  max: Math.max,
};

/** Options of {@link normalizedMutualInformation} and {@link adjustedMutualInformation}. */
export interface MutualInformationOptions {
  /** The mean of both entropies that stands for perfection. @default 'arithmetic' */
  readonly mean?: EntropyMean;
}

export function meanOfEntropies({ classes, clusters, samples }: PairCounts, mean: EntropyMean): number {
  return MEANS[mean](entropy(classes, samples), entropy(clusters, samples));
}

export const checkMean = (mean: EntropyMean, owner: string): EntropyMean =>
  checkOneOf(mean, 'mean', owner, ['arithmetic', 'geometric', 'min', 'max']);

/** Both labellings are one part each, or there is nothing: a perfect match. */
export const isTrivial = ({ classes, clusters }: PairCounts): boolean => classes.length <= 1 && clusters.length <= 1;
