import { defineMetric } from '../define-metric.js';
import { meanLoss } from './pairs.js';

/**
 * Mean absolute error over all samples and outputs.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity
 * @example
 * ```ts
 * import { meanAbsoluteError } from '@ai/metrics';
 *
 * meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.5
 * ```
 */
export const meanAbsoluteError = /* @__PURE__ */ defineMetric(
  { name: 'meanAbsoluteError', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  () => meanLoss('meanAbsoluteError', (target, prediction) => Math.abs(target - prediction)),
);
