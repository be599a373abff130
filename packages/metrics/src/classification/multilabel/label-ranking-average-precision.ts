import { defineMetric } from '../../define-metric.js';
import { meanOverSamples } from './mean-over-samples.js';

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
