import { Random } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndArray } from '../array/nd-array.js';
import { ConcatDataset } from './concat-dataset.js';
import { ArrayDataset } from './dataset.js';
import { randomSplit } from './random-split.js';
import { golden } from './readers/test-files.js';

const numbers = (n: number, first = 0) =>
  new ArrayDataset(ndArray(Int32Array.from({ length: n }, (_, i) => first + i)));

describe('randomSplit', () => {
  it('gives parts as large as those of PyTorch', () => {
    for (const { length, shares, sizes } of golden.splits) {
      const parts = randomSplit(numbers(length), shares, new Random(1));
      expect(parts.map((part) => part.length)).toEqual(sizes);
    }
  });

  it('gives every sample to one part', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        (n, weights) => {
          const total = weights.reduce((a, b) => a + b);
          const parts = randomSplit(
            numbers(n),
            weights.map((weight) => weight / total),
            new Random(n),
          );
          const all = parts.flatMap(({ indices }) => Array.from(indices));
          expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        },
      ),
    );
  });

  it('copes with shares that add up to a little more than 1', () => {
    const length = 2_000_000; // 9e-7 of it are two samples
    const parts = randomSplit({ length, get: () => [] }, [0.5, 0.5 + 9e-7], new Random(1));
    expect(parts.map((part) => part.length)).toEqual([1_000_000, 1_000_000]);
  });
});

it('ConcatDataset has the order of that of PyTorch', () => {
  const { lengths, values } = golden.concat;
  const joined = new ConcatDataset(lengths.map((n, i) => numbers(n, 100 * i)));
  expect(Array.from(values, (_, i) => joined.get(i, new Random(0)))).toEqual(values.map((value) => [value]));
});
