import { type Column, checkBoolean } from '@ai/core';
import { collected, defineMetric } from '../define-metric.js';
import { type PositiveOption, toBinaryScores } from '../input/binary-scores.js';
import type { Labels } from '../input/labels.js';
import { type ThresholdCounts, thresholdCounts } from './threshold-counts.js';

/** Options of {@link rocCurve}. */
export interface RocCurveOptions extends PositiveOption {
  /** Leave out points inside of straight stretches: the same curve in fewer points. @default true */
  readonly dropIntermediate?: boolean;
}

/** What {@link rocCurve} gives. T points from (0, 0) to (1, 1). */
export interface RocCurve {
  /** T false positive rates, ascending. */
  readonly falsePositiveRate: Float64Array;
  /** T true positive rates, ascending. */
  readonly truePositiveRate: Float64Array;
  /** T thresholds, descending from infinity: samples that score at least that count as positive. */
  readonly thresholds: Float64Array;
}

/** The curve through the counts at every threshold. */
export function rocFromCounts(counts: ThresholdCounts, dropIntermediate: boolean): RocCurve {
  const { truePositives, falsePositives } = counts;
  const last = truePositives.length - 1;
  const bends = (t: number): boolean => {
    const before = truePositives[t] - truePositives[t - 1];
    const after = truePositives[t + 1] - truePositives[t];
    const beforeAlarms = falsePositives[t] - falsePositives[t - 1];
    const afterAlarms = falsePositives[t + 1] - falsePositives[t];
    return before !== after || beforeAlarms !== afterAlarms;
  };
  const kept: number[] = [];
  for (let t = 0; t <= last; t++) if (!dropIntermediate || t === 0 || t === last || bends(t)) kept.push(t);
  const points = <T extends number>(first: T, at: (t: number) => number): Float64Array =>
    Float64Array.from([first, ...kept.map(at)]);
  return {
    falsePositiveRate: points(0, (t) => falsePositives[t]).map((count) => count / counts.negatives),
    truePositiveRate: points(0, (t) => truePositives[t]).map((count) => count / counts.positives),
    thresholds: points(Number.POSITIVE_INFINITY, (t) => counts.thresholds[t]),
  };
}

/**
 * The receiver operating characteristic: true against false positive rate at every threshold.
 *
 * Data: `labels` (N), `scores` (N, larger means more positive). The rates of a class without samples are NaN.
 *
 * Reference: Fawcett, "An introduction to ROC analysis" (2006).
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, labels beside 1 and 0 or -1 if `positive` is not given
 * @example
 * ```ts
 * import { rocCurve } from '@ai/metrics';
 *
 * const { falsePositiveRate, truePositiveRate } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * // [0, 0, 0.5, 0.5, 1] and [0, 0.5, 0.5, 1, 1]
 * ```
 */
export const rocCurve = /* @__PURE__ */ defineMetric(
  { name: 'rocCurve', higherIsBetter: undefined, inputs: ['labels', 'scores'] },
  ({ dropIntermediate = true, ...options }: RocCurveOptions = {}) => {
    checkBoolean(dropIntermediate, 'dropIntermediate', 'rocCurve');
    return collected(
      (labels: Labels, scores: Column) => toBinaryScores(labels, scores, options, 'rocCurve'),
      (parts) => rocFromCounts(thresholdCounts(parts), dropIntermediate),
    );
  },
);
