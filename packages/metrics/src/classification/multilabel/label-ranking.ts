import type { Rows } from '@ai/core';
import { defineMetric, sums } from '../../define-metric.js';
import { toLabelScores } from '../../input/class-scores.js';

/** The mean over samples of a value of each one's L indicators and scores. */
function meanOverSamples(owner: string, value: (labels: Float64Array, scores: Float64Array) => number) {
  return sums(
    2,
    (labels: Rows, scores: Rows) => {
      const pair = toLabelScores(labels, scores, owner);
      const { rows, columns } = pair.labels;
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        const [start, end] = [i * columns, (i + 1) * columns];
        sum += value(pair.labels.data.subarray(start, end), pair.scores.data.subarray(start, end));
      }
      return [rows, sum];
    },
    ([samples, sum]) => sum / samples,
  );
}

/**
 * Coverage error: how far one must go down the ranked labels of a sample to meet all true ones, on average.
 *
 * Data: `labels` (N samples x L labels of 0 and 1), `scores` (N x L). Ties count in full; a sample without labels counts 0. NaN
 * without samples.
 *
 * Reference: Tsoumakas, Katakis and Vlahavas, "Mining multi-label data" (2010).
 *
 * @throws InvalidArgumentError for different shapes, labels other than 0 and 1, NaN in the scores
 * @example
 * ```ts
 * import { coverageError } from '@ai/metrics';
 *
 * coverageError([[1, 0, 0], [0, 0, 1]], [[0.75, 0.5, 1], [1, 0.2, 0.1]]); // 2.5
 * ```
 */
export const coverageError = /* @__PURE__ */ defineMetric(
  { name: 'coverageError', higherIsBetter: false, inputs: ['labels', 'scores'] },
  () =>
    meanOverSamples('coverageError', (labels, scores) => {
      let lowest = Number.POSITIVE_INFINITY;
      for (let l = 0; l < labels.length; l++) if (labels[l] && scores[l] < lowest) lowest = scores[l];
      return scores.reduce((count, score) => count + Number(score >= lowest), 0);
    }),
);

/**
 * Label ranking average precision: for each true label, the fraction of the labels ranked at least as high that are true; averaged
 * over the labels of a sample, then over samples.
 *
 * Data: `labels` (N samples x L labels of 0 and 1), `scores` (N x L). A sample without labels, or with all of them, counts 1. NaN
 * without samples.
 *
 * Reference: Schapire and Singer, "BoosTexter" (2000).
 *
 * @throws InvalidArgumentError for different shapes, labels other than 0 and 1, NaN in the scores
 * @example
 * ```ts
 * import { labelRankingAveragePrecision } from '@ai/metrics';
 *
 * labelRankingAveragePrecision([[1, 0, 0], [0, 0, 1]], [[0.75, 0.5, 1], [1, 0.2, 0.1]]); // 5/12
 * ```
 */
export const labelRankingAveragePrecision = /* @__PURE__ */ defineMetric(
  { name: 'labelRankingAveragePrecision', higherIsBetter: true, inputs: ['labels', 'scores'] },
  () =>
    meanOverSamples('labelRankingAveragePrecision', (labels, scores) => {
      const relevant = labels.reduce((a, b) => a + b, 0);
      if (relevant === 0 || relevant === labels.length) return 1;
      let sum = 0;
      for (let l = 0; l < labels.length; l++) {
        if (!labels[l]) continue;
        let [rank, hits] = [0, 0];
        for (let m = 0; m < labels.length; m++) {
          if (scores[m] < scores[l]) continue;
          rank++;
          hits += labels[m];
        }
        sum += hits / rank;
      }
      return sum / relevant;
    }),
);

/**
 * Label ranking loss: the fraction of (true, false) label pairs of a sample that are in the wrong order, ties included, on average.
 *
 * Data: `labels` (N samples x L labels of 0 and 1), `scores` (N x L). A sample without labels, or with all of them, counts 0. NaN
 * without samples.
 *
 * Reference: Tsoumakas, Katakis and Vlahavas, "Mining multi-label data" (2010).
 *
 * @throws InvalidArgumentError for different shapes, labels other than 0 and 1, NaN in the scores
 * @example
 * ```ts
 * import { labelRankingLoss } from '@ai/metrics';
 *
 * labelRankingLoss([[1, 0, 0], [0, 0, 1]], [[0.75, 0.5, 1], [1, 0.2, 0.1]]); // 0.75
 * ```
 */
export const labelRankingLoss = /* @__PURE__ */ defineMetric(
  { name: 'labelRankingLoss', higherIsBetter: false, inputs: ['labels', 'scores'] },
  () =>
    meanOverSamples('labelRankingLoss', (labels, scores) => {
      let [wrong, pairs] = [0, 0];
      for (let l = 0; l < labels.length; l++) {
        for (let m = 0; m < labels.length; m++) {
          if (!labels[l] || labels[m]) continue;
          pairs++;
          if (scores[l] <= scores[m]) wrong++;
        }
      }
      return pairs === 0 ? 0 : wrong / pairs;
    }),
);
