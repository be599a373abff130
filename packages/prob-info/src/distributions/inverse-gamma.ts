import { type Column, checkNumber, type Random } from '@ai/core';
import { digamma, trigamma } from '../special/digamma.js';
import { logGammaP, logGammaPrefix, logGammaQ, logGammaTailInverse } from '../special/incomplete-gamma.js';
import { ContinuousDistribution, HALF_LINE, type Support } from './distribution.js';
import { drawLogGamma } from './draws.js';
import { type Fit, type FitOptions, fitted, Sample, standardErrors2 } from './fit.js';
import { gammaShape, unitGammaEntropy } from './gamma.js';

/** Parameters of {@link InverseGamma}. */
export interface InverseGammaParameters {
  /** Greater than 0. */
  readonly shape: number;
  /** Greater than 0. @default 1 */
  readonly scale?: number;
}

/**
 * The distribution of scale / G where G is gamma of the given shape and rate 1: the conjugate prior of a normal variance.
 *
 * @example
 * ```ts
 * import { InverseGamma } from '@ai/prob-info';
 *
 * new InverseGamma({ shape: 3, scale: 4 }).mean; // 2
 * ```
 */
export class InverseGamma extends ContinuousDistribution {
  readonly parameters: Readonly<{ shape: number; scale: number }>;
  private readonly shape: number;
  private readonly scale: number;

  /** @throws InvalidArgumentError unless shape and scale are finite and > 0 */
  constructor({ shape, scale = 1 }: InverseGammaParameters) {
    super();
    this.shape = checkNumber(shape, 'shape', 'InverseGamma', { above: 0 });
    this.scale = checkNumber(scale, 'scale', 'InverseGamma', { above: 0 });
    this.parameters = { shape, scale };
  }

  /**
   * The gamma fit of the reciprocals; standard errors from the Fisher information.
   * @throws InvalidArgumentError unless the values are finite, > 0 and not all equal
   */
  static fit(values: Column, options: FitOptions = {}): Fit<InverseGamma> {
    const sample = new Sample(values, options, 'InverseGamma.fit', { ...HALF_LINE, lower: Number.MIN_VALUE });
    sample.checkSpread('InverseGamma.fit');
    const harmonic = 1 / sample.mean((x) => 1 / x);
    const shape = gammaShape(sample.mean((x) => Math.log(x / harmonic)));
    const scale = shape * harmonic;
    const n = sample.count;
    const [shapeError, scaleError] = standardErrors2(n * trigamma(shape), -n / scale, (n * shape) / scale ** 2);
    return fitted(new InverseGamma({ shape, scale }), sample, { shape: shapeError, scale: scaleError });
  }

  get support(): Support {
    return HALF_LINE;
  }

  /** Infinite unless shape > 1. */
  get mean(): number {
    return this.shape > 1 ? this.scale / (this.shape - 1) : Number.POSITIVE_INFINITY;
  }

  /** Infinite unless shape > 2. */
  get variance(): number {
    return this.shape > 2 ? (this.scale / (this.shape - 1)) ** 2 / (this.shape - 2) : Number.POSITIVE_INFINITY;
  }

  get entropy(): number {
    return unitGammaEntropy(this.shape) - 2 * digamma(this.shape) + Math.log(this.scale);
  }

  logDensity(x: number): number {
    if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
    const y = this.scale / x;
    if (y === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
    return logGammaPrefix(this.shape, y) + Math.log(this.shape) - Math.log(x);
  }

  logCdf(x: number): number {
    return x <= 0 ? Number.NEGATIVE_INFINITY : logGammaQ(this.shape, this.scale / x);
  }

  logSurvival(x: number): number {
    return x <= 0 ? 0 : logGammaP(this.shape, this.scale / x);
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    return this.scale * Math.exp(-logGammaTailInverse(this.shape, logTail, !lower));
  }

  protected draw(random: Random): number {
    return this.scale * Math.exp(-drawLogGamma(random, this.shape));
  }
}
