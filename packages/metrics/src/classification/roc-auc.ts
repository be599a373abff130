import { type Column, checkNumber } from '@ai/core';
import { collected, defineMetric } from '../define-metric.js';
import { type PositiveOption, toBinaryScores } from '../input/binary-scores.js';
import type { Labels } from '../input/labels.js';
import { rocFromCounts } from './roc-curve.js';
import { areaUnderRoc, thresholdCounts } from './threshold-counts.js';

/** Options of {@link rocAuc}. */
export interface RocAucOptions extends PositiveOption {
  /**
   * Only the part of the curve up to this false positive rate counts, rescaled so that guessing gives 0.5 and perfection 1
   * (McClish, 1989).
   * @default 1, the whole curve
   */
  readonly maxFalsePositiveRate?: number;
}

/**
 * The area under the ROC curve: the chance that a positive sample scores higher than a negative one, ties counting half.
 *
 * Data: `labels` (N), `scores` (N, larger means more positive). NaN if there is only one class.
 *
 * Reference: Hanley and McNeil, "The meaning and use of the area under a ROC curve" (1982).
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, labels beside 1 and 0 or -1 if `positive` is not given
 * @example
 * ```ts
 * import { rocAuc } from '@ai/metrics';
 *
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.75
 * ```
 */
export const rocAuc = /* @__PURE__ */ defineMetric(
  { name: 'rocAuc', higherIsBetter: true, inputs: ['labels', 'scores'] },
  (options: RocAucOptions = {}) => {
    const limit = options.maxFalsePositiveRate ?? 1;
    checkNumber(limit, 'maxFalsePositiveRate', 'rocAuc', { above: 0, max: 1 });
    return collected(
      (labels: Labels, scores: Column) => toBinaryScores(labels, scores, options, 'rocAuc'),
      (parts) => {
        if (limit === 1) return areaUnderRoc(parts);
        const { falsePositiveRate, truePositiveRate } = rocFromCounts(thresholdCounts(parts), false);
        return partialArea(falsePositiveRate, truePositiveRate, limit);
      },
    );
  },
);

function partialArea(x: Float64Array, y: Float64Array, limit: number): number {
  let area = 0;
  for (let i = 1; i < x.length && x[i - 1] < limit; i++) {
    const end = Math.min(x[i], limit);
    const height = end === x[i] ? y[i] : y[i - 1] + ((y[i] - y[i - 1]) * (end - x[i - 1])) / (x[i] - x[i - 1]);
    area += ((end - x[i - 1]) * (height + y[i - 1])) / 2;
  }
  if (!(x[x.length - 1] === 1 && y[y.length - 1] === 1)) return Number.NaN;
  const least = limit ** 2 / 2;
  return 0.5 * (1 + (area - least) / (limit - least));
}
