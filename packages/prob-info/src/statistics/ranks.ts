import { type Column, checkOneOf, toVector } from '@ai/core';

const METHODS = ['average', 'min', 'max', 'dense', 'ordinal'] as const;

/** What equal values get: the mean, smallest or largest of their places, one place for all (dense), or their order (ordinal). */
export type RankMethod = (typeof METHODS)[number];

/**
 * The ranks 1..n of a sample, by size.
 *
 * @param options.method what ties get. @default 'average'
 * @throws InvalidArgumentError for an empty sample, NaN or infinities, or an unknown method
 * @example
 * ```ts
 * import { ranks } from '@ai/prob-info';
 *
 * ranks([10, 30, 10, 20]); // 1.5, 4, 1.5, 3
 * ```
 */
export function ranks(values: Column, options: { readonly method?: RankMethod } = {}): Float64Array {
  const method = checkOneOf(options.method ?? 'average', 'method', 'ranks', METHODS);
  const data = toVector(values, 'values', 'ranks');
  const order = sortedOrder(data);
  const out = new Float64Array(data.length);
  let distinct = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && data[order[to]] === data[order[from]]) to++;
    distinct++;
    const shared = { average: (from + 1 + to) / 2, min: from + 1, max: to, dense: distinct, ordinal: 0 }[method];
    for (let k = from; k < to; k++) out[order[k]] = method === 'ordinal' ? k + 1 : shared;
    from = to;
  }
  return out;
}

/** The indices that sort the data, equal values in their given order. */
export function sortedOrder(data: Float64Array): Uint32Array {
  return Uint32Array.from(data, (_, i) => i).sort((a, b) => data[a] - data[b] || a - b);
}
