import { defineMetric } from '../define-metric.js';
import { fromContingency } from './contingency.js';
import { information } from './information.js';

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
