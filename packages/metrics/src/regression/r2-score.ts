import { defineMetric } from '../define-metric.js';
import { fraction, fromVariances } from './explained.js';

/**
 * The coefficient of determination R2 = 1 - sum of squared errors / sum of squares about the mean; with D outputs their mean.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN for fewer than two samples; of constant targets 1 if they are met
 * exactly and 0 otherwise.
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity
 * @example
 * ```ts
 * import { r2Score } from '@ai/metrics';
 *
 * r2Score([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.9486...
 * ```
 */
export const r2Score = /* @__PURE__ */ defineMetric(
  { name: 'r2Score', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  () => fromVariances('r2Score', (spread, _residualSpread, squares) => fraction(squares, spread), 2),
);
