import { type Column, checkNumber, type Random } from '@ai/core';
import { digamma, digammaRemainder, trigamma } from '../special/digamma.js';
import { logGammaP, logGammaPrefix, logGammaQ, logGammaTailInverse } from '../special/incomplete-gamma.js';
import { logGamma, stirlingError } from '../special/log-gamma.js';
import { ContinuousDistribution, HALF_LINE, type Support } from './distribution.js';
import { drawGamma } from './draws.js';
import { type Fit, type FitOptions, fitted, Sample, standardErrors2 } from './fit.js';

/** Parameters of {@link Gamma}. */
export interface GammaParameters {
  /** Greater than 0. */
  readonly shape: number;
  /** Greater than 0; 1 / scale. @default 1 */
  readonly rate?: number;
}

/**
 * The gamma distribution with density rate^shape x^(shape - 1) e^(-rate x) / Gamma(shape).
 *
 * @example
 * ```ts
 * import { Gamma } from '@ai/prob-info';
 *
 * const wait = new Gamma({ shape: 3, rate: 0.5 });
 * wait.mean; // 6
 * wait.survivalQuantile(1e-300);
 * ```
 */
export class Gamma extends ContinuousDistribution {
  readonly parameters: Readonly<{ shape: number; rate: number }>;
  private readonly shape: number;
  private readonly rate: number;
  private readonly logNorm: number;

  /** @throws InvalidArgumentError unless shape and rate are finite and > 0 */
  constructor({ shape, rate = 1 }: GammaParameters) {
    super();
    this.shape = checkNumber(shape, 'shape', 'Gamma', { above: 0 });
    this.rate = checkNumber(rate, 'rate', 'Gamma', { above: 0 });
    this.parameters = { shape, rate };
    this.logNorm = Math.log(rate) - logGamma(shape);
  }

  /**
   * Generalised Newton's method on the shape (Minka, "Estimating a Gamma distribution", 2002), the rate in closed form; standard
   * errors from the Fisher information.
   * @throws InvalidArgumentError unless the values are finite, > 0 and not all equal
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Gamma> {
    const sample = new Sample(values, options, 'Gamma.fit', { ...HALF_LINE, lower: Number.MIN_VALUE });
    sample.checkSpread('Gamma.fit');
    const mean = sample.mean((x) => x);
    const shape = gammaShape(-sample.mean((x) => Math.log(x / mean)));
    const rate = shape / mean;
    const n = sample.count;
    const [shapeError, rateError] = standardErrors2(n * trigamma(shape), -n / rate, (n * shape) / rate ** 2);
    return fitted(new Gamma({ shape, rate }), sample, { shape: shapeError, rate: rateError });
  }

  get support(): Support {
    return HALF_LINE;
  }

  get mean(): number {
    return this.shape / this.rate;
  }

  get variance(): number {
    return this.shape / this.rate ** 2;
  }

  get entropy(): number {
    return unitGammaEntropy(this.shape) - Math.log(this.rate);
  }

  logDensity(x: number): number {
    if (x > 0) {
      if (x === Number.POSITIVE_INFINITY) return -x;
      const y = this.rate * x;
      if (this.shape < 10) return (this.shape - 1) * Math.log(y) - y + this.logNorm;
      return logGammaPrefix(this.shape, y) + Math.log(this.shape / x);
    }
    if (x < 0 || Number.isNaN(x) || this.shape > 1) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
    return this.shape === 1 ? this.logNorm : Number.POSITIVE_INFINITY;
  }

  logCdf(x: number): number {
    return logGammaP(this.shape, this.rate * x);
  }

  logSurvival(x: number): number {
    return logGammaQ(this.shape, this.rate * x);
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    return Math.exp(logGammaTailInverse(this.shape, logTail, lower)) / this.rate;
  }

  protected draw(random: Random): number {
    return drawGamma(random, this.shape) / this.rate;
  }
}

/** The shape with log(shape) - digamma(shape) = s, for s > 0. */
export function gammaShape(s: number): number {
  let shape = (3 - s + Math.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s);
  for (let i = 0; i < 100; i++) {
    const inverse =
      1 / shape + (Math.log(shape) - digamma(shape) - s) / (shape * shape * (1 / shape - trigamma(shape)));
    const next = 1 / inverse;
    const done = Math.abs(next - shape) <= 1e-15 * shape;
    shape = next;
    if (done) break;
  }
  return shape;
}

/** Entropy of the gamma distribution of rate 1; by Stirling's series above 10, where the plain formula cancels. */
export function unitGammaEntropy(shape: number): number {
  if (shape < 10) return shape + logGamma(shape) + (1 - shape) * digamma(shape);
  const rest = stirlingError(shape) - 0.5 / shape + (shape - 1) * digammaRemainder(shape);
  return 0.5 * Math.log(2 * Math.PI * shape) + 0.5 + rest;
}
