import { type Column, checkOneOf, Got, InvalidArgumentError, toVector } from '@ai/core';

/** Hyndman and Fan's numbers of the nine definitions. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

const TYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
/** Types 4 to 9 interpolate at h = n p + offset + slope p, as [offset, slope]. */
const POSITIONS: Readonly<Record<number, readonly [number, number]>> = {
  4: [0, 0],
  5: [0.5, 0],
  6: [0, 1],
  7: [1, -1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 1 / 4],
};

/**
 * Sample quantiles by any of the nine definitions of Hyndman and Fan ("Sample quantiles in statistical packages", The American
 * Statistician 50, 1996). 1 to 3 give values of the sample (2 their middle), 4 to 9 interpolate.
 *
 * @param probabilities each in [0, 1]
 * @param options.type @default 7, as in R and numpy
 * @throws InvalidArgumentError for an empty sample, NaN or infinities, a probability outside [0, 1] or an unknown type
 * @example
 * ```ts
 * import { quantiles } from '@ai/prob-info';
 *
 * quantiles([3, 1, 2, 4], [0.25, 0.5]); // 1.75, 2.5
 * ```
 */
export function quantiles(
  values: Column,
  probabilities: Column,
  options: { readonly type?: QuantileType } = {},
): Float64Array {
  const type = checkOneOf(options.type ?? 7, 'type', 'quantiles', TYPES);
  const sorted = Float64Array.from(toVector(values, 'values', 'quantiles')).sort();
  const levels = toVector(probabilities, 'probabilities', 'quantiles');
  return levels.map((p, i) => {
    if (p < 0 || p > 1) {
      throw new InvalidArgumentError('probabilities', 'quantiles', 'be in [0, 1]', new Got(`${p} at index ${i}`));
    }
    return quantileOfSorted(sorted, p, type);
  });
}

/**
 * The median: the middle value, or the mean of the middle two. @throws InvalidArgumentError as {@link quantiles}
 *
 * @example
 * ```ts
 * import { median } from '@ai/prob-info';
 *
 * median([3, 1, 4, 10]); // 3.5
 * ```
 */
export function median(values: Column): number {
  return quantiles(values, [0.5])[0];
}

function quantileOfSorted(sorted: Float64Array, p: number, type: QuantileType): number {
  const n = sorted.length;
  const at = (rank: number) => sorted[Math.min(n, Math.max(1, rank)) - 1];
  if (type <= 3) {
    const position = n * p - (type === 3 ? 0.5 : 0);
    // n p that should be whole may miss it by a rounding error
    const whole =
      Math.abs(position - Math.round(position)) < 4 * Number.EPSILON * n ? Math.round(position) : Math.floor(position);
    const isWhole = Math.abs(position - whole) < 4 * Number.EPSILON * n;
    if (type === 1) return at(isWhole ? whole : whole + 1);
    if (type === 2) return isWhole ? 0.5 * (at(whole) + at(whole + 1)) : at(whole + 1);
    return at(isWhole && whole % 2 === 0 ? whole : whole + 1);
  }
  const [offset, slope] = POSITIONS[type];
  const position = n * p + offset + slope * p;
  const fuzz = 4 * Number.EPSILON;
  const whole = Math.floor(position + fuzz);
  const share = Math.abs(position - whole) < fuzz ? 0 : position - whole;
  const low = at(whole);
  return share === 0 ? low : low + share * (at(whole + 1) - low);
}
