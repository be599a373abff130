import { type Column, checkNumber, toVector } from '@ai/core';
import { readWeights } from '../distributions/fit.js';
import type { CovarianceOptions } from './covariance.js';

/**
 * The arithmetic mean, summed about the first value so that a large offset costs no digits.
 *
 * @throws InvalidArgumentError for an empty sample, NaN or infinities, or weights that do not fit
 * @example
 * ```ts
 * import { mean } from '@ai/prob-info';
 *
 * mean([1, 2, 6], { weights: [1, 1, 2] }); // 3.75
 * ```
 */
export function mean(values: Column, options: Pick<CovarianceOptions, 'weights'> = {}): number {
  return moments(values, options, 'mean').mean;
}

/**
 * The variance, in two sums about the first value and the mean.
 *
 * @returns NaN where the divisor, weight - ddof, is not positive (one value, ddof 1)
 * @throws InvalidArgumentError as {@link mean}
 * @example
 * ```ts
 * import { variance } from '@ai/prob-info';
 *
 * variance([1, 2, 3, 4]); // 1.6667
 * ```
 */
export function variance(values: Column, options: CovarianceOptions = {}): number {
  const { ddof = 1 } = options;
  checkNumber(ddof, 'ddof', 'variance');
  const { weight, squares } = moments(values, options, 'variance');
  return weight > ddof ? squares / (weight - ddof) : Number.NaN;
}

/**
 * The square root of {@link variance}. @throws InvalidArgumentError as {@link mean}
 *
 * @example
 * ```ts
 * import { standardDeviation } from '@ai/prob-info';
 *
 * standardDeviation([1, 2, 3, 4]); // 1.291
 * ```
 */
export function standardDeviation(values: Column, options: CovarianceOptions = {}): number {
  return Math.sqrt(variance(values, options));
}

function moments(values: Column, options: CovarianceOptions, owner: string) {
  const data = toVector(values, 'values', owner);
  const weights = options.weights === undefined ? undefined : readWeights(options.weights, data.length, owner);
  const origin = data[0];
  let weight = data.length;
  let sum = 0;
  if (weights) {
    weight = 0;
    for (let i = 0; i < data.length; i++) {
      weight += weights[i];
      sum += weights[i] * (data[i] - origin);
    }
  } else {
    for (let i = 0; i < data.length; i++) sum += data[i] - origin;
  }
  const shift = sum / weight;
  let squares = 0;
  let remainder = 0;
  for (let i = 0; i < data.length; i++) {
    const deviation = data[i] - origin - shift;
    const w = weights ? weights[i] : 1;
    squares += w * deviation * deviation;
    remainder += w * deviation;
  }
  // the remainder is what rounding left of a sum that is 0 on paper (Neely, CACM 9, 1966)
  return { weight, mean: origin + (shift + remainder / weight), squares: squares - (remainder * remainder) / weight };
}
