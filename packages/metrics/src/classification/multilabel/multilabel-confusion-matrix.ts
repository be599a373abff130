import { defineMetric } from '../../define-metric.js';
import { fromLabelCounts } from './multilabel-counts.js';

/**
 * The 2 x 2 confusion matrix of each label: [[true negatives, false positives], [false negatives, true positives]].
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). An empty list without samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { multilabelConfusionMatrix } from '@ai/metrics';
 *
 * multilabelConfusionMatrix([[1, 0], [1, 1]], [[1, 1], [1, 0]]); // [[[0, 0], [0, 2]], [[0, 1], [1, 0]]]
 * ```
 */
export const multilabelConfusionMatrix = /* @__PURE__ */ defineMetric(
  { name: 'multilabelConfusionMatrix', higherIsBetter: undefined, inputs: ['labels', 'predictions'] },
  () =>
    fromLabelCounts('multilabelConfusionMatrix', ({ hits, predicted, actual, samples }) =>
      Array.from(hits, (hit, l) => [
        [samples - predicted[l] - actual[l] + hit, predicted[l] - hit],
        [actual[l] - hit, hit],
      ]),
    ),
);
