import { Got, InvalidArgumentError } from '@ai/core';

/** A histogram as TensorBoard's protocol has it. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly num: number;
  readonly sum: number;
  readonly sumSquares: number;
  /** Right ends of the buckets. */
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

/** Ends of the buckets that TensorBoard's writers use: 0 and +-1e-12 * 1.1^k up to 1e20. */
const EDGES = ((): Float64Array => {
  const positive: number[] = [];
  for (let edge = 1e-12; edge < 1e20; edge *= 1.1) positive.push(edge);
  return Float64Array.from([...positive.map((edge) => -edge).reverse(), 0, ...positive]);
})();

/**
 * Counts values into TensorBoard's buckets, closed on the left: from the one before the first that holds any to the last that does.
 * Values beyond 1e20 are in no bucket.
 *
 * @throws InvalidArgumentError for no values, or one that is NaN or infinite
 */
export function histogramOf(values: ArrayLike<number>, owner: string): Histogram {
  if (values.length === 0) throw new InvalidArgumentError('values', owner, 'hold at least one number', new Got('none'));
  const counts = new Float64Array(EDGES.length - 1);
  let [min, max, sum, sumSquares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      throw new InvalidArgumentError('values', owner, 'hold finite numbers', new Got(`${value} at [${i}]`));
    }
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    sumSquares += value * value;
    const bucket = bucketOf(value);
    if (bucket >= 0 && bucket < counts.length) counts[bucket]++;
  }
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const inside = first < 0 ? [] : [...counts.subarray(Math.max(first, 0), last + 1)];
  return {
    min,
    max,
    num: values.length,
    sum,
    sumSquares,
    limits: first < 0 ? [] : [...EDGES.subarray(first, last + 2)],
    counts: first < 0 ? [] : [0, ...inside], // the empty one says where the first begins
  };
}

/** The last edge that is not beyond the value; the very last edge belongs to the bucket before it. */
function bucketOf(value: number): number {
  let [low, high] = [0, EDGES.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (EDGES[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return value === EDGES[EDGES.length - 1] ? EDGES.length - 2 : low - 1;
}
