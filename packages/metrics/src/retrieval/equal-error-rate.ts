import type { Column } from '@ai/core';
import { thresholdCounts } from '../classification/threshold-counts.js';
import { collected, defineMetric } from '../define-metric.js';
import { type PositiveOption, toBinaryScores } from '../input/binary-scores.js';
import type { Labels } from '../input/labels.js';

/**
 * The equal error rate of verification: where false accepts and false rejects are equally frequent, on the straight lines between the
 * points of the ROC curve.
 *
 * Data: `labels` (N pairs, 1 for the same identity), `scores` (N similarities). NaN if one kind of pair is missing.
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, labels beside 1 and 0 or -1 if `positive` is not given
 * @example
 * ```ts
 * import { equalErrorRate } from '@ai/metrics';
 *
 * equalErrorRate([1, 1, 0, 0], [0.9, 0.4, 0.5, 0.1]); // 0.5
 * ```
 */
export const equalErrorRate = /* @__PURE__ */ defineMetric(
  { name: 'equalErrorRate', higherIsBetter: false, inputs: ['labels', 'scores'] },
  (options: PositiveOption = {}) =>
    collected(
      (labels: Labels, scores: Column) => toBinaryScores(labels, scores, options, 'equalErrorRate'),
      (parts) => {
        const { truePositives, falsePositives, positives, negatives } = thresholdCounts(parts);
        if (positives === 0 || negatives === 0) return Number.NaN;
        let [x0, y0] = [0, 0];
        for (let t = 0; t < truePositives.length; t++) {
          const [x, y] = [falsePositives[t] / negatives, truePositives[t] / positives];
          // the line of equal errors, y = 1 - x, is crossed where x + y passes 1
          if (x + y >= 1) {
            const share = (1 - x0 - y0) / (x + y - x0 - y0);
            return x0 + share * (x - x0);
          }
          [x0, y0] = [x, y];
        }
        return Number.NaN;
      },
    ),
);
