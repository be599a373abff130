import { checkInteger, checkOneOf } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { meanOverQueries, type QueryOptions } from './rankings.js';

/** Options of {@link ndcg}. */
export interface NdcgOptions extends QueryOptions {
  /** How many ranks count. @default all */
  readonly k?: number;
  /** The gain of a relevance r: r itself, or 2^r - 1, which favours high grades. @default 'linear' */
  readonly gain?: 'linear' | 'exponential';
}

/** Sum of gains, discounted by log2(rank + 1); items of equal score share their discounts. */
function discounted(gains: Float64Array, scores: Float64Array, k: number): number {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  let sum = 0;
  for (let start = 0, end = 0; start < order.length && start < k; start = end) {
    let [gain, discount] = [0, 0];
    for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
      gain += gains[order[end]];
      if (end < k) discount += 1 / Math.log2(end + 2);
    }
    sum += (gain / (end - start)) * discount;
  }
  return sum;
}

/**
 * Normalised discounted cumulative gain: the gains of the ranked items, discounted by log2(rank + 1), over those of the ideal order;
 * averaged over queries.
 *
 * Data: `relevance` (N queries x G items, >= 0), `scores` (N x G). Items of equal score share their ranks. NaN without queries.
 *
 * References: Jarvelin and Kekalainen, "Cumulated gain-based evaluation of IR techniques" (2002); McSherry and Najork (2008) for ties.
 *
 * @throws InvalidArgumentError for different shapes, NaN, negative relevance, or k < 1
 * @example
 * ```ts
 * import { ndcg } from '@ai/metrics';
 *
 * ndcg([[3, 2, 0]], [[0.9, 0.8, 0.7]]); // 1
 * ```
 */
export const ndcg = /* @__PURE__ */ defineMetric(
  { name: 'ndcg', higherIsBetter: true, inputs: ['relevance', 'scores'] },
  ({ k = Number.MAX_SAFE_INTEGER, gain = 'linear', ...options }: NdcgOptions = {}) => {
    checkInteger(k, 'k', 'ndcg', { min: 1 });
    checkOneOf(gain, 'gain', 'ndcg', ['linear', 'exponential']);
    return meanOverQueries(
      'ndcg',
      options,
      1,
      (relevance, scores) => {
        const gains = gain === 'linear' ? relevance : relevance.map((grade) => 2 ** grade - 1);
        return [discounted(gains, scores, k) / discounted(gains, gains, k)];
      },
      ([mean]) => mean,
    );
  },
);
