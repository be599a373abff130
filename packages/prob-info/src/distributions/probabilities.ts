import { type Column, Got, InvalidArgumentError, toVector } from '@ai/core';

/**
 * Checks a list of probabilities and scales it to sum to 1 exactly (to rounding).
 *
 * @throws InvalidArgumentError unless there are at least one, all >= 0, with a sum within 1e-6 of 1
 */
export function readProbabilities(values: Column, argument: string, owner: string): Float64Array {
  const probabilities = Float64Array.from(toVector(values, argument, owner));
  let total = 0;
  for (let i = 0; i < probabilities.length; i++) {
    if (probabilities[i] < 0) {
      throw new InvalidArgumentError(
        argument,
        owner,
        'hold numbers >= 0',
        new Got(`${probabilities[i]} at index ${i}`),
      );
    }
    total += probabilities[i];
  }
  if (Math.abs(total - 1) > 1e-6)
    throw new InvalidArgumentError(argument, owner, 'sum to 1', new Got(`a sum of ${total}`));
  return total === 1 ? probabilities : probabilities.map((p) => p / total);
}
