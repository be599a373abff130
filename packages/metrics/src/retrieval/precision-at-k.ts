import { checkInteger } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { type AtKOptions, hitsWithin } from './at-k.js';
import { meanOverQueries } from './rankings.js';

/**
 * Precision at k: the fraction of the first k items that is relevant.
 *
 * Data: `relevance` (N queries x G items; above 0 is relevant), `scores` (N x G). Missing ranks (G < k) count as not relevant. NaN
 * without queries. `k` is 10 by default.
 *
 * @throws InvalidArgumentError for different shapes, NaN, negative relevance, or k < 1
 * @example
 * ```ts
 * import { precisionAtK } from '@ai/metrics';
 *
 * precisionAtK([[1, 0, 1]], [[0.9, 0.8, 0.7]], { k: 2 }); // 0.5
 * ```
 */
export const precisionAtK = /* @__PURE__ */ defineMetric(
  { name: 'precisionAtK', higherIsBetter: true, inputs: ['relevance', 'scores'] },
  ({ k = 10, ...options }: AtKOptions = {}) => {
    checkInteger(k, 'k', 'precisionAtK', { min: 1 });
    return meanOverQueries(
      'precisionAtK',
      options,
      1,
      (relevance, scores) => [hitsWithin(relevance, scores, k) / k],
      ([mean]) => mean,
    );
  },
);
