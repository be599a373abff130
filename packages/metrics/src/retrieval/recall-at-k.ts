import { checkInteger } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { type AtKOptions, hitsWithin } from './at-k.js';
import { meanOverQueries } from './rankings.js';

/**
 * Recall at k: the fraction of the relevant items that is among the first k.
 *
 * Data: `relevance` (N queries x G items; above 0 is relevant), `scores` (N x G). NaN without queries. `k` is 10 by default.
 *
 * @throws InvalidArgumentError for different shapes, NaN, negative relevance, or k < 1
 * @example
 * ```ts
 * import { recallAtK } from '@ai/metrics';
 *
 * recallAtK([[1, 0, 1]], [[0.9, 0.8, 0.7]], { k: 2 }); // 0.5
 * ```
 */
export const recallAtK = /* @__PURE__ */ defineMetric(
  { name: 'recallAtK', higherIsBetter: true, inputs: ['relevance', 'scores'] },
  ({ k = 10, ...options }: AtKOptions = {}) => {
    checkInteger(k, 'k', 'recallAtK', { min: 1 });
    return meanOverQueries(
      'recallAtK',
      options,
      1,
      (relevance, scores) => [
        hitsWithin(relevance, scores, k) / relevance.reduce((count, gain) => count + Number(gain > 0), 0),
      ],
      ([mean]) => mean,
    );
  },
);
