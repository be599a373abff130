import { defineMetric } from '../define-metric.js';
import { fraction, fromVariances } from './explained.js';

/**
 * Explained variance: 1 - variance of the errors / variance of the targets, which unlike R2 forgives a constant offset; with D
 * outputs their mean.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN without samples; of constant targets 1 if the errors are constant too
 * and 0 otherwise.
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity
 * @example
 * ```ts
 * import { explainedVariance } from '@ai/metrics';
 *
 * explainedVariance([1, 2, 3], [2, 3, 4]); // 1
 * ```
 */
export const explainedVariance = /* @__PURE__ */ defineMetric(
  { name: 'explainedVariance', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  () => fromVariances('explainedVariance', (spread, residualSpread) => fraction(residualSpread, spread), 1),
);
