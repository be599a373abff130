import { defineMetric } from '../../define-metric.js';
import { meanOverSamples } from './mean-over-samples.js';

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
