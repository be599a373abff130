import { defineMetric } from '../define-metric.js';
import { meanLoss } from './pairs.js';

/**
 * Mean squared error over all samples and outputs.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity
 * @example
 * ```ts
 * import { meanSquaredError } from '@ai/metrics';
 *
 * meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.375
 * ```
 */
export const meanSquaredError = /* @__PURE__ */ defineMetric(
  { name: 'meanSquaredError', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  () => meanLoss('meanSquaredError', (target, prediction) => (target - prediction) ** 2),
);
