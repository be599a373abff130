import { Got, InvalidArgumentError } from '@ai/core';

/**
 * The number of test samples that a share in (0, 1), rounded up, or a number means.
 * @throws InvalidArgumentError for other numbers, or if no sample is left to train on
 */
export function testCountOf(testSize: number, numSamples: number, owner: string): number {
  const isShare = testSize > 0 && testSize < 1;
  const count = isShare ? Math.ceil(testSize * numSamples) : testSize;
  if (!(isShare || (Number.isInteger(testSize) && testSize >= 1))) {
    throw new InvalidArgumentError('testSize', owner, 'be a share in (0, 1) or an integer >= 1', testSize);
  }
  if (count >= numSamples) {
    const got = new Got(`${testSize} of ${numSamples}`);
    throw new InvalidArgumentError('testSize', owner, 'leave at least one sample to train on', got);
  }
  return count;
}
