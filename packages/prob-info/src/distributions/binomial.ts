import { type Column, checkInteger, checkNumber, type Random } from '@ai/core';
import { xLog1pY, xLogY } from '../special/elementary.js';
import { logBetaI, logBetaPrefix } from '../special/incomplete-beta.js';
import { stirlingError } from '../special/log-gamma.js';
import { DiscreteDistribution, type Support } from './distribution.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';

/** Parameters of {@link Binomial}. */
export interface BinomialParameters {
  /** An integer >= 0. */
  readonly trials: number;
  /** Of success in each trial, in [0, 1]. */
  readonly probability: number;
}

/**
 * The binomial distribution: successes in independent trials.
 *
 * @example
 * ```ts
 * import { Binomial } from '@ai/prob-info';
 *
 * new Binomial({ trials: 10, probability: 0.5 }).pmf(7); // 0.117...
 * ```
 */
export class Binomial extends DiscreteDistribution {
  readonly parameters: Readonly<{ trials: number; probability: number }>;
  readonly support: Support;
  private readonly trials: number;
  private readonly probability: number;

  /** @throws InvalidArgumentError unless trials is an integer >= 0 and 0 <= probability <= 1 */
  constructor({ trials, probability }: BinomialParameters) {
    super();
    this.trials = checkInteger(trials, 'trials', 'Binomial', { min: 0 });
    this.probability = checkNumber(probability, 'probability', 'Binomial', { min: 0, max: 1 });
    this.parameters = { trials, probability };
    this.support = { lower: 0, upper: trials, integer: true };
  }

  /**
   * The probability for a known number of trials; standard error sqrt(p (1 - p) / (n trials)).
   * @throws InvalidArgumentError unless trials is an integer >= 1 and every value an integer in [0, trials]
   */
  static fit(values: Column, options: FitOptions & { readonly trials: number }): Fit<Binomial> {
    const trials = checkInteger(options.trials, 'trials', 'Binomial.fit', { min: 1 });
    const sample = new Sample(values, options, 'Binomial.fit', { lower: 0, upper: trials, integer: true });
    const probability = Math.min(1, sample.mean((x) => x) / trials);
    const error = Math.sqrt((probability * (1 - probability)) / (sample.count * trials));
    return fitted(new Binomial({ trials, probability }), sample, { probability: error });
  }

  get mean(): number {
    return this.trials * this.probability;
  }

  get variance(): number {
    return this.trials * this.probability * (1 - this.probability);
  }

  get entropy(): number {
    return this.summedEntropy();
  }

  logDensity(k: number): number {
    const { trials: n, probability: p } = this;
    if (!(k >= 0 && k <= n && Number.isInteger(k))) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    if (k === 0) return xLog1pY(n, -p);
    if (k === n) return xLogY(n, p);
    if (p === 0 || p === 1) return Number.NEGATIVE_INFINITY;
    return logBetaPrefix(k, n - k, p, 1 - p) + Math.log(n / k / (n - k));
  }

  logCdf(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    const whole = Math.floor(k);
    return whole >= this.trials ? 0 : logBetaI(this.trials - whole, whole + 1, 1 - this.probability, this.probability);
  }

  logSurvival(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : 0;
    const whole = Math.floor(k);
    if (whole >= this.trials) return Number.NEGATIVE_INFINITY;
    return logBetaI(whole + 1, this.trials - whole, this.probability, 1 - this.probability);
  }

  protected draw(random: Random): number {
    return drawBinomial(random, this.trials, this.probability);
  }
}

/** A binomial deviate: inversion for small means, else the rejection method BTRS (Hoermann, J. Stat. Comput. Simul. 46, 1993). */
export function drawBinomial(random: Random, n: number, p: number): number {
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  if (n * p < 10) return invertBinomial(random, n, p);
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  const logOdds = Math.log(p / (1 - p));
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k < 0 || k > n) continue;
    const log = Math.log((v * alpha) / (a / (us * us) + b));
    if (log <= logFactorials(mode, n) - logFactorials(k, n) + (k - mode) * logOdds) return k;
  }
}

/** log(k! (n - k)!) less a constant of n alone, by Stirling's formula about the middle, so that large n keep their digits. */
function logFactorials(k: number, n: number): number {
  const half = 0.5 * n;
  const part = (x: number) => (x + 0.5) * Math.log((x + 1) / (half + 1)) + stirlingError(x + 1);
  return part(k) + part(n - k);
}

function invertBinomial(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  const atZero = Math.exp(n * Math.log1p(-p));
  for (;;) {
    let u = random.uniform();
    let probability = atZero;
    for (let k = 0; k <= n; k++) {
      if (u < probability) return k;
      u -= probability;
      probability *= (odds * (n - k)) / (k + 1);
      if (k > 110 && probability === 0) break; // lost to rounding: draw again
    }
  }
}
