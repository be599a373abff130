import { checkInteger } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { meanOverQueries, type QueryOptions, ranked } from './rankings.js';

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
  { name: 'cumulativeMatch', higherIsBetter: undefined, inputs: ['relevance', 'scores'] },
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
