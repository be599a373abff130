import { type Column, checkNumber, type Random } from '@ai/core';
import { ContinuousDistribution, REAL_LINE, type Support } from './distribution.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';

/** Parameters of {@link Uniform}. */
export interface UniformParameters {
  /** @default 0 */
  readonly low?: number;
  /** Greater than `low`. @default 1 */
  readonly high?: number;
}

/**
 * The continuous uniform distribution on [low, high].
 *
 * @example
 * ```ts
 * import { Uniform } from '@ai/prob-info';
 *
 * new Uniform({ low: -1, high: 3 }).cdf(0); // 0.25
 * ```
 */
export class Uniform extends ContinuousDistribution {
  readonly parameters: Readonly<{ low: number; high: number }>;
  readonly support: Support;
  private readonly low: number;
  private readonly width: number;

  /** @throws InvalidArgumentError unless low and high are finite and low < high */
  constructor({ low = 0, high = 1 }: UniformParameters = {}) {
    super();
    this.low = checkNumber(low, 'low', 'Uniform');
    this.width = checkNumber(high, 'high', 'Uniform', { above: low }) - low;
    this.parameters = { low, high };
    this.support = { lower: low, upper: high, integer: false };
  }

  /**
   * The smallest and the largest value. The likelihood is not smooth at its maximum, so there is no Fisher information: the
   * standard errors are those of the extreme order statistics, width sqrt(n / ((n + 1)^2 (n + 2))).
   * @throws InvalidArgumentError if the values are all equal, or not finite
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Uniform> {
    const sample = new Sample(values, options, 'Uniform.fit', REAL_LINE);
    sample.checkSpread('Uniform.fit');
    const [low, high] = sample.range();
    const n = sample.count;
    const error = (high - low) * Math.sqrt(n / ((n + 1) ** 2 * (n + 2)));
    return fitted(new Uniform({ low, high }), sample, { low: error, high: error });
  }

  get mean(): number {
    return this.low + 0.5 * this.width;
  }

  get variance(): number {
    return this.width ** 2 / 12;
  }

  get entropy(): number {
    return Math.log(this.width);
  }

  logDensity(x: number): number {
    if (Number.isNaN(x)) return x;
    return x >= this.support.lower && x <= this.support.upper ? -Math.log(this.width) : Number.NEGATIVE_INFINITY;
  }

  override cdf(x: number): number {
    return Number.isNaN(x) ? x : Math.min(1, Math.max(0, (x - this.low) / this.width));
  }

  override survival(x: number): number {
    return Number.isNaN(x) ? x : Math.min(1, Math.max(0, (this.support.upper - x) / this.width));
  }

  logCdf(x: number): number {
    return x > this.mean ? Math.log1p(0 - this.survival(x)) : Math.log(this.cdf(x));
  }

  logSurvival(x: number): number {
    return x < this.mean ? Math.log1p(0 - this.cdf(x)) : Math.log(this.survival(x));
  }

  override quantile(p: number): number {
    this.checkProbability(p, 'p');
    return p === 1 ? this.support.upper : this.low + p * this.width;
  }

  override survivalQuantile(q: number): number {
    this.checkProbability(q, 'q');
    return q === 1 ? this.low : this.support.upper - q * this.width;
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    return lower ? this.quantile(Math.exp(logTail)) : this.survivalQuantile(Math.exp(logTail));
  }

  protected draw(random: Random): number {
    return this.low + this.width * random.uniform();
  }
}
