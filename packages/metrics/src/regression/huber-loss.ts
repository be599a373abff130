import { checkNumber } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { meanLoss } from './pairs.js';

/** Options of {@link huberLoss}. */
export interface HuberLossOptions {
  /** The size of error up to which the loss is quadratic. @default 1 */
  readonly delta?: number;
}

/**
 * Huber loss: e^2 / 2 for errors up to delta, delta (|e| - delta / 2) beyond, averaged.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN without samples.
 *
 * Reference: Huber, "Robust estimation of a location parameter" (1964).
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity, or delta <= 0
 * @example
 * ```ts
 * import { huberLoss } from '@ai/metrics';
 *
 * huberLoss([0, 0], [0.5, 3]); // (0.125 + 2.5) / 2
 * ```
 */
export const huberLoss = /* @__PURE__ */ defineMetric(
  { name: 'huberLoss', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  ({ delta = 1 }: HuberLossOptions = {}) => {
    checkNumber(delta, 'delta', 'huberLoss', { above: 0 });
    return meanLoss('huberLoss', (target, prediction) => {
      const error = Math.abs(target - prediction);
      return error <= delta ? (error * error) / 2 : delta * (error - delta / 2);
    });
  },
);
