import type { Column } from '@ai/core';
import { collected, defineMetric } from '../define-metric.js';
import { type PositiveOption, toBinaryScores } from '../input/binary-scores.js';
import type { Labels } from '../input/labels.js';
import { thresholdCounts } from './threshold-counts.js';

/** What {@link precisionRecallCurve} gives. T different scores. */
export interface PrecisionRecallCurve {
  /** T + 1 precisions, the last one 1. */
  readonly precision: Float64Array;
  /** T + 1 recalls, descending, the last one 0. */
  readonly recall: Float64Array;
  /** T thresholds, ascending: samples that score at least that count as positive. */
  readonly thresholds: Float64Array;
}

/**
 * Precision and recall at every threshold, from the lowest score to the highest, ended by the point (recall 0, precision 1).
 *
 * Data: `labels` (N), `scores` (N, larger means more positive). Without positives recall is 1 everywhere but at the end.
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, labels beside 1 and 0 or -1 if `positive` is not given
 * @example
 * ```ts
 * import { precisionRecallCurve } from '@ai/metrics';
 *
 * const { precision, recall } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * // [0.5, 2/3, 0.5, 1, 1] and [1, 1, 0.5, 0.5, 0]
 * ```
 */
export const precisionRecallCurve = /* @__PURE__ */ defineMetric(
  { name: 'precisionRecallCurve', higherIsBetter: undefined, inputs: ['labels', 'scores'] },
  (options: PositiveOption = {}) =>
    collected(
      (labels: Labels, scores: Column) => toBinaryScores(labels, scores, options, 'precisionRecallCurve'),
      (parts): PrecisionRecallCurve => {
        const { thresholds, truePositives, falsePositives, positives } = thresholdCounts(parts);
        const size = thresholds.length;
        const precision = new Float64Array(size + 1).fill(1);
        const recall = new Float64Array(size + 1);
        for (let t = 0; t < size; t++) {
          const hits = truePositives[size - 1 - t];
          precision[t] = hits / (hits + falsePositives[size - 1 - t]);
          recall[t] = positives === 0 ? 1 : hits / positives;
        }
        return { precision, recall, thresholds: thresholds.slice().reverse() };
      },
    ),
);
