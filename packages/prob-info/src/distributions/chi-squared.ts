import { type Column, checkNumber, type Random } from '@ai/core';
import { inverseDigamma, trigamma } from '../special/digamma.js';
import { ContinuousDistribution, HALF_LINE, type Support } from './distribution.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';
import { Gamma } from './gamma.js';

/** Parameters of {@link ChiSquared}. */
export interface ChiSquaredParameters {
  /** Greater than 0; not necessarily an integer. */
  readonly degreesOfFreedom: number;
}

/**
 * The chi-squared distribution: the sum of squares of that many standard normal variables.
 *
 * @example
 * ```ts
 * import { ChiSquared } from '@ai/prob-info';
 *
 * new ChiSquared({ degreesOfFreedom: 1 }).survival(3.841458820694124); // 0.05
 * ```
 */
export class ChiSquared extends ContinuousDistribution {
  readonly parameters: Readonly<{ degreesOfFreedom: number }>;
  private readonly gamma: Gamma;

  /** @throws InvalidArgumentError unless degreesOfFreedom is finite and > 0 */
  constructor({ degreesOfFreedom }: ChiSquaredParameters) {
    super();
    checkNumber(degreesOfFreedom, 'degreesOfFreedom', 'ChiSquared', { above: 0 });
    this.parameters = { degreesOfFreedom };
    this.gamma = new Gamma({ shape: 0.5 * degreesOfFreedom, rate: 0.5 });
  }

  /**
   * Solves digamma(degrees / 2) = mean of log(x / 2); standard error from the Fisher information.
   * @throws InvalidArgumentError unless the values are finite and > 0
   */
  static fit(values: Column, options: FitOptions = {}): Fit<ChiSquared> {
    const sample = new Sample(values, options, 'ChiSquared.fit', { ...HALF_LINE, lower: Number.MIN_VALUE });
    const half = inverseDigamma(sample.mean((x) => Math.log(0.5 * x)));
    const error = 2 / Math.sqrt(sample.count * trigamma(half));
    return fitted(new ChiSquared({ degreesOfFreedom: 2 * half }), sample, { degreesOfFreedom: error });
  }

  get support(): Support {
    return HALF_LINE;
  }

  get mean(): number {
    return this.gamma.mean;
  }

  get variance(): number {
    return this.gamma.variance;
  }

  get entropy(): number {
    return this.gamma.entropy;
  }

  logDensity(x: number): number {
    return this.gamma.logDensity(x);
  }

  logCdf(x: number): number {
    return this.gamma.logCdf(x);
  }

  logSurvival(x: number): number {
    return this.gamma.logSurvival(x);
  }

  override quantile(p: number): number {
    return this.gamma.quantile(p);
  }

  override survivalQuantile(q: number): number {
    return this.gamma.survivalQuantile(q);
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    return lower ? this.quantile(Math.exp(logTail)) : this.survivalQuantile(Math.exp(logTail));
  }

  protected draw(random: Random): number {
    return this.gamma.sample(random);
  }
}
