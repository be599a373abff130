import { defineMetric } from '../define-metric.js';
import { fromContingency, type PairCounts } from './contingency.js';
import { entropy, information } from './information.js';

export function completenessOf(counts: PairCounts): number {
  const own = entropy(counts.clusters, counts.samples);
  return own === 0 ? 1 : information(counts) / own;
}

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
