import { checkNumber } from '@ai/core';
import { collected, defineMetric, sums } from '../define-metric.js';
import { joinColumns } from '../input/table.js';
import { meanLoss, type OutputPair, type Outputs, toOutputPair } from './pairs.js';

const inputs = ['targets', 'predictions'] as const;

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
  { name: 'meanSquaredError', higherIsBetter: false, inputs },
  () => meanLoss('meanSquaredError', (target, prediction) => (target - prediction) ** 2),
);

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
  { name: 'rootMeanSquaredError', higherIsBetter: false, inputs },
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
  { name: 'meanAbsoluteError', higherIsBetter: false, inputs },
  () => meanLoss('meanAbsoluteError', (target, prediction) => Math.abs(target - prediction)),
);

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
  { name: 'meanAbsolutePercentageError', higherIsBetter: false, inputs },
  () =>
    meanLoss(
      'meanAbsolutePercentageError',
      (target, prediction) => Math.abs(target - prediction) / Math.max(Math.abs(target), EPSILON),
    ),
);

/**
 * The median of the absolute errors; with D outputs the mean of their medians.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs). NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity
 * @example
 * ```ts
 * import { medianAbsoluteError } from '@ai/metrics';
 *
 * medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.5
 * ```
 */
export const medianAbsoluteError = /* @__PURE__ */ defineMetric(
  { name: 'medianAbsoluteError', higherIsBetter: false, inputs },
  () =>
    collected(
      (targets: Outputs, predictions: Outputs) => toOutputPair(targets, predictions, 'medianAbsoluteError'),
      (parts) => {
        const filled = parts.filter((part) => part.rows > 0);
        const columns = filled[0]?.columns ?? 0;
        let sum = 0;
        for (let d = 0; d < columns; d++) {
          const errors = joinColumns(filled.map((part) => errorsOf(part, d))).sort();
          const middle = errors.length >> 1;
          sum += errors.length % 2 ? errors[middle] : (errors[middle - 1] + errors[middle]) / 2;
        }
        return sum / columns;
      },
    ),
);

function errorsOf({ targets, predictions, rows, columns }: OutputPair, output: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    Math.abs(targets[i * columns + output] - predictions[i * columns + output]),
  );
}

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
  { name: 'quantileLoss', higherIsBetter: false, inputs },
  ({ quantile = 0.5 }: QuantileLossOptions = {}) => {
    checkNumber(quantile, 'quantile', 'quantileLoss', { above: 0, below: 1 });
    return meanLoss('quantileLoss', (target, prediction) =>
      target >= prediction ? quantile * (target - prediction) : (1 - quantile) * (prediction - target),
    );
  },
);

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
  { name: 'huberLoss', higherIsBetter: false, inputs },
  ({ delta = 1 }: HuberLossOptions = {}) => {
    checkNumber(delta, 'delta', 'huberLoss', { above: 0 });
    return meanLoss('huberLoss', (target, prediction) => {
      const error = Math.abs(target - prediction);
      return error <= delta ? (error * error) / 2 : delta * (error - delta / 2);
    });
  },
);
