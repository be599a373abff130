import type { Column, Rows } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import type { PositiveOption } from '../input/binary-scores.js';
import type { Labels } from '../input/labels.js';
import { sumLosses } from './sum-losses.js';

/**
 * The Brier score: the mean squared distance between predicted probabilities and what happened; binary (p - y)^2 in [0, 1], of K
 * classes the sum over classes in [0, 2].
 *
 * Data: `labels` (N class numbers) and `probabilities` (N x K, rows summing to 1); or binary: `labels` (N of 1 and 0 or -1, or any
 * with `positive`) and `probabilities` (N of the positive class). NaN without samples.
 *
 * Reference: Brier, "Verification of forecasts expressed in terms of probability" (1950).
 *
 * @throws InvalidArgumentError for different lengths, probabilities outside of [0, 1] or not summing to 1, a label that is no column
 * @example
 * ```ts
 * import { brierScore } from '@ai/metrics';
 *
 * brierScore([1, 0], [0.8, 0.4]); // 0.1
 * ```
 */
export const brierScore = /* @__PURE__ */ defineMetric(
  { name: 'brierScore', higherIsBetter: false, inputs: ['labels', 'probabilities'] },
  (options: PositiveOption = {}) =>
    sums(
      2,
      (labels: Labels, probabilities: Column | Rows) =>
        sumLosses(
          [labels, probabilities],
          options,
          'brierScore',
          (label, probability) => (probability - label) ** 2,
          (label, data, start, classes) => {
            let sum = 0;
            for (let k = 0; k < classes; k++) sum += (data[start + k] - Number(k === label)) ** 2;
            return sum;
          },
        ),
      ([samples, sum]) => sum / samples,
    ),
);
