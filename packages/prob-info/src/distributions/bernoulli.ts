import { type Column, checkNumber, type Random } from '@ai/core';
import { xLog1pY, xLogY } from '../special/elementary.js';
import { DiscreteDistribution, type Support } from './distribution.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';

const ZERO_OR_ONE: Support = { lower: 0, upper: 1, integer: true };

/** Parameters of {@link Bernoulli}. */
export interface BernoulliParameters {
  /** P(X = 1), in [0, 1]. */
  readonly probability: number;
}

/**
 * The Bernoulli distribution: 1 with the given probability, else 0.
 *
 * @example
 * ```ts
 * import { Bernoulli } from '@ai/prob-info';
 *
 * const { distribution, standardErrors } = Bernoulli.fit([1, 0, 1, 1]);
 * distribution.parameters.probability; // 0.75
 * ```
 */
export class Bernoulli extends DiscreteDistribution {
  readonly parameters: Readonly<{ probability: number }>;
  private readonly probability: number;

  /** @throws InvalidArgumentError unless 0 <= probability <= 1 */
  constructor({ probability }: BernoulliParameters) {
    super();
    this.probability = checkNumber(probability, 'probability', 'Bernoulli', { min: 0, max: 1 });
    this.parameters = { probability };
  }

  /**
   * The share of ones; standard error sqrt(p (1 - p) / n).
   * @throws InvalidArgumentError unless every value is 0 or 1
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Bernoulli> {
    const sample = new Sample(values, options, 'Bernoulli.fit', ZERO_OR_ONE);
    const probability = Math.min(
      1,
      sample.mean((x) => x),
    );
    const error = Math.sqrt((probability * (1 - probability)) / sample.count);
    return fitted(new Bernoulli({ probability }), sample, { probability: error });
  }

  get support(): Support {
    return ZERO_OR_ONE;
  }

  get mean(): number {
    return this.probability;
  }

  get variance(): number {
    return this.probability * (1 - this.probability);
  }

  get entropy(): number {
    return -xLogY(this.probability, this.probability) - xLog1pY(1 - this.probability, -this.probability);
  }

  logDensity(k: number): number {
    if (k === 1) return Math.log(this.probability);
    if (k === 0) return Math.log1p(-this.probability);
    return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
  }

  logCdf(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    return k < 1 ? Math.log1p(-this.probability) : 0;
  }

  logSurvival(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : 0;
    return k < 1 ? Math.log(this.probability) : Number.NEGATIVE_INFINITY;
  }

  protected draw(random: Random): number {
    return Number(random.bernoulli(this.probability));
  }
}
