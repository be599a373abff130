import { Random } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndArray } from '../array/nd-array.js';
import { DataLoader, type DataLoaderOptions } from './data-loader.js';
import { ArrayDataset, type Batch, MappedDataset, Subset } from './dataset.js';
import { randomSplit } from './random-split.js';

const numbers = (n: number) => new ArrayDataset(ndArray(Int32Array.from({ length: n }, (_, i) => i)));

async function epochOf(loader: DataLoader, epoch = 0, first = 0): Promise<number[][]> {
  const batches: Batch[] = [];
  for await (const batch of loader.epoch(epoch, first)) batches.push(batch);
  return batches.map(([array]) => [...array.data]);
}

describe('DataLoader', () => {
  it('gives every sample once per epoch, in an order that the seed and the epoch decide', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer(),
        async (n, batchSize, seed) => {
          const options: DataLoaderOptions = { batchSize, shuffle: true, seed };
          const loader = new DataLoader(numbers(n), options);
          const first = await epochOf(loader);
          expect(first.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
          expect(await epochOf(new DataLoader(numbers(n), options))).toEqual(first);
          expect(await epochOf(loader, 0, 1)).toEqual(first.slice(1));
          expect(first).toHaveLength(loader.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('shuffles anew each epoch, keeps the order without shuffle, and drops a short last batch', async () => {
    const shuffled = new DataLoader(numbers(50), { batchSize: 50, shuffle: true });
    expect(await epochOf(shuffled, 0)).not.toEqual(await epochOf(shuffled, 1));
    const plain = new DataLoader(numbers(5), { batchSize: 2, dropLast: true });
    expect(await epochOf(plain)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    const turns: number[][] = [];
    for (let i = 0; i < 2; i++) for await (const [array] of shuffled) turns.push([...array.data]);
    expect(turns[0]).not.toEqual(turns[1]);
  });

  it('makes the same samples however many are made ahead', async () => {
    const noisy = new MappedDataset(numbers(9), async ([value], random) => {
      await new Promise((resolve) => setTimeout(resolve, (value as number) % 3));
      return [(value as number) + random.uniform(0.1, 0.9)];
    });
    const make = (prefetch: number) =>
      epochOf(new DataLoader(noisy, { batchSize: 2, shuffle: true, seed: 5, prefetch }), 3);
    expect(await make(4)).toEqual(await make(0));
  });

  it('passes on an error of a data set', async () => {
    const broken = new MappedDataset(numbers(4), () => Promise.reject(new Error('broken sample')));
    await expect(epochOf(new DataLoader(broken, { batchSize: 1, prefetch: 3 }))).rejects.toThrow('broken sample');
  });

  it('refuses what it cannot load', () => {
    expect(() => new DataLoader(numbers(0))).toThrow("'dataset' of DataLoader must hold at least 1 sample");
    expect(() => new DataLoader(numbers(2), { batchSize: 0 })).toThrow("'batchSize' of DataLoader");
    expect(() => new DataLoader(numbers(2), { batchSize: 3, dropLast: true })).toThrow(
      "'batchSize' of DataLoader must be at most 2",
    );
    expect(() => new ArrayDataset(ndArray([1]), ndArray([1, 2]))).toThrow("'arrays' of ArrayDataset");
    expect(() => new Subset(numbers(2), [2])).toThrow("'index' of Subset");
  });
});

it('randomSplit gives parts without overlap', () => {
  const parts = randomSplit(numbers(10), [0.5, 0.3, 0.2], new Random(1));
  expect(parts.map(({ length }) => length)).toEqual([5, 3, 2]);
  expect(parts.flatMap(({ indices }) => [...(indices as Int32Array)]).sort((a, b) => a - b)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  expect(randomSplit(numbers(10), [4, 6], new Random(1))[0].length).toBe(4);
  expect(() => randomSplit(numbers(10), [4, 5], new Random(1))).toThrow(
    "'parts' of randomSplit must add up to 10 samples or to 1, got 9.",
  );
});
