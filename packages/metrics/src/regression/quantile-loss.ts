import { checkNumber } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { meanLoss } from './pairs.js';

/** Options of {@link quantileLoss}. */
export interface QuantileLossOptions {
  /** The quantile that is predicted, in (0, 1). @default 0.5, the median */
  readonly quantile?: number;
}

/**
 * Quantile (pinball) loss: an error costs `quantile` per unit above the prediction and 1 - `quantile` per unit below.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN without samples.
 *
 * Reference: Koenker and Bassett, "Regression quantiles" (1978).
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity, or a quantile outside of (0, 1)
 * @example
 * ```ts
 * import { quantileLoss } from '@ai/metrics';
 *
 * quantileLoss([1, 2, 3], [0, 2, 4], { quantile: 0.9 }); // (0.9 + 0 + 0.1) / 3
 * ```
 */
export const quantileLoss = /* @__PURE__ */ defineMetric(
  { name: 'quantileLoss', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  ({ quantile = 0.5 }: QuantileLossOptions = {}) => {
    checkNumber(quantile, 'quantile', 'quantileLoss', { above: 0, below: 1 });
    return meanLoss('quantileLoss', (target, prediction) =>
      target >= prediction ? quantile * (target - prediction) : (1 - quantile) * (prediction - target),
    );
  },
);
