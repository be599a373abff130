import { checkInteger } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { meanOverQueries, type QueryOptions, ranked } from './rankings.js';

const inputs = ['relevance', 'scores'] as const;

/**
 * Mean average precision of rankings: for each query the precision at the rank of each relevant item, averaged over them, then over
 * queries.
 *
 * Data: `relevance` (N queries x G items; above 0 is relevant), `scores` (N x G). Equal scores keep the order of the items. Queries
 * of different length may come in different batches. NaN without queries.
 *
 * Reference: Manning, Raghavan and Schuetze, "Introduction to Information Retrieval" (2008), section 8.4.
 *
 * @throws InvalidArgumentError for different shapes, NaN, or negative relevance
 * @example
 * ```ts
 * import { meanAveragePrecision } from '@ai/metrics';
 *
 * meanAveragePrecision([[1, 0, 1]], [[0.9, 0.8, 0.7]]); // (1 + 2/3) / 2
 * ```
 */
export const meanAveragePrecision = /* @__PURE__ */ defineMetric(
  { name: 'meanAveragePrecision', higherIsBetter: true, inputs },
  (options: QueryOptions = {}) =>
    meanOverQueries(
      'meanAveragePrecision',
      options,
      1,
      (relevance, scores) => {
        let [hits, sum] = [0, 0];
        ranked(relevance, scores).forEach((gain, rank) => {
          if (gain > 0) sum += ++hits / (rank + 1);
        });
        return [sum / hits];
      },
      ([mean]) => mean,
    ),
);

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
  { name: 'meanReciprocalRank', higherIsBetter: true, inputs },
  (options: QueryOptions = {}) =>
    meanOverQueries(
      'meanReciprocalRank',
      options,
      1,
      (relevance, scores) => [1 / (1 + ranked(relevance, scores).findIndex((gain) => gain > 0))],
      ([mean]) => mean,
    ),
);

/** Options of metrics of the first k ranks. */
export interface AtKOptions extends QueryOptions {
  /** How many ranks count. */
  readonly k?: number;
}

const hitsWithin = (relevance: Float64Array, scores: Float64Array, k: number): number =>
  ranked(relevance, scores)
    .subarray(0, k)
    .reduce((count, gain) => count + Number(gain > 0), 0);

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
  { name: 'precisionAtK', higherIsBetter: true, inputs },
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
  { name: 'recallAtK', higherIsBetter: true, inputs },
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
  { name: 'rankAccuracy', higherIsBetter: true, inputs },
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

/** Options of {@link cumulativeMatch}. */
export interface CumulativeMatchOptions extends QueryOptions {
  /** Number of ranks of the curve. @default 20 */
  readonly ranks?: number;
}

/**
 * The cumulative match characteristic: rank-k accuracy for k = 1, 2, ..., to draw.
 *
 * Data: `relevance` (N probes x G gallery items; above 0 is a match), `scores` (N x G). NaN without queries.
 *
 * Reference: Grother and Phillips, "Models of large population recognition performance" (2004).
 *
 * @throws InvalidArgumentError for different shapes, NaN, negative relevance, or ranks < 1
 * @example
 * ```ts
 * import { cumulativeMatch } from '@ai/metrics';
 *
 * cumulativeMatch([[0, 1], [1, 0]], [[0.9, 0.8], [0.7, 0.1]], { ranks: 2 }); // Float64Array [0.5, 1]
 * ```
 */
export const cumulativeMatch = /* @__PURE__ */ defineMetric(
  { name: 'cumulativeMatch', higherIsBetter: undefined, inputs },
  ({ ranks = 20, ...options }: CumulativeMatchOptions = {}) => {
    checkInteger(ranks, 'ranks', 'cumulativeMatch', { min: 1 });
    return meanOverQueries(
      'cumulativeMatch',
      options,
      ranks,
      (relevance, scores) => {
        const first = ranked(relevance, scores).findIndex((gain) => gain > 0);
        return Float64Array.from({ length: ranks }, (_, rank) => Number(rank >= first));
      },
      (means) => means,
    );
  },
);
