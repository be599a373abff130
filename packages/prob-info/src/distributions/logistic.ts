import { type Column, checkNumber, type Random } from '@ai/core';
import { log1mExp, log1pExp, logit } from '../special/elementary.js';
import { ContinuousDistribution, REAL_LINE, type Support } from './distribution.js';
import { type Fit, type FitOptions, Sample } from './fit.js';
import { fitNumerically } from './fit-numerically.js';

/** Parameters of {@link Logistic}. */
export interface LogisticParameters {
  /** Mean and median. @default 0 */
  readonly location?: number;
  /** Greater than 0; the standard deviation is scale pi / sqrt(3). @default 1 */
  readonly scale?: number;
}

/**
 * The logistic distribution, whose distribution function is the sigmoid.
 *
 * @example
 * ```ts
 * import { Logistic } from '@ai/prob-info';
 *
 * new Logistic().cdf(0); // 0.5
 * ```
 */
export class Logistic extends ContinuousDistribution {
  readonly parameters: Readonly<{ location: number; scale: number }>;
  private readonly location: number;
  private readonly scale: number;

  /** @throws InvalidArgumentError unless location is finite and scale finite and > 0 */
  constructor({ location = 0, scale = 1 }: LogisticParameters = {}) {
    super();
    this.location = checkNumber(location, 'location', 'Logistic');
    this.scale = checkNumber(scale, 'scale', 'Logistic', { above: 0 });
    this.parameters = { location, scale };
  }

  /**
   * By L-BFGS from the moments; standard errors from the observed information.
   * @throws InvalidArgumentError if the values are all equal, or not finite
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Logistic> {
    const sample = new Sample(values, options, 'Logistic.fit', REAL_LINE);
    sample.checkSpread('Logistic.fit');
    const mean = sample.mean((x) => x);
    const scale = (Math.sqrt(sample.mean((x) => (x - mean) ** 2)) * Math.sqrt(3)) / Math.PI;
    const free = [
      { name: 'location', start: 0, positive: false },
      { name: 'scale', start: 1, positive: true },
    ];
    // fitted in units of the data's own spread, so that convergence does not depend on them
    const create = ([m, s]: readonly number[]) => new Logistic({ location: m, scale: s });
    return fitNumerically(create, free, sample, 'Logistic.fit', { location: mean, scale });
  }

  get support(): Support {
    return REAL_LINE;
  }

  get mean(): number {
    return this.location;
  }

  get variance(): number {
    return (this.scale * Math.PI) ** 2 / 3;
  }

  get entropy(): number {
    return Math.log(this.scale) + 2;
  }

  logDensity(x: number): number {
    const z = Math.abs((x - this.location) / this.scale);
    return -z - 2 * Math.log1p(Math.exp(-z)) - Math.log(this.scale);
  }

  logCdf(x: number): number {
    return -log1pExp((this.location - x) / this.scale);
  }

  logSurvival(x: number): number {
    return -log1pExp((x - this.location) / this.scale);
  }

  override quantile(p: number): number {
    this.checkProbability(p, 'p');
    return this.location + this.scale * logit(p);
  }

  override survivalQuantile(q: number): number {
    this.checkProbability(q, 'q');
    return this.location - this.scale * logit(q);
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    const z = logTail - log1mExp(logTail);
    return this.location + this.scale * (lower ? z : -z);
  }

  protected draw(random: Random): number {
    return this.location + this.scale * logit(1 - random.uniform());
  }
}
