import { defineMetric, sums } from '../define-metric.js';
import type { Labels } from '../input/labels.js';
import type { Predictions } from '../input/predicted.js';
import { countCorrect } from './count-correct.js';

/**
 * The 0-1 loss: the fraction of samples whose predicted label is not the true one.
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { zeroOneLoss } from '@ai/metrics';
 *
 * zeroOneLoss([0, 1, 2, 2], [0, 2, 2, 2]); // 0.25
 * ```
 */
export const zeroOneLoss = /* @__PURE__ */ defineMetric(
  { name: 'zeroOneLoss', higherIsBetter: false, inputs: ['labels', 'predictions'] },
  () =>
    sums(
      2,
      (labels: Labels, predictions: Predictions) => countCorrect(labels, predictions, 'zeroOneLoss'),
      ([samples, correct]) => (samples - correct) / samples,
    ),
);
