import { Random } from '@ai/core';

/** A generator that depends on all the numbers given, and on nothing else: the order of an epoch, the augmentation of a sample. */
export function seededBy(...numbers: readonly number[]): Random {
  let low = 0x9e3779b9 | 0;
  let high = 0x85ebca6b | 0;
  for (const number of numbers) {
    for (const word of [number | 0, Math.floor(number / 2 ** 32) | 0]) {
      low = Math.imul(low ^ word, 0x85ebca6b);
      low ^= low >>> 15;
      high = Math.imul(high ^ (word + low), 0xc2b2ae35);
      high ^= high >>> 13;
    }
  }
  return new Random((high & 0x1fffff) * 2 ** 32 + (low >>> 0));
}
