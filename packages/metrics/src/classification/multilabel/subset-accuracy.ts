import { defineMetric } from '../../define-metric.js';
import { fromLabelCounts } from './multilabel-counts.js';

/**
 * Subset accuracy (exact match): the fraction of samples whose labels are all right.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { subsetAccuracy } from '@ai/metrics';
 *
 * subsetAccuracy([[1, 0], [1, 1]], [[1, 0], [1, 0]]); // 0.5
 * ```
 */
export const subsetAccuracy = /* @__PURE__ */ defineMetric(
  { name: 'subsetAccuracy', higherIsBetter: true, inputs: ['labels', 'predictions'] },
  () =>
    fromLabelCounts(
      'subsetAccuracy',
      (_, sampleMean) => sampleMean,
      (hits, predicted, actual) => Number(hits === predicted && hits === actual),
    ),
);
