import { checkInteger, type Rows } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';

/** Options of {@link topKAccuracy}. */
export interface TopKAccuracyOptions {
  /** How many of the highest scores count. @default 5, as ImageNet is scored */
  readonly k?: number;
}

/**
 * Top-k accuracy: the fraction of samples whose true class is among the k highest scores.
 *
 * Data: `labels` (N class numbers, 0..K-1), `scores` (N x K). Of equal scores the class with the larger number ranks first, as in
 * scikit-learn. NaN without samples; 1 if k >= K.
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, a label that is no column of the scores, k < 1
 * @example
 * ```ts
 * import { topKAccuracy } from '@ai/metrics';
 *
 * topKAccuracy([0, 2], [[0.2, 0.5, 0.3], [0.4, 0.5, 0.1]], { k: 2 }); // 0: neither is among the first two
 * ```
 */
export const topKAccuracy = /* @__PURE__ */ defineMetric(
  { name: 'topKAccuracy', higherIsBetter: true, inputs: ['labels', 'scores'] },
  ({ k = 5 }: TopKAccuracyOptions = {}) => {
    checkInteger(k, 'k', 'topKAccuracy', { min: 1 });
    return sums(
      2,
      (labels: Labels, scores: Rows) => {
        const { labels: classes, scores: table } = toClassScores(labels, scores, 'topKAccuracy');
        const { data, rows, columns } = table;
        let hits = 0;
        for (let i = 0; i < rows; i++) {
          const label = classes[i];
          const own = data[i * columns + label];
          let better = 0;
          for (let j = 0; j < columns; j++) {
            const score = data[i * columns + j];
            if (score > own || (score === own && j > label)) better++;
          }
          if (better < k) hits++;
        }
        return [rows, hits];
      },
      ([samples, hits]) => hits / samples,
    );
  },
);
