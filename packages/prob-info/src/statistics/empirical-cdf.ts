import { type Column, toVector } from '@ai/core';
import { readWeights } from '../distributions/fit.js';
import { sortedOrder } from './ranks.js';

/**
 * The empirical distribution function of a sample: the share of (the weight of) its values at or below x.
 *
 * @example
 * ```ts
 * import { EmpiricalCdf } from '@ai/prob-info';
 *
 * new EmpiricalCdf([3, 1, 2]).at(2.5); // 2 / 3
 * ```
 */
export class EmpiricalCdf {
  /** The distinct values, rising. */
  readonly values: Float64Array;
  /** The share at or below each. */
  readonly probabilities: Float64Array;

  /** @throws InvalidArgumentError for an empty sample, NaN or infinities, or weights that do not fit */
  constructor(values: Column, options: { readonly weights?: Column } = {}) {
    const data = toVector(values, 'values', 'EmpiricalCdf');
    const weights =
      options.weights === undefined ? undefined : readWeights(options.weights, data.length, 'EmpiricalCdf');
    const order = sortedOrder(data);
    const distinct: number[] = [];
    const below: number[] = [];
    let total = 0;
    for (const i of order) {
      total += weights ? weights[i] : 1;
      if (distinct.length > 0 && distinct[distinct.length - 1] === data[i]) below[below.length - 1] = total;
      else {
        distinct.push(data[i]);
        below.push(total);
      }
    }
    this.values = Float64Array.from(distinct);
    this.probabilities = Float64Array.from(below, (sum) => sum / total);
  }

  /** The share at or below x. */
  at(x: number): number {
    let low = -1;
    let high = this.values.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.values[middle] <= x) low = middle;
      else high = middle;
    }
    return low < 0 ? 0 : this.probabilities[low];
  }

  /**
   * The band that holds the true distribution function everywhere with probability `level`: half its height, by the inequality
   * of Dvoretzky, Kiefer and Wolfowitz with Massart's constant. For unweighted samples.
   */
  bandHalfWidth(level: number, count: number): number {
    return Math.sqrt(Math.log(2 / (1 - level)) / (2 * count));
  }
}
