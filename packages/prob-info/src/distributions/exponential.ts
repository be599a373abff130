import { type Column, checkNumber, InvalidArgumentError, type Random } from '@ai/core';
import { log1mExp } from '../special/elementary.js';
import { ContinuousDistribution, HALF_LINE, type Support } from './distribution.js';
import { drawExponential } from './draws.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';

/** Parameters of {@link Exponential}. */
export interface ExponentialParameters {
  /** Events per unit, greater than 0; the mean is 1 / rate. @default 1 */
  readonly rate?: number;
}

/**
 * The exponential distribution: the waiting time for the next event of a constant rate.
 *
 * @example
 * ```ts
 * import { Exponential } from '@ai/prob-info';
 *
 * new Exponential({ rate: 2 }).logSurvival(1000); // -2000
 * ```
 */
export class Exponential extends ContinuousDistribution {
  readonly parameters: Readonly<{ rate: number }>;
  private readonly rate: number;

  /** @throws InvalidArgumentError unless rate is finite and > 0 */
  constructor({ rate = 1 }: ExponentialParameters = {}) {
    super();
    this.rate = checkNumber(rate, 'rate', 'Exponential', { above: 0 });
    this.parameters = { rate };
  }

  /**
   * rate = 1 / mean, standard error rate / sqrt(n).
   * @throws InvalidArgumentError unless the values are finite, >= 0 and not all 0
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Exponential> {
    const sample = new Sample(values, options, 'Exponential.fit', HALF_LINE);
    const mean = sample.mean((x) => x);
    if (mean === 0) throw new InvalidArgumentError('values', 'Exponential.fit', 'not all be 0', mean);
    return fitted(new Exponential({ rate: 1 / mean }), sample, { rate: 1 / (mean * Math.sqrt(sample.count)) });
  }

  get support(): Support {
    return HALF_LINE;
  }

  get mean(): number {
    return 1 / this.rate;
  }

  get variance(): number {
    return 1 / this.rate ** 2;
  }

  get entropy(): number {
    return 1 - Math.log(this.rate);
  }

  logDensity(x: number): number {
    return x < 0 ? Number.NEGATIVE_INFINITY : Math.log(this.rate) - this.rate * x;
  }

  override cdf(x: number): number {
    return x < 0 ? 0 : -Math.expm1(-this.rate * x);
  }

  logCdf(x: number): number {
    return x < 0 ? Number.NEGATIVE_INFINITY : log1mExp(-this.rate * x);
  }

  logSurvival(x: number): number {
    return x < 0 ? 0 : -this.rate * x;
  }

  override quantile(p: number): number {
    this.checkProbability(p, 'p');
    return (0 - Math.log1p(-p)) / this.rate;
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    return (0 - (lower ? log1mExp(logTail) : logTail)) / this.rate;
  }

  protected draw(random: Random): number {
    return drawExponential(random) / this.rate;
  }
}
