import { checkNumber, Got, InvalidArgumentError, type Random } from '@ai/core';
import { type Dataset, Subset } from './dataset.js';

/**
 * Splits a data set at random into parts without overlap.
 *
 * @param parts sizes that add up to the number of samples, or shares that add up to 1 (rounded down, what is left goes to the
 *   first parts in turn)
 * @throws InvalidArgumentError for parts that do neither
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { ArrayDataset, ndArray, randomSplit } from '@ai/nn';
 *
 * const data = new ArrayDataset(ndArray(Int32Array.from({ length: 9 }, (_, i) => i)));
 * const [train, test] = randomSplit(data, [2 / 3, 1 / 3], new Random(1)); // 6 and 3 samples
 * ```
 */
export function randomSplit<T>(dataset: Dataset<T>, parts: readonly number[], random: Random): Subset<T>[] {
  const sizes = partSizes(dataset.length, parts);
  const order = random.permutation(dataset.length);
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return new Subset(dataset, order.slice(start - size, start));
  });
}

function partSizes(length: number, parts: readonly number[]): number[] {
  for (const part of parts) checkNumber(part, 'parts', 'randomSplit', { min: 0 });
  const sum = parts.reduce((total, part) => total + part, 0);
  if (parts.every(Number.isInteger) && sum === length) return [...parts];
  if (parts.length === 0 || Math.abs(sum - 1) > 1e-6) {
    throw new InvalidArgumentError('parts', 'randomSplit', `add up to ${length} samples or to 1`, new Got(`${sum}`));
  }
  let left = length;
  const sizes = parts.map((part) => {
    const size = Math.min(Math.floor(part * length), left);
    left -= size;
    return size;
  });
  for (let i = 0; left > 0; i++, left--) sizes[i % sizes.length]++;
  return sizes;
}
