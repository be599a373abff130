import { checkBoolean, Got, InvalidArgumentError, toVector } from '@ai/core';

/** Where a naive Bayes for discrete features takes its prior probabilities from. */
export interface PriorOptions {
  /** Learn the shares of the classes as priors; otherwise all classes are alike. @default true */
  readonly fitPriors?: boolean;
  /** C prior probabilities in the order of the sorted labels, summing to 1. @default see fitPriors */
  readonly priors?: readonly number[];
}

/** The C prior probabilities that the options ask for. @param totals C weights of the classes */
export function priorsOf(
  { fitPriors = true, priors }: PriorOptions,
  totals: Float64Array,
  owner: string,
): Float64Array {
  checkBoolean(fitPriors, 'fitPriors', owner);
  if (priors) return checkPriors(priors, totals.length, owner);
  const all = totals.reduce((a, b) => a + b, 0);
  return totals.map((total) => (fitPriors ? total / all : 1 / totals.length));
}

/** @throws InvalidArgumentError unless there are C priors > 0 that sum to 1 */
export function checkPriors(priors: readonly number[], numClasses: number, owner: string): Float64Array {
  const values = toVector(priors, 'priors', owner);
  const sum = values.reduce((a, b) => a + b, 0);
  if (values.length !== numClasses || values.some((value) => value <= 0) || Math.abs(sum - 1) > 1e-8) {
    const got = new Got(`${values.length} that sum to ${sum}`);
    throw new InvalidArgumentError('priors', owner, `be ${numClasses} numbers > 0 that sum to 1`, got);
  }
  return values;
}
