import { type Column, checkNumber, type Random } from '@ai/core';
import { logGammaP, logGammaPrefix, logGammaQ } from '../special/incomplete-gamma.js';
import { COUNTS, DiscreteDistribution, type Support } from './distribution.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';

/** Parameters of {@link Poisson}. */
export interface PoissonParameters {
  /** Expected count, >= 0. */
  readonly rate: number;
}

/**
 * The Poisson distribution: how many events of a constant rate happen in a unit of time.
 *
 * @example
 * ```ts
 * import { Poisson } from '@ai/prob-info';
 *
 * new Poisson({ rate: 4 }).survival(9); // 0.0081...
 * ```
 */
export class Poisson extends DiscreteDistribution {
  readonly parameters: Readonly<{ rate: number }>;
  private readonly rate: number;

  /** @throws InvalidArgumentError unless rate is finite and >= 0 */
  constructor({ rate }: PoissonParameters) {
    super();
    this.rate = checkNumber(rate, 'rate', 'Poisson', { min: 0 });
    this.parameters = { rate };
  }

  /**
   * The mean; standard error sqrt(rate / n).
   * @throws InvalidArgumentError unless every value is an integer >= 0
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Poisson> {
    const sample = new Sample(values, options, 'Poisson.fit', COUNTS);
    const rate = sample.mean((x) => x);
    return fitted(new Poisson({ rate }), sample, { rate: Math.sqrt(rate / sample.count) });
  }

  get support(): Support {
    return COUNTS;
  }

  get mean(): number {
    return this.rate;
  }

  get variance(): number {
    return this.rate;
  }

  get entropy(): number {
    const { rate } = this;
    if (rate < 1e4) return this.summedEntropy();
    return 0.5 * Math.log(2 * Math.PI * Math.E * rate) - (1 / 12 + (1 / 24 + 19 / 360 / rate) / rate) / rate;
  }

  logDensity(k: number): number {
    if (!(k >= 0 && Number.isInteger(k))) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    if (k === 0) return -this.rate;
    return this.rate === 0 ? Number.NEGATIVE_INFINITY : logGammaPrefix(k, this.rate);
  }

  logCdf(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    return this.rate === 0 || k === Number.POSITIVE_INFINITY ? 0 : logGammaQ(Math.floor(k) + 1, this.rate);
  }

  logSurvival(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : 0;
    return this.rate === 0 || k === Number.POSITIVE_INFINITY
      ? Number.NEGATIVE_INFINITY
      : logGammaP(Math.floor(k) + 1, this.rate);
  }

  protected draw(random: Random): number {
    return this.rate < 10 ? invertPoisson(random, this.rate) : this.rejectPoisson(random);
  }

  /** The transformed rejection method PTRS (Hoermann, "The transformed rejection method for generating Poisson random variables", 1993). */
  private rejectPoisson(random: Random): number {
    const b = 0.931 + 2.53 * Math.sqrt(this.rate);
    const a = -0.059 + 0.02483 * b;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const squeeze = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = random.uniform() - 0.5;
      const v = random.uniform();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + this.rate + 0.43);
      if (us >= 0.07 && v <= squeeze) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= this.logDensity(k)) return k;
    }
  }
}

function invertPoisson(random: Random, rate: number): number {
  const atZero = Math.exp(-rate);
  for (;;) {
    let u = random.uniform();
    let probability = atZero;
    for (let k = 0; k < 200; k++) {
      if (u < probability) return k;
      u -= probability;
      probability *= rate / (k + 1);
    }
  }
}
