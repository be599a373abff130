import { type Column, checkInteger, checkNumber, type Random } from '@ai/core';
import { log1mExp, logSumExp } from '../special/elementary.js';
import { logBeta, logChoose } from '../special/log-gamma.js';
import { Beta } from './beta.js';
import { drawBinomial } from './binomial.js';
import { DiscreteDistribution, type Support } from './distribution.js';
import { type Fit, type FitOptions, Sample } from './fit.js';
import { fitNumerically } from './fit-numerically.js';

/** Parameters of {@link BetaBinomial}. */
export interface BetaBinomialParameters {
  /** An integer >= 0. */
  readonly trials: number;
  /** Greater than 0. */
  readonly alpha: number;
  /** Greater than 0. */
  readonly beta: number;
}

/**
 * The beta-binomial distribution: successes in trials that share one probability, itself drawn from Beta(alpha, beta). The
 * posterior predictive of the coin. Distribution functions sum the shorter side, O(trials).
 *
 * @example
 * ```ts
 * import { BetaBinomial } from '@ai/prob-info';
 *
 * new BetaBinomial({ trials: 10, alpha: 8, beta: 4 }).pmf(7);
 * ```
 */
export class BetaBinomial extends DiscreteDistribution {
  readonly parameters: Readonly<{ trials: number; alpha: number; beta: number }>;
  readonly support: Support;
  private readonly prior: Beta;

  /** @throws InvalidArgumentError unless trials is an integer >= 0, and alpha and beta are finite and > 0 */
  constructor({ trials, alpha, beta }: BetaBinomialParameters) {
    super();
    checkInteger(trials, 'trials', 'BetaBinomial', { min: 0 });
    checkNumber(alpha, 'alpha', 'BetaBinomial', { above: 0 });
    checkNumber(beta, 'beta', 'BetaBinomial', { above: 0 });
    this.parameters = { trials, alpha, beta };
    this.support = { lower: 0, upper: trials, integer: true };
    this.prior = new Beta({ alpha, beta });
  }

  /**
   * alpha and beta for a known number of trials, by L-BFGS over their logarithms; standard errors from the observed information.
   * Data that vary less than a binomial drive both towards infinity; the search then stops somewhere large.
   * @throws InvalidArgumentError unless trials is an integer >= 1, and the values are integers in [0, trials], not all equal
   */
  static fit(values: Column, options: FitOptions & { readonly trials: number }): Fit<BetaBinomial> {
    const trials = checkInteger(options.trials, 'trials', 'BetaBinomial.fit', { min: 1 });
    const sample = new Sample(values, options, 'BetaBinomial.fit', { lower: 0, upper: trials, integer: true });
    sample.checkSpread('BetaBinomial.fit');
    const share = sample.mean((x) => x) / trials;
    const free = [
      { name: 'alpha', start: 4 * share, positive: true },
      { name: 'beta', start: 4 * (1 - share), positive: true },
    ];
    const create = ([a, b]: readonly number[]) =>
      new BetaBinomial({ trials, alpha: Math.min(a, 1e12), beta: Math.min(b, 1e12) });
    return fitNumerically(create, free, sample, 'BetaBinomial.fit');
  }

  get mean(): number {
    return this.parameters.trials * this.prior.mean;
  }

  get variance(): number {
    const { trials, alpha, beta } = this.parameters;
    return trials * (alpha + beta + trials) * this.prior.variance;
  }

  get entropy(): number {
    return this.summedEntropy();
  }

  logDensity(k: number): number {
    const { trials, alpha, beta } = this.parameters;
    if (!(k >= 0 && k <= trials && Number.isInteger(k))) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    return logChoose(trials, k) + logBeta(k + alpha, trials - k + beta) - logBeta(alpha, beta);
  }

  logCdf(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    if (k >= this.support.upper) return 0;
    return k <= this.mean
      ? this.logSum(0, Math.floor(k))
      : log1mExp(this.logSum(Math.floor(k) + 1, this.support.upper));
  }

  logSurvival(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : 0;
    if (k >= this.support.upper) return Number.NEGATIVE_INFINITY;
    return k > this.mean ? this.logSum(Math.floor(k) + 1, this.support.upper) : log1mExp(this.logSum(0, Math.floor(k)));
  }

  private logSum(from: number, to: number): number {
    const terms = new Float64Array(to - from + 1);
    for (let i = 0; i < terms.length; i++) terms[i] = this.logDensity(from + i);
    return Math.min(0, logSumExp(terms));
  }

  protected draw(random: Random): number {
    return drawBinomial(random, this.parameters.trials, this.prior.sample(random));
  }
}
