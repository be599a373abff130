import { sortOrder } from '../tree/sort-order.js';

/** A monotonic curve: straight lines between points, constant beyond the ends. */
export interface IsotonicCurve {
  /** P places, strictly ascending. */
  readonly x: Float64Array;
  /** P values. */
  readonly y: Float64Array;
}

/**
 * The ascending curve of least squared error, by pooling neighbours that are in the wrong order until none are (Barlow, Bartholomew,
 * Bremner and Brunk, "Statistical Inference under Order Restrictions", 1972): linear after sorting. Values at one place are averaged
 * first; points inside a level stretch are left out.
 *
 * @param x N places
 * @param y N values
 * @param weights N weights > 0
 */
export function fitAscending(x: Float64Array, y: Float64Array, weights?: Float64Array): IsotonicCurve {
  const places: number[] = [];
  const means: number[] = [];
  const totals: number[] = [];
  for (const i of sortOrder(x)) {
    const weight = weights ? weights[i] : 1;
    const last = places.length - 1;
    if (last >= 0 && x[i] === places[last]) {
      totals[last] += weight;
      means[last] += (weight / totals[last]) * (y[i] - means[last]);
    } else {
      places.push(x[i]);
      means.push(y[i]);
      totals.push(weight);
    }
  }
  const levels = pool(means, totals);
  const isCorner = (p: number): boolean =>
    p === 0 || p === levels.length - 1 || levels[p] !== levels[p - 1] || levels[p] !== levels[p + 1];
  const kept = places.map((_, p) => p).filter(isCorner);
  return { x: Float64Array.from(kept, (p) => places[p]), y: Float64Array.from(kept, (p) => levels[p]) };
}

/** Blocks of equal value: a block that is not above the one before is merged with it. */
function pool(means: readonly number[], weights: readonly number[]): number[] {
  const blocks: { mean: number; weight: number; size: number }[] = [];
  means.forEach((value, p) => {
    let block = { mean: value, weight: weights[p], size: 1 };
    for (let before = blocks.at(-1); before && before.mean >= block.mean; before = blocks.at(-1)) {
      blocks.pop();
      const weight = before.weight + block.weight;
      const mean = before.mean + (block.weight / weight) * (block.mean - before.mean);
      block = { mean, weight, size: before.size + block.size };
    }
    blocks.push(block);
  });
  return blocks.flatMap(({ mean, size }) => new Array<number>(size).fill(mean));
}

/** The value of the curve at a place. */
export function valueAt({ x, y }: IsotonicCurve, place: number): number {
  if (place <= x[0]) return y[0];
  const last = x.length - 1;
  if (place >= x[last]) return y[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= place) low = middle;
    else high = middle;
  }
  return y[low] + ((place - x[low]) / (x[high] - x[low])) * (y[high] - y[low]);
}

/** A damaged document's complaint, if any. */
export function checkCurve({ x, y }: IsotonicCurve): string | false {
  const fits = x.length > 0 && x.length === y.length && x.every((place, p) => p === 0 || place > x[p - 1]);
  return !fits && "'x' and 'y' of a curve must have the same length, 'x' ascending";
}
