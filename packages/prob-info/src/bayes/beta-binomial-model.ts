import { checkInteger } from '@ai/core';
import { Beta, type BetaParameters } from '../distributions/beta.js';
import { BetaBinomial } from '../distributions/beta-binomial.js';
import { logBeta } from '../special/log-gamma.js';
import type { ConjugateModel } from './conjugate.js';

/** What a coin showed. */
export interface CoinData {
  /** Integer >= 0. */
  readonly successes: number;
  /** Integer >= 0. */
  readonly failures: number;
}

/**
 * The coin: a Beta prior on the probability of success, updated by successes and failures.
 *
 * The evidence is of the sequence of outcomes (each order counts apart).
 *
 * @example
 * ```ts
 * import { BetaBinomialModel } from '@ai/prob-info';
 *
 * const coin = new BetaBinomialModel({ alpha: 1, beta: 1 }).update({ successes: 7, failures: 3 });
 * coin.posterior.interval(0.95); // of the probability of heads
 * coin.predictive(10).pmf(7); // seven heads in the next ten
 * ```
 */
export class BetaBinomialModel implements ConjugateModel<CoinData, BetaBinomialModel> {
  /** Of the probability of success. */
  readonly posterior: Beta;
  readonly logEvidence: number;

  /** @throws InvalidArgumentError unless alpha and beta are finite and > 0 */
  constructor(prior: BetaParameters, logEvidence = 0) {
    this.posterior = new Beta(prior);
    this.logEvidence = logEvidence;
  }

  /** @throws InvalidArgumentError unless both counts are integers >= 0 */
  update({ successes, failures }: CoinData): BetaBinomialModel {
    checkInteger(successes, 'successes', 'BetaBinomialModel.update', { min: 0 });
    checkInteger(failures, 'failures', 'BetaBinomialModel.update', { min: 0 });
    const { alpha, beta } = this.posterior.parameters;
    const next = { alpha: alpha + successes, beta: beta + failures };
    return new BetaBinomialModel(next, this.logEvidence + logBeta(next.alpha, next.beta) - logBeta(alpha, beta));
  }

  /** Successes in the next `trials`. @throws InvalidArgumentError unless trials is an integer >= 0 */
  predictive(trials = 1): BetaBinomial {
    return new BetaBinomial({ trials, ...this.posterior.parameters });
  }
}
