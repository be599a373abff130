import { defineMetric } from '../define-metric.js';
import { fromContingency } from './contingency.js';
import { checkMean, information, isTrivial, type MutualInformationOptions, meanOfEntropies } from './information.js';

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
