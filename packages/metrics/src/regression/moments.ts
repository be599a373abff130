import { Got, InvalidArgumentError } from '@ai/core';

/** Means and sums of squares about them of each of D columns, over `count` rows. A mean is `mean + rest`: one number would round it. */
export interface Moments {
  readonly count: number;
  readonly mean: Float64Array;
  readonly rest: Float64Array;
  readonly spread: Float64Array;
}

/** The moments of a table, row by row; a second pass takes out the rounding of the first mean, so that a large mean costs no digits. */
export function momentsOf(data: ArrayLike<number>, columns: number): Moments {
  const count = columns === 0 ? 0 : data.length / columns;
  const mean = new Float64Array(columns);
  const rest = new Float64Array(columns);
  const spread = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) mean[i % columns] += data[i] / count;
  for (let i = 0; i < data.length; i++) {
    const difference = data[i] - mean[i % columns];
    rest[i % columns] += difference;
    spread[i % columns] += difference * difference;
  }
  return {
    count,
    mean,
    rest: rest.map((value) => value / count),
    spread: spread.map((value, d) => value - (rest[d] * rest[d]) / count),
  };
}

/** The moments of both sets of rows (Chan, Golub and LeVeque, 1979). */
export function mergeMoments(first: Moments, second: Moments): Moments {
  const count = first.count + second.count;
  const share = second.count / count;
  const apart = first.mean.map((mean, d) => second.mean[d] - mean + (second.rest[d] - first.rest[d]));
  return {
    count,
    mean: first.mean,
    rest: first.rest.map((rest, d) => rest + apart[d] * share),
    spread: first.spread.map((spread, d) => spread + second.spread[d] + apart[d] ** 2 * first.count * share),
  };
}

/** Checks that two moments have the same number of columns. */
export function checkSameWidth(first: Moments, second: Moments): void {
  if (first.mean.length === second.mean.length) return;
  const got = new Got(`${second.mean.length} after ${first.mean.length}`);
  throw new InvalidArgumentError('batch', 'update', 'have as many columns as the batches before', got);
}
