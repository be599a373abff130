import { type Column, checkNumber, checkSameLength, Got, InvalidArgumentError } from '@ai/core';
import { readProbabilities } from '../distributions/probabilities.js';
import { logSumExp } from '../special/elementary.js';
import { type InformationOptions, klNats, natsPerUnit, readPair } from './measure.js';

/**
 * The Kullback-Leibler divergence D(p || q) = sum of p log(p / q): 0 only for p = q, Infinity where q is 0 and p is not.
 *
 * @throws InvalidArgumentError unless p and q are probabilities over the same outcomes, and base > 1
 * @example
 * ```ts
 * import { klDivergence } from '@ai/prob-info';
 *
 * klDivergence([0.5, 0.5], [0.9, 0.1], { base: 2 }); // 0.737 bits
 * klDivergence([1, 0], [0, 1]); // Infinity
 * ```
 */
export function klDivergence(p: Column, q: Column, options: InformationOptions = {}): number {
  const [first, second] = readPair(p, q, 'klDivergence');
  return klNats(first, second) / natsPerUnit(options, 'klDivergence');
}

/** Options of {@link jensenShannonDivergence}. */
export interface JensenShannonOptions extends InformationOptions {
  /** One per distribution, >= 0 with sum 1. @default all equal */
  readonly weights?: Column;
}

/**
 * The Jensen-Shannon divergence of two or more distributions: the weighted mean of their Kullback-Leibler divergences from their
 * mixture (Lin, IEEE Trans. Inf. Theory 37, 1991). Symmetric for equal weights, always finite: at most the entropy of the weights.
 *
 * @param distributions at least 2 lists of probabilities over the same outcomes
 * @throws InvalidArgumentError for anything else, weights that do not fit, or base <= 1
 * @example
 * ```ts
 * import { jensenShannonDivergence } from '@ai/prob-info';
 *
 * jensenShannonDivergence([[1, 0], [0, 1]], { base: 2 }); // 1 bit
 * ```
 */
export function jensenShannonDivergence(distributions: readonly Column[], options: JensenShannonOptions = {}): number {
  const owner = 'jensenShannonDivergence';
  if (!Array.isArray(distributions) || distributions.length < 2) {
    throw new InvalidArgumentError('distributions', owner, 'hold at least 2 lists of probabilities', distributions);
  }
  const lists = distributions.map((list) => readProbabilities(list, 'distributions', owner));
  for (const list of lists) checkSameLength(lists[0].length, list.length, ['distributions[0]', 'distributions'], owner);
  const weights = readProbabilities(options.weights ?? lists.map(() => 1 / lists.length), 'weights', owner);
  if (weights.length !== lists.length) {
    throw new InvalidArgumentError('weights', owner, `hold ${lists.length} numbers`, new Got(`${weights.length}`));
  }
  const mixture = lists[0].map((_, i) => lists.reduce((sum, list, k) => sum + weights[k] * list[i], 0));
  const nats = lists.reduce((sum, list, k) => (weights[k] > 0 ? sum + weights[k] * klNats(list, mixture) : sum), 0);
  return nats / natsPerUnit(options, owner);
}

/**
 * The square root of the Jensen-Shannon divergence of two, a metric (Endres and Schindelin, 2003). @throws InvalidArgumentError as {@link jensenShannonDivergence}
 *
 * @example
 * ```ts
 * import { jensenShannonDistance } from '@ai/prob-info';
 *
 * jensenShannonDistance([0.5, 0.5], [0.9, 0.1]); // 0.31898
 * ```
 */
export function jensenShannonDistance(p: Column, q: Column, options: JensenShannonOptions = {}): number {
  return Math.sqrt(jensenShannonDivergence([p, q], options));
}

