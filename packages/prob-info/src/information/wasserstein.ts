import { type Column, toVector } from '@ai/core';
import { readWeights } from '../distributions/fit.js';
import { sortedOrder } from '../statistics/ranks.js';

/** Options of {@link wasserstein1}. */
export interface WassersteinOptions {
  /** One weight >= 0 per value of x. @default all equal */
  readonly xWeights?: Column;
  /** One weight >= 0 per value of y. @default all equal */
  readonly yWeights?: Column;
}

/**
 * The Wasserstein-1 (earth mover's) distance of two samples on the line: the area between their distribution functions.
 *
 * @throws InvalidArgumentError for empty samples, NaN or infinities, or weights that do not fit
 * @example
 * ```ts
 * import { wasserstein1 } from '@ai/prob-info';
 *
 * wasserstein1([0, 1, 3], [5, 6, 8]); // 5
 * ```
 */
export function wasserstein1(x: Column, y: Column, options: WassersteinOptions = {}): number {
  const first = readSide(x, options.xWeights, 'x');
  const second = readSide(y, options.yWeights, 'y');
  let i = 0;
  let j = 0;
  let belowX = 0;
  let belowY = 0;
  let last = Math.min(first.values[0], second.values[0]);
  let area = 0;
  while (i < first.values.length || j < second.values.length) {
    const fromX = j >= second.values.length || (i < first.values.length && first.values[i] <= second.values[j]);
    const next = fromX ? first.values[i] : second.values[j];
    area += Math.abs(belowX / first.total - belowY / second.total) * (next - last);
    last = next;
    if (fromX) belowX += first.weights[i++];
    else belowY += second.weights[j++];
  }
  return area;
}

function readSide(values: Column, weights: Column | undefined, argument: string) {
  const data = toVector(values, argument, 'wasserstein1');
  const read = weights === undefined ? undefined : readWeights(weights, data.length, 'wasserstein1');
  const order = sortedOrder(data);
  const sortedWeights = Float64Array.from(order, (i) => (read ? read[i] : 1));
  return {
    values: Float64Array.from(order, (i) => data[i]),
    weights: sortedWeights,
    total: sortedWeights.reduce((a, b) => a + b, 0),
  };
}
