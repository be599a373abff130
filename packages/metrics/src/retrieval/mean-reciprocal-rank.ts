import { defineMetric } from '../define-metric.js';
import { meanOverQueries, type QueryOptions, ranked } from './rankings.js';

/**
 * Mean reciprocal rank of the first relevant item.
 *
 * Data: `relevance` (N queries x G items; above 0 is relevant), `scores` (N x G). Equal scores keep the order of the items. NaN without
 * queries.
 *
 * Reference: Voorhees, "The TREC-8 question answering track report" (1999).
 *
 * @throws InvalidArgumentError for different shapes, NaN, or negative relevance
 * @example
 * ```ts
 * import { meanReciprocalRank } from '@ai/metrics';
 *
 * meanReciprocalRank([[0, 1, 1]], [[0.9, 0.8, 0.7]]); // 0.5
 * ```
 */
export const meanReciprocalRank = /* @__PURE__ */ defineMetric(
  { name: 'meanReciprocalRank', higherIsBetter: true, inputs: ['relevance', 'scores'] },
  (options: QueryOptions = {}) =>
    meanOverQueries(
      'meanReciprocalRank',
      options,
      1,
      (relevance, scores) => [1 / (1 + ranked(relevance, scores).findIndex((gain) => gain > 0))],
      ([mean]) => mean,
    ),
);
