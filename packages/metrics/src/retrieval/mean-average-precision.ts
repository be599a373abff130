import { defineMetric } from '../define-metric.js';
import { meanOverQueries, type QueryOptions, ranked } from './rankings.js';

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
  { name: 'meanAveragePrecision', higherIsBetter: true, inputs: ['relevance', 'scores'] },
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
