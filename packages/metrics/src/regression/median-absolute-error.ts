import { collected, defineMetric } from '../define-metric.js';
import { joinColumns } from '../input/table.js';
import { type OutputPair, type Outputs, toOutputPair } from './pairs.js';

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
  { name: 'medianAbsoluteError', higherIsBetter: false, inputs: ['targets', 'predictions'] },
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
