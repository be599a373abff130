import { defineMetric, sums } from '../define-metric.js';
import { type Outputs, toOutputPair } from './pairs.js';

/**
 * The square root of the mean squared error, in the units of the targets; with D outputs the mean of their roots.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity
 * @example
 * ```ts
 * import { rootMeanSquaredError } from '@ai/metrics';
 *
 * rootMeanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // sqrt(0.375)
 * ```
 */
export const rootMeanSquaredError = /* @__PURE__ */ defineMetric(
  { name: 'rootMeanSquaredError', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  () =>
    sums(
      0, // per output: samples, sum of squares
      (targets: Outputs, predictions: Outputs) => {
        const pair = toOutputPair(targets, predictions, 'rootMeanSquaredError');
        const totals = new Float64Array(2 * pair.columns);
        pair.targets.forEach((target, i) => {
          const output = i % pair.columns;
          totals[2 * output]++;
          totals[2 * output + 1] += (target - pair.predictions[i]) ** 2;
        });
        return totals;
      },
      (totals) => {
        let sum = 0;
        for (let d = 0; d < totals.length; d += 2) sum += Math.sqrt(totals[d + 1] / totals[d]);
        return sum / (totals.length / 2);
      },
    ),
);
