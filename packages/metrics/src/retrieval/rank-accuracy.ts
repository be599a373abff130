import { checkInteger } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { type AtKOptions, hitsWithin } from './at-k.js';
import { meanOverQueries } from './rankings.js';

/**
 * Rank-k accuracy (closed-set identification): the fraction of queries with a relevant item among the first k.
 *
 * Data: `relevance` (N probes x G gallery items; above 0 is a match), `scores` (N x G). NaN without queries. `k` is 1 by default.
 *
 * @throws InvalidArgumentError for different shapes, NaN, negative relevance, or k < 1
 * @example
 * ```ts
 * import { rankAccuracy } from '@ai/metrics';
 *
 * rankAccuracy([[0, 1], [1, 0]], [[0.9, 0.8], [0.7, 0.1]]); // 0.5
 * ```
 */
export const rankAccuracy = /* @__PURE__ */ defineMetric(
  { name: 'rankAccuracy', higherIsBetter: true, inputs: ['relevance', 'scores'] },
  ({ k = 1, ...options }: AtKOptions = {}) => {
    checkInteger(k, 'k', 'rankAccuracy', { min: 1 });
    return meanOverQueries(
      'rankAccuracy',
      options,
      1,
      (relevance, scores) => [Number(hitsWithin(relevance, scores, k) > 0)],
      ([mean]) => mean,
    );
  },
);
