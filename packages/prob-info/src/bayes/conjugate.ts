import { checkNumber } from '@ai/core';

/**
 * A prior with its conjugate likelihood: each update gives a new model whose prior is the old one's posterior, so that data may
 * come at once or one by one with the same result.
 */
export interface ConjugateModel<Data, Self> {
  /** The model after more data. */
  update(data: Data): Self;
  /** log probability (density) of all data so far under the first prior: differences of two models' are log Bayes factors. */
  readonly logEvidence: number;
}

/**
 * The Bayes factor of one model over another on the same data, as a logarithm: above 0 for the first. log 10 = 2.3 is strong
 * evidence in Jeffreys's words.
 *
 * @throws InvalidArgumentError unless both evidences are finite
 * @example
 * ```ts
 * import { logBayesFactor } from '@ai/prob-info';
 *
 * logBayesFactor({ logEvidence: -10.2 }, { logEvidence: -12.5 }); // 2.3
 * ```
 */
export function logBayesFactor(
  first: { readonly logEvidence: number },
  second: { readonly logEvidence: number },
): number {
  const numerator = checkNumber(first.logEvidence, 'first.logEvidence', 'logBayesFactor');
  return numerator - checkNumber(second.logEvidence, 'second.logEvidence', 'logBayesFactor');
}
