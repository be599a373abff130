import { checkOneOf, Got, InvalidArgumentError, type Rows } from '@ai/core';
import { type MetricDefinition, sums } from '../define-metric.js';
import { checkSameShape, toTable } from '../input/table.js';

/** The option of metrics over queries. */
export interface QueryOptions {
  /** What a query without relevant items counts: 0, or not at all. @default 'zero' */
  readonly emptyQuery?: 'zero' | 'skip';
}

/** Relevance and scores of the items of a query, G each. */
export type QueryValue = (relevance: Float64Array, scores: Float64Array) => ArrayLike<number>;

/**
 * A definition that averages values over queries.
 *
 * @param width how many values a query has
 * @param value of a query that has relevant items
 */
export function meanOverQueries<Result>(
  owner: string,
  { emptyQuery = 'zero' }: QueryOptions,
  width: number,
  value: QueryValue,
  finish: (means: Float64Array) => Result,
): MetricDefinition<Float64Array, [relevance: Rows, scores: Rows], Result> {
  checkOneOf(emptyQuery, 'emptyQuery', owner, ['zero', 'skip']);
  return sums(
    1 + width,
    (relevance: Rows, scores: Rows) => {
      const totals = new Float64Array(1 + width);
      for (const [relevant, scored] of queries(relevance, scores, owner)) {
        const some = relevant.some((gain) => gain > 0);
        if (!some && emptyQuery === 'skip') continue;
        totals[0]++;
        const values = some ? value(relevant, scored) : [];
        for (let k = 0; k < values.length; k++) totals[1 + k] += values[k];
      }
      return totals;
    },
    (totals) => finish(totals.slice(1).map((sum) => sum / totals[0])),
  );
}

/** Checks relevance (>= 0) and scores of N queries and G items, and gives them query by query. */
export function queries(relevance: Rows, scores: Rows, owner: string): [Float64Array, Float64Array][] {
  const gains = toTable(relevance, 'relevance', owner);
  const table = toTable(scores, 'scores', owner);
  checkSameShape(gains, table, ['relevance', 'scores'], owner);
  const { rows, columns } = gains;
  const negative = gains.data.findIndex((gain) => gain < 0);
  if (negative >= 0) {
    const got = new Got(`${gains.data[negative]} in row ${Math.floor(negative / columns)}`);
    throw new InvalidArgumentError('relevance', owner, 'hold numbers >= 0', got);
  }
  return Array.from({ length: rows }, (_, n) => [
    gains.data.subarray(n * columns, (n + 1) * columns),
    table.data.subarray(n * columns, (n + 1) * columns),
  ]);
}

/** Relevance in the order of descending scores; of equal scores the earlier item comes first. */
export function ranked(relevance: Float64Array, scores: Float64Array): Float64Array {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  return Float64Array.from(order, (i) => relevance[i]);
}
