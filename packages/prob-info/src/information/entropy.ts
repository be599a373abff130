import { type Column, checkNumber, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import { readProbabilities } from '../distributions/probabilities.js';
import { entropyNats, type InformationOptions, natsPerUnit, readPair } from './measure.js';

/**
 * The information in an event of probability p, -log p: Infinity for p = 0.
 *
 * @throws InvalidArgumentError unless 0 <= p <= 1 and base > 1
 * @example
 * ```ts
 * import { selfInformation } from '@ai/prob-info';
 *
 * selfInformation(1 / 8, { base: 2 }); // 3 bits
 * ```
 */
export function selfInformation(p: number, options: InformationOptions = {}): number {
  return (
    (0 - Math.log(checkNumber(p, 'p', 'selfInformation', { min: 0, max: 1 }))) / natsPerUnit(options, 'selfInformation')
  );
}

/**
 * Shannon's entropy of a list of probabilities, -sum of p log p with 0 log 0 = 0 ("A mathematical theory of communication", 1948).
 *
 * @param p K probabilities: >= 0, sum 1 (scaled to it within 1e-6)
 * @throws InvalidArgumentError for anything else, or base <= 1
 * @example
 * ```ts
 * import { entropy } from '@ai/prob-info';
 *
 * entropy([0.5, 0.25, 0.25], { base: 2 }); // 1.5 bits
 * ```
 */
export function entropy(p: Column, options: InformationOptions = {}): number {
  return entropyNats(readProbabilities(p, 'p', 'entropy')) / natsPerUnit(options, 'entropy');
}

/**
 * 'base' to the entropy: how many equally likely outcomes would be as uncertain. The same for every base. @throws InvalidArgumentError as {@link entropy}
 *
 * @example
 * ```ts
 * import { perplexity } from '@ai/prob-info';
 *
 * perplexity([0.25, 0.25, 0.25, 0.25]); // 4
 * ```
 */
export function perplexity(p: Column): number {
  return Math.exp(entropyNats(readProbabilities(p, 'p', 'perplexity')));
}

/**
 * The cross entropy -sum of p log q: the mean length of a code made for q when p rules. Infinite if q is 0 where p is not.
 *
 * @throws InvalidArgumentError unless p and q are probabilities over the same outcomes, and base > 1
 * @example
 * ```ts
 * import { crossEntropy } from '@ai/prob-info';
 *
 * crossEntropy([0.5, 0.5], [0.9, 0.1]); // 1.204 nats
 * ```
 */
export function crossEntropy(p: Column, q: Column, options: InformationOptions = {}): number {
  const [first, second] = readPair(p, q, 'crossEntropy');
  let sum = 0;
  for (let i = 0; i < first.length; i++) if (first[i] > 0) sum -= first[i] * Math.log(second[i]);
  return sum / natsPerUnit(options, 'crossEntropy');
}

/**
 * The entropy of a joint distribution of X (rows) and Y (columns).
 *
 * @param joint R x C probabilities of sum 1
 * @throws InvalidArgumentError for anything else, or base <= 1
 * @example
 * ```ts
 * import { jointEntropy } from '@ai/prob-info';
 *
 * jointEntropy([[0.5, 0], [0.25, 0.25]], { base: 2 }); // 1.5 bits
 * ```
 */
export function jointEntropy(joint: Rows, options: InformationOptions = {}): number {
  return entropyNats(readJoint(joint, 'jointEntropy').data) / natsPerUnit(options, 'jointEntropy');
}

/**
 * H(Y | X): the entropy of the columns' variable that is left when the rows' variable is known; transpose for the other.
 *
 * @param joint R x C probabilities of sum 1
 * @throws InvalidArgumentError for anything else, or base <= 1
 * @example
 * ```ts
 * import { conditionalEntropy } from '@ai/prob-info';
 *
 * conditionalEntropy([[0.5, 0], [0.25, 0.25]], { base: 2 }); // 0.5 bits
 * ```
 */
export function conditionalEntropy(joint: Rows, options: InformationOptions = {}): number {
  const { data, rows, columns } = readJoint(joint, 'conditionalEntropy');
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    const total = row.reduce((a, b) => a + b, 0);
    for (const p of row) if (p > 0) sum -= p * Math.log(p / total);
  }
  return Math.max(0, sum) / natsPerUnit(options, 'conditionalEntropy');
}

/** A checked table of joint probabilities. */
export function readJoint(joint: Rows, owner: string): DenseMatrix {
  const { data, rows, columns } = toMatrix(joint, 'joint', owner);
  return { data: readProbabilities(data, 'joint', owner), rows, columns };
}
