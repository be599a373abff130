import type { Column, Rows } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import type { PositiveOption } from '../input/binary-scores.js';
import type { Labels } from '../input/labels.js';
import { sumLosses } from './sum-losses.js';

/** The smallest probability that {@link logLoss} lets stand: the spacing of float64 at 1. */
const EPSILON = 2 ** -52;

/**
 * Log loss (cross-entropy): the mean of -log of the probability given to the true class, in nats.
 *
 * Data: `labels` (N class numbers) and `probabilities` (N x K, rows summing to 1); or binary: `labels` (N of 1 and 0 or -1, or any
 * with `positive`) and `probabilities` (N of the positive class). Probabilities are clipped to [2^-52, 1 - 2^-52]. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different lengths, probabilities outside of [0, 1] or not summing to 1, a label that is no column
 * @example
 * ```ts
 * import { logLoss } from '@ai/metrics';
 *
 * logLoss([0, 1], [[0.5, 0.5], [0.25, 0.75]]); // (log 2 + log 4/3) / 2
 * ```
 */
export const logLoss = /* @__PURE__ */ defineMetric(
  { name: 'logLoss', higherIsBetter: false, inputs: ['labels', 'probabilities'] },
  (options: PositiveOption = {}) => {
    const loss = (probability: number): number => -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
    return sums(
      2,
      (labels: Labels, probabilities: Column | Rows) =>
        sumLosses(
          [labels, probabilities],
          options,
          'logLoss',
          (label, probability) => loss(label ? probability : 1 - probability),
          (label, data, start) => loss(data[start + label]),
        ),
      ([samples, sum]) => sum / samples,
    );
  },
);
