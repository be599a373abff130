import { type Column, checkNumber, type Random } from '@ai/core';
import { digamma, digammaRemainder } from '../special/digamma.js';
import { log1mExp } from '../special/elementary.js';
import { logBetaI, logBetaInverse } from '../special/incomplete-beta.js';
import { logBeta } from '../special/log-gamma.js';
import { ContinuousDistribution, REAL_LINE, type Support } from './distribution.js';
import { drawGamma, drawNormal } from './draws.js';
import { type Fit, type FitOptions, Sample } from './fit.js';
import { fitNumerically } from './fit-numerically.js';

/** Parameters of {@link StudentT}. */
export interface StudentTParameters {
  /** Greater than 0; not necessarily an integer. */
  readonly degreesOfFreedom: number;
  /** @default 0 */
  readonly location?: number;
  /** Greater than 0. @default 1 */
  readonly scale?: number;
}

/**
 * Student's t distribution, with location and scale.
 *
 * @example
 * ```ts
 * import { StudentT } from '@ai/prob-info';
 *
 * new StudentT({ degreesOfFreedom: 9 }).quantile(0.975); // 2.262...
 * ```
 */
export class StudentT extends ContinuousDistribution {
  readonly parameters: Readonly<{ degreesOfFreedom: number; location: number; scale: number }>;
  private readonly degrees: number;
  private readonly location: number;
  private readonly scale: number;
  private readonly logNorm: number;

  /** @throws InvalidArgumentError unless degreesOfFreedom and scale are finite and > 0 and location is finite */
  constructor({ degreesOfFreedom, location = 0, scale = 1 }: StudentTParameters) {
    super();
    this.degrees = checkNumber(degreesOfFreedom, 'degreesOfFreedom', 'StudentT', { above: 0 });
    this.location = checkNumber(location, 'location', 'StudentT');
    this.scale = checkNumber(scale, 'scale', 'StudentT', { above: 0 });
    this.parameters = { degreesOfFreedom, location, scale };
    this.logNorm = 0.5 * Math.log(degreesOfFreedom) + logBeta(0.5, 0.5 * degreesOfFreedom) + Math.log(scale);
  }

  /**
   * By L-BFGS over the three parameters; standard errors from the observed information. Data with lighter tails than the normal
   * distribution drive degreesOfFreedom towards infinity; the search then stops somewhere large.
   * @throws InvalidArgumentError if the values are all equal, or not finite
   */
  static fit(values: Column, options: FitOptions = {}): Fit<StudentT> {
    const sample = new Sample(values, options, 'StudentT.fit', REAL_LINE);
    sample.checkSpread('StudentT.fit');
    const mean = sample.mean((x) => x);
    const scale = Math.sqrt(sample.mean((x) => (x - mean) ** 2));
    const free = [
      { name: 'location', start: 0, positive: false },
      { name: 'scale', start: 0.8, positive: true },
      { name: 'degreesOfFreedom', start: 5, positive: true },
    ];
    const create = ([m, s, v]: readonly number[]) =>
      new StudentT({ degreesOfFreedom: Math.min(v, 1e12), location: m, scale: s });
    return fitNumerically(create, free, sample, 'StudentT.fit', { location: mean, scale });
  }

  get support(): Support {
    return REAL_LINE;
  }

  /** NaN unless degreesOfFreedom > 1. */
  get mean(): number {
    return this.degrees > 1 ? this.location : Number.NaN;
  }

  /** Infinite for 1 < degreesOfFreedom <= 2, NaN below. */
  get variance(): number {
    if (this.degrees <= 1) return Number.NaN;
    return this.degrees <= 2 ? Number.POSITIVE_INFINITY : (this.scale ** 2 * this.degrees) / (this.degrees - 2);
  }

  get entropy(): number {
    const half = 0.5 * this.degrees;
    return this.logNorm + (half + 0.5) * halfStep(half);
  }

  logDensity(x: number): number {
    const t = Math.abs((x - this.location) / this.scale);
    const logOnePlus = t > 1e100 ? 2 * Math.log(t) - Math.log(this.degrees) : Math.log1p((t * t) / this.degrees);
    return -0.5 * (this.degrees + 1) * logOnePlus - this.logNorm;
  }

  logCdf(x: number): number {
    const t = (x - this.location) / this.scale;
    return t <= 0 ? this.logTail(-t) : log1mExp(this.logTail(t));
  }

  logSurvival(x: number): number {
    const t = (x - this.location) / this.scale;
    return t >= 0 ? this.logTail(t) : log1mExp(this.logTail(-t));
  }

  /** log P(T > t) for t >= 0. */
  private logTail(t: number): number {
    const half = 0.5 * this.degrees;
    const r = t / Math.sqrt(this.degrees);
    if (r > 1e100) return -this.degrees * Math.log(r) - Math.log(half) - logBeta(half, 0.5) - Math.LN2;
    const square = r * r;
    return logBetaI(half, 0.5, 1 / (1 + square), square / (1 + square)) - Math.LN2;
  }

  override quantile(p: number): number {
    this.checkProbability(p, 'p');
    if (p > 0.25 && p < 0.75) return this.location + this.scale * this.nearMedian(2 * p - 1);
    return super.quantile(p);
  }

  override survivalQuantile(q: number): number {
    this.checkProbability(q, 'q');
    if (q > 0.25 && q < 0.75) return this.location + this.scale * this.nearMedian(1 - 2 * q);
    return super.survivalQuantile(q);
  }

  /** The t with P(|T| <= |t|) = |c|, sign of c: exact beside 0. */
  private nearMedian(c: number): number {
    if (c === 0) return 0;
    const logOdds = logBetaInverse(0.5, 0.5 * this.degrees, Math.log(Math.abs(c)));
    return Math.sign(c) * Math.sqrt(this.degrees) * Math.exp(0.5 * logOdds);
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    const logOdds = logBetaInverse(0.5 * this.degrees, 0.5, Math.min(0, logTail + Math.LN2));
    const t = Math.sqrt(this.degrees) * Math.exp(-0.5 * logOdds);
    return this.location + this.scale * (lower ? -t : t);
  }

  protected draw(random: Random): number {
    const half = 0.5 * this.degrees;
    return this.location + this.scale * drawNormal(random) * Math.sqrt(half / drawGamma(random, half));
  }
}

/** digamma(x + 1/2) - digamma(x). */
function halfStep(x: number): number {
  if (x < 10) return digamma(x + 0.5) - digamma(x);
  return Math.log1p(0.5 / x) + 0.25 / (x * (x + 0.5)) - digammaRemainder(x + 0.5) + digammaRemainder(x);
}
