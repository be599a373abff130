import { type Column, checkNumber, type Random } from '@ai/core';
import { xLog1pY } from '../special/elementary.js';
import { logBetaI } from '../special/incomplete-beta.js';
import { logGamma, logGammaRatio } from '../special/log-gamma.js';
import { COUNTS, DiscreteDistribution, type Support } from './distribution.js';
import { drawGamma } from './draws.js';
import { type Fit, type FitOptions, Sample } from './fit.js';
import { fitNumerically } from './fit-numerically.js';
import { Poisson } from './poisson.js';

/** Parameters of {@link NegativeBinomial}. */
export interface NegativeBinomialParameters {
  /** Greater than 0, not necessarily an integer. */
  readonly size: number;
  /** Of success in each trial, in (0, 1]. */
  readonly probability: number;
}

/**
 * The negative binomial distribution: failures before the `size`-th success; also the Poisson distribution whose rate is itself
 * Gamma(size, probability / (1 - probability)), the posterior predictive of counts.
 *
 * @example
 * ```ts
 * import { NegativeBinomial } from '@ai/prob-info';
 *
 * new NegativeBinomial({ size: 3, probability: 0.5 }).mean; // 3
 * ```
 */
export class NegativeBinomial extends DiscreteDistribution {
  readonly parameters: Readonly<{ size: number; probability: number }>;
  private readonly size: number;
  private readonly probability: number;

  /** @throws InvalidArgumentError unless size is finite and > 0 and 0 < probability <= 1 */
  constructor({ size, probability }: NegativeBinomialParameters) {
    super();
    this.size = checkNumber(size, 'size', 'NegativeBinomial', { above: 0 });
    this.probability = checkNumber(probability, 'probability', 'NegativeBinomial', { above: 0, max: 1 });
    this.parameters = { size, probability };
  }

  /**
   * By L-BFGS over size and mean; standard errors from the observed information. Counts that vary less than Poisson counts drive
   * size towards infinity; the search then stops somewhere large.
   * @throws InvalidArgumentError unless the values are integers >= 0, not all equal
   */
  static fit(values: Column, options: FitOptions = {}): Fit<NegativeBinomial> {
    const sample = new Sample(values, options, 'NegativeBinomial.fit', COUNTS);
    sample.checkSpread('NegativeBinomial.fit');
    const mean = sample.mean((x) => x);
    const variance = sample.mean((x) => (x - mean) ** 2);
    const size = variance > mean ? mean ** 2 / (variance - mean) : 100;
    const free = [
      { name: 'size', start: size, positive: true },
      { name: 'probability', start: size / (size + mean), positive: true },
    ];
    const create = ([n, p]: readonly number[]) =>
      new NegativeBinomial({ size: Math.min(n, 1e12), probability: Math.min(p, 1) });
    return fitNumerically(create, free, sample, 'NegativeBinomial.fit');
  }

  get support(): Support {
    return COUNTS;
  }

  get mean(): number {
    return (this.size * (1 - this.probability)) / this.probability;
  }

  get variance(): number {
    return this.mean / this.probability;
  }

  get entropy(): number {
    return this.summedEntropy();
  }

  logDensity(k: number): number {
    if (!(k >= 0 && Number.isInteger(k))) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    return (
      logGammaRatio(this.size, k) -
      logGamma(k + 1) +
      this.size * Math.log(this.probability) +
      xLog1pY(k, -this.probability)
    );
  }

  logCdf(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    return k === Number.POSITIVE_INFINITY ? 0 : logBetaI(this.size, Math.floor(k) + 1, this.probability);
  }

  logSurvival(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : 0;
    if (k === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
    return logBetaI(Math.floor(k) + 1, this.size, 1 - this.probability, this.probability);
  }

  protected draw(random: Random): number {
    if (this.probability === 1) return 0;
    const rate = (drawGamma(random, this.size) * (1 - this.probability)) / this.probability;
    return new Poisson({ rate }).sample(random);
  }
}