/**
 * Renyi's divergence of an order >= 0, log(sum of p^order q^(1 - order)) / (order - 1); its limits at 1 (Kullback-Leibler),
 * Infinity (log of the largest p / q) and 0 (-log of the q-probability of p's support).
 *
 * @throws InvalidArgumentError unless p and q are probabilities over the same outcomes, order >= 0 and base > 1
 * @example
 * ```ts
 * import { renyiDivergence } from '@ai/prob-info';
 *
 * renyiDivergence([0.5, 0.5], [0.9, 0.1], 2); // 1.0217 nats
 * ```
 */
export function renyiDivergence(p: Column, q: Column, order: number, options: InformationOptions = {}): number {
  const owner = 'renyiDivergence';
  const [first, second] = readPair(p, q, owner);
  checkOrder(order, owner);
  const unit = natsPerUnit(options, owner);
  if (order === 1) return klNats(first, second) / unit;
  const terms: number[] = [];
  for (let i = 0; i < first.length; i++) {
    if (first[i] === 0) continue;
    const logP = Math.log(first[i]);
    const logQ = Math.log(second[i]);
    if (logQ === Number.NEGATIVE_INFINITY) {
      if (order > 1) return Number.POSITIVE_INFINITY;
      continue; // q^(1 - order) is 0
    }
    terms.push(order === Number.POSITIVE_INFINITY ? logP - logQ : order * logP + (1 - order) * logQ);
  }
  if (order === Number.POSITIVE_INFINITY) return Math.max(0, ...terms) / unit;
  return Math.max(0, logSumExp(terms) / (order - 1)) / unit;
}

/**
 * Renyi's entropy of an order >= 0, log(sum of p^order) / (1 - order): Hartley's at 0, Shannon's at 1, min-entropy at Infinity.
 *
 * @throws InvalidArgumentError unless p are probabilities, order >= 0 and base > 1
 * @example
 * ```ts
 * import { renyiEntropy } from '@ai/prob-info';
 *
 * renyiEntropy([0.5, 0.25, 0.25], 2, { base: 2 }); // 1.415 bits
 * ```
 */
export function renyiEntropy(p: Column, order: number, options: InformationOptions = {}): number {
  const list = readProbabilities(p, 'p', 'renyiEntropy');
  checkOrder(order, 'renyiEntropy');
  const unit = natsPerUnit(options, 'renyiEntropy');
  const logs = Array.from(list)
    .filter((value) => value > 0)
    .map(Math.log);
  if (order === 1) return logs.reduce((sum, log) => sum - Math.exp(log) * log, 0) / unit;
  if (order === Number.POSITIVE_INFINITY) return (0 - Math.max(...logs)) / unit;
  return Math.max(0, logSumExp(logs.map((log) => order * log)) / (1 - order)) / unit;
}

function checkOrder(order: number, owner: string): void {
  if (order !== Number.POSITIVE_INFINITY) checkNumber(order, 'order', owner, { min: 0 });
}

/**
 * The total variation distance, half the sum of |p - q|, in [0, 1]. @throws InvalidArgumentError unless p and q are probabilities over the same outcomes
 *
 * @example
 * ```ts
 * import { totalVariation } from '@ai/prob-info';
 *
 * totalVariation([0.5, 0.5], [0.9, 0.1]); // 0.4
 * ```
 */
export function totalVariation(p: Column, q: Column): number {
  const [first, second] = readPair(p, q, 'totalVariation');
  return Math.min(1, 0.5 * first.reduce((sum, value, i) => sum + Math.abs(value - second[i]), 0));
}

/**
 * The Hellinger distance, the square root of half the sum of (sqrt p - sqrt q)^2, in [0, 1]. @throws InvalidArgumentError unless p and q are probabilities over the same outcomes
 *
 * @example
 * ```ts
 * import { hellinger } from '@ai/prob-info';
 *
 * hellinger([0.5, 0.5], [0.9, 0.1]); // 0.32492
 * ```
 */
export function hellinger(p: Column, q: Column): number {
  const [first, second] = readPair(p, q, 'hellinger');
  const sum = first.reduce((total, value, i) => total + (Math.sqrt(value) - Math.sqrt(second[i])) ** 2, 0);
  return Math.min(1, Math.sqrt(0.5 * sum));
}
