import { defineMetric } from '../../define-metric.js';
import { meanOverSamples } from './mean-over-samples.js';

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
