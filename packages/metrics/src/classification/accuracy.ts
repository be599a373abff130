import { defineMetric, sums } from '../define-metric.js';
import type { Labels } from '../input/labels.js';
import type { Predictions } from '../input/predicted.js';
import { countCorrect } from './count-correct.js';

/**
 * Accuracy: the fraction of samples whose predicted label is the true one.
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { accuracy } from '@ai/metrics';
 *
 * accuracy([0, 1, 2, 2], [0, 2, 2, 2]); // 0.75
 *
 * const stream = accuracy.streaming();
 * let state = stream.init();
 * state = stream.update(state, [0, 1], [[0.9, 0.1], [0.2, 0.8]]); // scores of two classes
 * state = stream.update(state, [1, 1], [[0.6, 0.4], [0.3, 0.7]]);
 * stream.compute(state); // 0.75
 * ```
 */
export const accuracy = /* @__PURE__ */ defineMetric(
  { name: 'accuracy', higherIsBetter: true, inputs: ['labels', 'predictions'] },
  () =>
    sums(
      2,
      (labels: Labels, predictions: Predictions) => countCorrect(labels, predictions, 'accuracy'),
      ([samples, correct]) => correct / samples,
    ),
);
