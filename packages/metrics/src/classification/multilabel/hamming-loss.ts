import { defineMetric } from '../../define-metric.js';
import { fromLabelCounts } from './multilabel-counts.js';

/**
 * Hamming loss: the fraction of all N x L decisions that are wrong.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { hammingLoss } from '@ai/metrics';
 *
 * hammingLoss([[1, 0], [1, 1]], [[1, 1], [1, 0]]); // 0.5
 * ```
 */
export const hammingLoss = /* @__PURE__ */ defineMetric(
  { name: 'hammingLoss', higherIsBetter: false, inputs: ['labels', 'predictions'] },
  () =>
    fromLabelCounts('hammingLoss', ({ hits, predicted, actual, samples }) => {
      const wrong = hits.reduce((sum, hit, l) => sum + predicted[l] + actual[l] - 2 * hit, 0);
      return wrong / (samples * hits.length);
    }),
);
