import { defineMetric } from '../define-metric.js';
import { meanLoss } from './pairs.js';

// A target of 0 counts as this, which makes its error huge instead of infinite.
const EPSILON = 2 ** -52;

/**
 * Mean absolute percentage error as a fraction: the mean of |target - prediction| / max(|target|, 2^-52).
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN without samples; huge if a target is 0.
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity
 * @example
 * ```ts
 * import { meanAbsolutePercentageError } from '@ai/metrics';
 *
 * meanAbsolutePercentageError([1, 10], [0.5, 12]); // 0.35
 * ```
 */
export const meanAbsolutePercentageError = /* @__PURE__ */ defineMetric(
  { name: 'meanAbsolutePercentageError', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  () =>
    meanLoss(
      'meanAbsolutePercentageError',
      (target, prediction) => Math.abs(target - prediction) / Math.max(Math.abs(target), EPSILON),
    ),
);
