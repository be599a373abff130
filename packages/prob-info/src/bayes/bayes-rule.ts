import { type Column, checkSameLength, Got, InvalidArgumentError } from '@ai/core';
import { readProbabilities } from '../distributions/probabilities.js';
import { logSumExp } from '../special/elementary.js';

/** What the data say about K hypotheses. */
export interface HypothesisPosterior {
  /** K probabilities of sum 1. */
  readonly posterior: Float64Array;
  /** log probability of the data under the prior mixture of hypotheses. */
  readonly logEvidence: number;
}

/**
 * Bayes' rule on finitely many hypotheses: posterior proportional to prior times likelihood. In logarithms, so that likelihoods of
 * long data do not underflow.
 *
 * @param prior K probabilities, sum 1
 * @param logLikelihoods K logs of the data's probability (or density) under each hypothesis, -Infinity allowed
 * @throws InvalidArgumentError for different lengths, NaN or Infinity, or data impossible under every hypothesis of prior > 0
 * @example
 * ```ts
 * import { bayesRule } from '@ai/prob-info';
 *
 * // a test with 99 % sensitivity and 5 % false positives for a disease of 1 %, positive:
 * bayesRule([0.01, 0.99], [Math.log(0.99), Math.log(0.05)]).posterior[0]; // 0.167
 * ```
 */
export function bayesRule(prior: Column, logLikelihoods: readonly number[] | Float64Array): HypothesisPosterior {
  const probabilities = readProbabilities(prior, 'prior', 'bayesRule');
  checkSameLength(probabilities.length, logLikelihoods.length, ['prior', 'logLikelihoods'], 'bayesRule');
  const logs = probabilities.map((p, k) => {
    const log = logLikelihoods[k];
    if (Number.isNaN(log) || log === Number.POSITIVE_INFINITY) {
      throw new InvalidArgumentError(
        'logLikelihoods',
        'bayesRule',
        'hold numbers below Infinity',
        new Got(`${log} at index ${k}`),
      );
    }
    return p === 0 ? Number.NEGATIVE_INFINITY : Math.log(p) + log;
  });
  const logEvidence = logSumExp(logs);
  if (logEvidence === Number.NEGATIVE_INFINITY) {
    throw new InvalidArgumentError('logLikelihoods', 'bayesRule', 'leave a possible hypothesis', new Got('none'));
  }
  return { posterior: logs.map((log) => Math.exp(log - logEvidence)), logEvidence };
}
