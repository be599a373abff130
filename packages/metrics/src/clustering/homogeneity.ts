import { defineMetric } from '../define-metric.js';
import { fromContingency, type PairCounts } from './contingency.js';
import { entropy, information } from './information.js';

export function homogeneityOf(counts: PairCounts): number {
  const own = entropy(counts.classes, counts.samples);
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
