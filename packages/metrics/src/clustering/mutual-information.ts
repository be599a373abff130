import { checkNumber, checkOneOf } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { fromContingency, type PairCounts } from './contingency.js';

const EPSILON = 2 ** -52;

/** Entropy of a partition in nats, from the sizes of its parts. */
function entropy(sizes: readonly number[], samples: number): number {
  if (sizes.length <= 1) return 0;
  return -sizes.reduce((sum, size) => sum + (size / samples) * (Math.log(size) - Math.log(samples)), 0);
}

/** Mutual information of two partitions in nats. */
function information({ samples, pairs, classes, clusters }: PairCounts): number {
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

/** The mean of the mutual information over all labellings with the same sizes (Vinh, Epps and Bailey, 2010, eq. 24a). */
function expectedInformation({ samples, classes, clusters }: PairCounts): number {
  const logFactorial = new Float64Array(samples + 1);
  for (let n = 2; n <= samples; n++) logFactorial[n] = logFactorial[n - 1] + Math.log(n);
  let expected = 0;
  for (const a of classes) {
    for (const b of clusters) {
      const fixed =
        logFactorial[a] +
        logFactorial[b] +
        logFactorial[samples - a] +
        logFactorial[samples - b] -
        logFactorial[samples];
      for (let both = Math.max(1, a + b - samples); both <= Math.min(a, b); both++) {
        const logChance =
          fixed -
          logFactorial[both] -
          logFactorial[a - both] -
          logFactorial[b - both] -
          logFactorial[samples - a - b + both];
        expected += (both / samples) * Math.log((samples * both) / (a * b)) * Math.exp(logChance);
      }
    }
  }
  return expected;
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

function meanOfEntropies({ classes, clusters, samples }: PairCounts, mean: EntropyMean): number {
  return MEANS[mean](entropy(classes, samples), entropy(clusters, samples));
}

const checkMean = (mean: EntropyMean, owner: string): EntropyMean =>
  checkOneOf(mean, 'mean', owner, ['arithmetic', 'geometric', 'min', 'max']);

/** Both labellings are one part each, or there is nothing: a perfect match. */
const isTrivial = ({ classes, clusters }: PairCounts): boolean => classes.length <= 1 && clusters.length <= 1;

/**
 * Mutual information of two labellings in nats.
 *
 * Data: `labels` (N true labels), `clusters` (N); names of clusters do not matter. 0 without samples.
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { mutualInformation } from '@ai/metrics';
 *
 * mutualInformation([0, 0, 1, 1], [5, 5, 3, 3]); // log 2
 * ```
 */
export const mutualInformation = /* @__PURE__ */ defineMetric(
  { name: 'mutualInformation', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  () => fromContingency('mutualInformation', information),
);

/**
 * Normalised mutual information: mutual information over a mean of both entropies, in [0, 1].
 *
 * Data: `labels` (N true labels), `clusters` (N); names of clusters do not matter. 1 if both have a single part, and without samples.
 *
 * Reference: Strehl and Ghosh, "Cluster ensembles" (2002).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { normalizedMutualInformation } from '@ai/metrics';
 *
 * normalizedMutualInformation([0, 0, 1, 1], [5, 5, 3, 3]); // 1
 * ```
 */
export const normalizedMutualInformation = /* @__PURE__ */ defineMetric(
  { name: 'normalizedMutualInformation', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  ({ mean = 'arithmetic' }: MutualInformationOptions = {}) => {
    checkMean(mean, 'normalizedMutualInformation');
    return fromContingency('normalizedMutualInformation', (counts) => {
      if (isTrivial(counts)) return 1;
      const shared = information(counts);
      return shared === 0 ? 0 : shared / meanOfEntropies(counts, mean);
    });
  },
);

/** A difference kept away from 0, with its sign, so that perfect matches do not become 0/0. */
const awayFromZero = (difference: number): number =>
  difference < 0 ? Math.min(difference, -EPSILON) : Math.max(difference, EPSILON);

/**
 * Adjusted mutual information: mutual information corrected for chance, 0 on average for random labellings and 1 for equal ones.
 *
 * Data: `labels` (N true labels), `clusters` (N); names of clusters do not matter. 1 if both have a single part, and without samples;
 * 0 if one of them has.
 *
 * Reference: Vinh, Epps and Bailey, "Information theoretic measures for clusterings comparison" (2010).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { adjustedMutualInformation } from '@ai/metrics';
 *
 * adjustedMutualInformation([0, 0, 1, 1], [5, 5, 3, 3]); // 1
 * ```
 */
export const adjustedMutualInformation = /* @__PURE__ */ defineMetric(
  { name: 'adjustedMutualInformation', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  ({ mean = 'arithmetic' }: MutualInformationOptions = {}) => {
    checkMean(mean, 'adjustedMutualInformation');
    return fromContingency('adjustedMutualInformation', (counts) => {
      if (isTrivial(counts)) return 1;
      if (counts.classes.length === 1 || counts.clusters.length === 1) return 0;
      const chance = expectedInformation(counts);
      return awayFromZero(information(counts) - chance) / awayFromZero(meanOfEntropies(counts, mean) - chance);
    });
  },
);

function homogeneityOf(counts: PairCounts): number {
  const own = entropy(counts.classes, counts.samples);
  return own === 0 ? 1 : information(counts) / own;
}

function completenessOf(counts: PairCounts): number {
  const own = entropy(counts.clusters, counts.samples);
  return own === 0 ? 1 : information(counts) / own;
}

/**
 * Homogeneity: how far each cluster holds samples of one class only, 0 to 1.
 *
 * Data: `labels` (N true labels), `clusters` (N). 1 if there is one class, and without samples.
 *
 * Reference: Rosenberg and Hirschberg, "V-Measure" (2007).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { homogeneity } from '@ai/metrics';
 *
 * homogeneity([0, 0, 1, 1], [0, 1, 2, 3]); // 1
 * ```
 */
export const homogeneity = /* @__PURE__ */ defineMetric(
  { name: 'homogeneity', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  () => fromContingency('homogeneity', homogeneityOf),
);

/**
 * Completeness: how far the samples of each class are in one cluster, 0 to 1.
 *
 * Data: `labels` (N true labels), `clusters` (N). 1 if there is one cluster, and without samples.
 *
 * Reference: Rosenberg and Hirschberg, "V-Measure" (2007).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { completeness } from '@ai/metrics';
 *
 * completeness([0, 0, 1, 1], [0, 0, 0, 0]); // 1
 * ```
 */
export const completeness = /* @__PURE__ */ defineMetric(
  { name: 'completeness', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  () => fromContingency('completeness', completenessOf),
);

/** Options of {@link vMeasure}. */
export interface VMeasureOptions {
  /** How many times as much completeness counts as homogeneity. @default 1 */
  readonly beta?: number;
}

/**
 * V-measure: the weighted harmonic mean of homogeneity and completeness.
 *
 * Data: `labels` (N true labels), `clusters` (N). 1 without samples.
 *
 * Reference: Rosenberg and Hirschberg, "V-Measure" (2007).
 *
 * @throws InvalidArgumentError for different lengths, labels that are neither whole numbers nor strings, or beta < 0
 * @example
 * ```ts
 * import { vMeasure } from '@ai/metrics';
 *
 * vMeasure([0, 0, 1, 1], [0, 1, 2, 3]); // 2/3
 * ```
 */
export const vMeasure = /* @__PURE__ */ defineMetric(
  { name: 'vMeasure', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  ({ beta = 1 }: VMeasureOptions = {}) => {
    checkNumber(beta, 'beta', 'vMeasure', { min: 0 });
    return fromContingency('vMeasure', (counts) => {
      const [h, c] = [homogeneityOf(counts), completenessOf(counts)];
      return h + c === 0 ? 0 : ((1 + beta) * h * c) / (beta * h + c);
    });
  },
);
