import { Got, InvalidArgumentError } from '@ai/core';

/** @throws InvalidArgumentError for more clusters than samples */
export function checkClusterCount(
  numClusters: number,
  numSamples: number,
  owner: string,
  argument = 'numClusters',
): void {
  if (numClusters <= numSamples) return;
  const expected = `be at most the number of samples (${numSamples})`;
  throw new InvalidArgumentError(argument, owner, expected, new Got(`${numClusters}`));
}
