import { type Column, checkNumber, type Random } from '@ai/core';
import { digamma } from '../special/digamma.js';
import { logBetaI, logBetaInverse, logBetaPrefix } from '../special/incomplete-beta.js';
import { logBeta } from '../special/log-gamma.js';
import { ContinuousDistribution, HALF_LINE, type Support } from './distribution.js';
import { drawLogGamma } from './draws.js';
import { type Fit, type FitOptions, Sample } from './fit.js';
import { fitNumerically } from './fit-numerically.js';

/** Parameters of {@link FDistribution}. */
export interface FParameters {
  /** Greater than 0. */
  readonly numeratorDegrees: number;
  /** Greater than 0. */
  readonly denominatorDegrees: number;
}

/**
 * Fisher and Snedecor's F distribution: the ratio of two independent chi-squared variables, each over its degrees of freedom.
 *
 * @example
 * ```ts
 * import { FDistribution } from '@ai/prob-info';
 *
 * new FDistribution({ numeratorDegrees: 3, denominatorDegrees: 20 }).survival(3.098); // 0.05
 * ```
 */
export class FDistribution extends ContinuousDistribution {
  readonly parameters: Readonly<{ numeratorDegrees: number; denominatorDegrees: number }>;
  private readonly numerator: number;
  private readonly denominator: number;

  /** @throws InvalidArgumentError unless both degrees are finite and > 0 */
  constructor({ numeratorDegrees, denominatorDegrees }: FParameters) {
    super();
    this.numerator = checkNumber(numeratorDegrees, 'numeratorDegrees', 'FDistribution', { above: 0 });
    this.denominator = checkNumber(denominatorDegrees, 'denominatorDegrees', 'FDistribution', { above: 0 });
    this.parameters = { numeratorDegrees, denominatorDegrees };
  }

  /**
   * By L-BFGS over the logarithms of both; standard errors from the observed information.
   * @throws InvalidArgumentError unless the values are finite, > 0 and not all equal
   */
  static fit(values: Column, options: FitOptions = {}): Fit<FDistribution> {
    const sample = new Sample(values, options, 'FDistribution.fit', { ...HALF_LINE, lower: Number.MIN_VALUE });
    sample.checkSpread('FDistribution.fit');
    const free = [
      { name: 'numeratorDegrees', start: 5, positive: true },
      { name: 'denominatorDegrees', start: 10, positive: true },
    ];
    const create = ([first, second]: readonly number[]) =>
      new FDistribution({ numeratorDegrees: Math.min(first, 1e12), denominatorDegrees: Math.min(second, 1e12) });
    return fitNumerically(create, free, sample, 'FDistribution.fit');
  }

  get support(): Support {
    return HALF_LINE;
  }

  /** Infinite unless denominatorDegrees > 2. */
  get mean(): number {
    return this.denominator > 2 ? this.denominator / (this.denominator - 2) : Number.POSITIVE_INFINITY;
  }

  /** Infinite unless denominatorDegrees > 4. */
  get variance(): number {
    const { numerator: n, denominator: m } = this;
    return m > 4 ? (2 * (m / (m - 2)) ** 2 * (n + m - 2)) / (n * (m - 4)) : Number.POSITIVE_INFINITY;
  }

  get entropy(): number {
    const a = 0.5 * this.numerator;
    const b = 0.5 * this.denominator;
    return logBeta(a, b) + Math.log(b / a) + (1 - a) * digamma(a) - (1 + b) * digamma(b) + (a + b) * digamma(a + b);
  }

  logDensity(x: number): number {
    if (!(x > 0) || x === Number.POSITIVE_INFINITY) {
      if (x !== 0) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
      if (this.numerator === 2) return 0;
      return this.numerator < 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    }
    const [share, rest] = this.shares(x);
    return logBetaPrefix(0.5 * this.numerator, 0.5 * this.denominator, share, rest) - Math.log(x);
  }

  logCdf(x: number): number {
    if (x <= 0) return Number.NEGATIVE_INFINITY;
    const [share, rest] = this.shares(x);
    return logBetaI(0.5 * this.numerator, 0.5 * this.denominator, share, rest);
  }

  logSurvival(x: number): number {
    if (x <= 0) return 0;
    const [share, rest] = this.shares(x);
    return logBetaI(0.5 * this.denominator, 0.5 * this.numerator, rest, share);
  }

  /** The beta variable n x / (n x + m) and its complement. */
  private shares(x: number): [number, number] {
    const odds = (this.numerator / this.denominator) * x;
    return odds > 1 ? [1 / (1 + 1 / odds), 1 / odds / (1 + 1 / odds)] : [odds / (1 + odds), 1 / (1 + odds)];
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    const a = 0.5 * this.numerator;
    const b = 0.5 * this.denominator;
    const logOdds = lower ? logBetaInverse(a, b, logTail) : -logBetaInverse(b, a, logTail);
    return (this.denominator / this.numerator) * Math.exp(logOdds);
  }

  protected draw(random: Random): number {
    const logRatio = drawLogGamma(random, 0.5 * this.numerator) - drawLogGamma(random, 0.5 * this.denominator);
    return (this.denominator / this.numerator) * Math.exp(logRatio);
  }
}
