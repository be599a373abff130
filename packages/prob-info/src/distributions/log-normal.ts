import { type Column, checkNumber, type Random } from '@ai/core';
import { ContinuousDistribution, HALF_LINE, type Support } from './distribution.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';
import { Normal } from './normal.js';

/** Parameters of {@link LogNormal}. */
export interface LogNormalParameters {
  /** Mean of log X. @default 0 */
  readonly logMean?: number;
  /** Standard deviation of log X, greater than 0. @default 1 */
  readonly logStandardDeviation?: number;
}

/**
 * The distribution of X > 0 whose logarithm is normal.
 *
 * @example
 * ```ts
 * import { LogNormal } from '@ai/prob-info';
 *
 * const income = new LogNormal({ logMean: 10, logStandardDeviation: 0.5 });
 * income.median; // e^10
 * ```
 */
export class LogNormal extends ContinuousDistribution {
  readonly parameters: Readonly<{ logMean: number; logStandardDeviation: number }>;
  private readonly log: Normal;

  /** @throws InvalidArgumentError unless logMean is finite and logStandardDeviation finite and > 0 */
  constructor({ logMean = 0, logStandardDeviation = 1 }: LogNormalParameters = {}) {
    super();
    checkNumber(logMean, 'logMean', 'LogNormal');
    checkNumber(logStandardDeviation, 'logStandardDeviation', 'LogNormal', { above: 0 });
    this.parameters = { logMean, logStandardDeviation };
    this.log = new Normal({ mean: logMean, standardDeviation: logStandardDeviation });
  }

  /**
   * The normal fit of the logarithms.
   * @throws InvalidArgumentError unless the values are finite, >= 0 and not all equal; a value of 0 has no likelihood and is refused
   */
  static fit(values: Column, options: FitOptions = {}): Fit<LogNormal> {
    const sample = new Sample(values, options, 'LogNormal.fit', { ...HALF_LINE, lower: Number.MIN_VALUE });
    sample.checkSpread('LogNormal.fit');
    const logMean = sample.mean(Math.log);
    const deviation = Math.sqrt(sample.mean((x) => (Math.log(x) - logMean) ** 2));
    return fitted(new LogNormal({ logMean, logStandardDeviation: deviation }), sample, {
      logMean: deviation / Math.sqrt(sample.count),
      logStandardDeviation: deviation / Math.sqrt(2 * sample.count),
    });
  }

  get support(): Support {
    return HALF_LINE;
  }

  get mean(): number {
    return Math.exp(this.log.mean + 0.5 * this.log.variance);
  }

  get variance(): number {
    return Math.expm1(this.log.variance) * Math.exp(2 * this.log.mean + this.log.variance);
  }

  get entropy(): number {
    return this.log.entropy + this.log.mean;
  }

  logDensity(x: number): number {
    if (x <= 0) return Number.NEGATIVE_INFINITY;
    const log = Math.log(x);
    return this.log.logDensity(log) - log;
  }

  override cdf(x: number): number {
    return x <= 0 ? 0 : this.log.cdf(Math.log(x));
  }

  override survival(x: number): number {
    return x <= 0 ? 1 : this.log.survival(Math.log(x));
  }

  logCdf(x: number): number {
    return x <= 0 ? Number.NEGATIVE_INFINITY : this.log.logCdf(Math.log(x));
  }

  logSurvival(x: number): number {
    return x <= 0 ? 0 : this.log.logSurvival(Math.log(x));
  }

  override quantile(p: number): number {
    return Math.exp(this.log.quantile(p));
  }

  override survivalQuantile(q: number): number {
    return Math.exp(this.log.survivalQuantile(q));
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    return Math.exp(lower ? this.log.quantile(Math.exp(logTail)) : this.log.survivalQuantile(Math.exp(logTail)));
  }

  protected draw(random: Random): number {
    return Math.exp(this.log.sample(random));
  }
}
