import { type Column, checkNumber, type Random } from '@ai/core';
import { log1mExp, xLog1pY } from '../special/elementary.js';
import { DiscreteDistribution, type Support } from './distribution.js';
import { drawExponential } from './draws.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';

const FROM_ONE: Support = { lower: 1, upper: Number.POSITIVE_INFINITY, integer: true };

/** Parameters of {@link Geometric}. */
export interface GeometricParameters {
  /** Of success in each trial, in (0, 1]. */
  readonly probability: number;
}

/**
 * The geometric distribution: trials up to and including the first success, 1, 2, ...
 *
 * @example
 * ```ts
 * import { Geometric } from '@ai/prob-info';
 *
 * new Geometric({ probability: 0.25 }).mean; // 4
 * ```
 */
export class Geometric extends DiscreteDistribution {
  readonly parameters: Readonly<{ probability: number }>;
  private readonly probability: number;

  /** @throws InvalidArgumentError unless 0 < probability <= 1 */
  constructor({ probability }: GeometricParameters) {
    super();
    this.probability = checkNumber(probability, 'probability', 'Geometric', { above: 0, max: 1 });
    this.parameters = { probability };
  }

  /**
   * 1 / mean; standard error p sqrt((1 - p) / n).
   * @throws InvalidArgumentError unless every value is an integer >= 1
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Geometric> {
    const sample = new Sample(values, options, 'Geometric.fit', FROM_ONE);
    const probability = Math.min(1, 1 / sample.mean((x) => x));
    const error = probability * Math.sqrt((1 - probability) / sample.count);
    return fitted(new Geometric({ probability }), sample, { probability: error });
  }

  get support(): Support {
    return FROM_ONE;
  }

  get mean(): number {
    return 1 / this.probability;
  }

  get variance(): number {
    return (1 - this.probability) / this.probability ** 2;
  }

  get entropy(): number {
    return -xLog1pY((1 - this.probability) / this.probability, -this.probability) - Math.log(this.probability);
  }

  logDensity(k: number): number {
    if (!(k >= 1 && Number.isInteger(k))) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    return xLog1pY(k - 1, -this.probability) + Math.log(this.probability);
  }

  logCdf(k: number): number {
    return k < 1 ? Number.NEGATIVE_INFINITY : log1mExp(this.logSurvival(k));
  }

  logSurvival(k: number): number {
    return k < 1 ? 0 : Math.floor(k) * Math.log1p(-this.probability);
  }

  protected draw(random: Random): number {
    return Math.max(1, Math.ceil(drawExponential(random) / -Math.log1p(-this.probability)));
  }
}
