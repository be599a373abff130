import { type Column, checkNumber, InvalidArgumentError, type Random, toVector } from '@ai/core';
import { drawNormal } from '../distributions/draws.js';
import { readWeights } from '../distributions/fit.js';
import { logSumExp } from '../special/elementary.js';
import { normalCdf } from '../special/normal.js';
import { standardDeviation } from './moments.js';

/** Options of {@link KernelDensity}. */
export interface KernelDensityOptions {
  /** Standard deviation of the kernel > 0, or Scott's or Silverman's rule. @default 'scott' */
  readonly bandwidth?: number | 'scott' | 'silverman';
  /** One weight >= 0 per value. @default all equal */
  readonly weights?: Column;
}

/**
 * A density from a sample of one variable: a normal kernel at every value.
 *
 * Rules in terms of the effective number n = (sum w)^2 / sum w^2: Scott's factor n^(-1/5), Silverman's (3 n / 4)^(-1/5), times the
 * sample's standard deviation (Scott, "Multivariate Density Estimation", 1992).
 *
 * @example
 * ```ts
 * import { KernelDensity } from '@ai/prob-info';
 *
 * const density = new KernelDensity([1.2, 1.9, 2.1, 4.5]);
 * density.pdf(2);
 * ```
 */
export class KernelDensity {
  readonly bandwidth: number;
  private readonly values: Float64Array;
  /** Scaled to sum 1. */
  private readonly weights: Float64Array;

  /** @throws InvalidArgumentError for NaN or infinities, a bandwidth <= 0, or a rule for values without spread */
  constructor(values: Column, options: KernelDensityOptions = {}) {
    const { bandwidth = 'scott' } = options;
    this.values = Float64Array.from(toVector(values, 'values', 'KernelDensity'));
    const n = this.values.length;
    const raw =
      options.weights === undefined ? new Float64Array(n).fill(1) : readWeights(options.weights, n, 'KernelDensity');
    const total = raw.reduce((sum, w) => sum + w, 0);
    this.weights = raw.map((w) => w / total);
    if (typeof bandwidth === 'number') {
      this.bandwidth = checkNumber(bandwidth, 'bandwidth', 'KernelDensity', { above: 0 });
      return;
    }
    if (bandwidth !== 'scott' && bandwidth !== 'silverman') {
      throw new InvalidArgumentError(
        'bandwidth',
        'KernelDensity',
        "be a number > 0, 'scott' or 'silverman'",
        bandwidth,
      );
    }
    const squares = this.weights.reduce((sum, w) => sum + w * w, 0);
    const effective = 1 / squares;
    // the unbiased variance for reliability weights
    const deviation = standardDeviation(this.values, { weights: this.weights, ddof: squares });
    if (!(deviation > 0))
      throw new InvalidArgumentError('values', 'KernelDensity', 'have a spread for a bandwidth rule', values);
    this.bandwidth = deviation * (bandwidth === 'scott' ? effective : 0.75 * effective) ** -0.2;
  }

  /** log density at x, accurate far from every value. */
  logPdf(x: number): number {
    const logs = this.values.map((value, i) => Math.log(this.weights[i]) - 0.5 * ((x - value) / this.bandwidth) ** 2);
    return logSumExp(logs) - Math.log(this.bandwidth) - 0.5 * Math.log(2 * Math.PI);
  }

  /** The density at x. */
  pdf(x: number): number {
    return Math.exp(this.logPdf(x));
  }

  /** The smoothed distribution function at x. */
  cdf(x: number): number {
    let sum = 0;
    for (let i = 0; i < this.values.length; i++)
      sum += this.weights[i] * normalCdf((x - this.values[i]) / this.bandwidth);
    return sum;
  }

  /** `count` draws from the density. */
  sample(random: Random, count: number): Float64Array {
    const below = new Float64Array(this.values.length);
    this.weights.reduce((sum, w, i) => (below[i] = sum + w), 0);
    return Float64Array.from({ length: count }, () => {
      const u = random.uniform() * below[below.length - 1];
      let low = -1;
      let high = below.length - 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (below[middle] <= u) low = middle;
        else high = middle;
      }
      return this.values[high] + this.bandwidth * drawNormal(random);
    });
  }
}
