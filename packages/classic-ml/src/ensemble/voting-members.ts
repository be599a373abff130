import { InvalidArgumentError, toVector } from '@ai/core';

/** The checked weights of the members of a vote, scaled to sum 1. @throws InvalidArgumentError for no members, or weights that do not fit */
export function checkMembers(
  estimators: readonly { fit?: unknown }[],
  weights: readonly number[] | undefined,
  owner: string,
): Float64Array {
  const valid = Array.isArray(estimators) && estimators.every((one) => typeof one?.fit === 'function');
  if (!valid || estimators.length === 0) {
    throw new InvalidArgumentError('estimators', owner, 'be a list of at least 1 estimator', estimators);
  }
  if (weights === undefined) return new Float64Array(estimators.length).fill(1 / estimators.length);
  const values = toVector(weights, 'weights', owner);
  const sum = values.reduce((a, b) => a + b, 0);
  if (values.length !== estimators.length || values.some((value) => value < 0) || sum === 0) {
    const expected = `be ${estimators.length} numbers >= 0 of positive sum`;
    throw new InvalidArgumentError('weights', owner, expected, weights);
  }
  return values.map((value) => value / sum);
}
