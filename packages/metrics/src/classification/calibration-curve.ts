import { type Column, checkInteger, checkOneOf } from '@ai/core';
import { collected, defineMetric } from '../define-metric.js';
import { type PositiveOption, toBinaryScores } from '../input/binary-scores.js';
import { checkProbabilities } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { joinColumns } from '../input/table.js';

/** Options of {@link calibrationCurve}. */
export interface CalibrationCurveOptions extends PositiveOption {
  /** Number of bins of [0, 1]. @default 10 */
  readonly bins?: number;
  /** Bins of equal width, or of equal numbers of samples. @default 'uniform' */
  readonly strategy?: 'uniform' | 'quantile';
}

/** What {@link calibrationCurve} gives. B bins that hold samples. */
export interface CalibrationCurve {
  /** B means of the predicted probability. */
  readonly meanPredicted: Float64Array;
  /** B fractions of positive samples. */
  readonly fractionPositive: Float64Array;
  /** B numbers of samples. */
  readonly counts: Float64Array;
}

/** The bin of a probability among the inner edges, ascending: a probability on an edge belongs to the lower bin. */
export function binOf(probability: number, innerEdges: ArrayLike<number>): number {
  let low = 0;
  let high = innerEdges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (innerEdges[middle] < probability) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The edges between `bins` bins of equal width. */
export function uniformEdges(bins: number): Float64Array {
  return Float64Array.from({ length: bins - 1 }, (_, i) => (i + 1) * (1 / bins));
}

/** Quantiles with linear interpolation between the sorted values. */
function quantileEdges(values: Float64Array, bins: number): Float64Array {
  const ascending = values.slice().sort();
  return uniformEdges(bins).map((q) => {
    const place = q * (ascending.length - 1);
    const below = Math.floor(place);
    const fraction = place - below;
    const [a, b] = [ascending[below], ascending[Math.min(below + 1, ascending.length - 1)]];
    return fraction < 0.5 ? a + (b - a) * fraction : b - (b - a) * (1 - fraction);
  });
}

/**
 * The calibration (reliability) curve: per bin of predicted probability, the mean prediction and the fraction of positives.
 *
 * Data: `labels` (N), `probabilities` (N, of the positive class). Empty bins are left out.
 *
 * Reference: DeGroot and Fienberg, "The comparison and evaluation of forecasters" (1983).
 *
 * @throws InvalidArgumentError for different lengths, probabilities outside of [0, 1], bins < 1
 * @example
 * ```ts
 * import { calibrationCurve } from '@ai/metrics';
 *
 * const curve = calibrationCurve([0, 0, 1, 1], [0.1, 0.3, 0.7, 0.9], { bins: 2 });
 * // meanPredicted: [0.2, 0.8], fractionPositive: [0, 1]
 * ```
 */
export const calibrationCurve = /* @__PURE__ */ defineMetric(
  { name: 'calibrationCurve', higherIsBetter: undefined, inputs: ['labels', 'probabilities'] },
  ({ positive, bins = 10, strategy = 'uniform' }: CalibrationCurveOptions = {}) => {
    checkInteger(bins, 'bins', 'calibrationCurve', { min: 1 });
    checkOneOf(strategy, 'strategy', 'calibrationCurve', ['uniform', 'quantile']);
    return collected(
      (labels: Labels, probabilities: Column) => {
        const split = toBinaryScores(labels, probabilities, { positive }, 'calibrationCurve');
        checkProbabilities(split.positives, 'probabilities', 'calibrationCurve');
        checkProbabilities(split.negatives, 'probabilities', 'calibrationCurve');
        return split;
      },
      (parts): CalibrationCurve => {
        const positives = joinColumns(parts.map((part) => part.positives));
        const negatives = joinColumns(parts.map((part) => part.negatives));
        const edges =
          strategy === 'uniform' ? uniformEdges(bins) : quantileEdges(joinColumns([positives, negatives]), bins);
        const counts = new Float64Array(bins);
        const hits = new Float64Array(bins);
        const sums = new Float64Array(bins);
        for (const values of [positives, negatives]) {
          for (const value of values) {
            const bin = binOf(value, edges);
            counts[bin]++;
            sums[bin] += value;
            if (values === positives) hits[bin]++;
          }
        }
        const filled = (_: number, bin: number): boolean => counts[bin] > 0;
        return {
          meanPredicted: sums.map((sum, bin) => sum / counts[bin]).filter(filled),
          fractionPositive: hits.map((hit, bin) => hit / counts[bin]).filter(filled),
          counts: counts.filter(filled),
        };
      },
    );
  },
);
