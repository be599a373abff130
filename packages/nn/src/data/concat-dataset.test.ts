import { Random } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndArray } from '../array/nd-array.js';
import { ConcatDataset } from './concat-dataset.js';
import { DataLoader } from './data-loader.js';
import { ArrayDataset, Subset } from './dataset.js';

const part = (values: readonly number[]) =>
  new ArrayDataset(
    ndArray(
      values.flatMap((v) => [v, -v]),
      [values.length, 2],
    ),
    ndArray(Int32Array.from(values)),
  );

describe('ConcatDataset', () => {
  it('is the same as one data set of all samples, whole batches included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: -99, max: 99 }), { maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        async (lists) => {
          const all = lists.flat();
          if (all.length === 0) return;
          const joined = new ConcatDataset(lists.map(part));
          expect(joined.length).toBe(all.length);
          const options = { batchSize: 3, shuffle: true, seed: 2 };
          const one = new DataLoader(part(all), options).epoch(0);
          for await (const batch of new DataLoader(joined, options).epoch(0)) {
            expect(batch).toEqual((await one.next()).value);
          }
          expect(joined.get(all.length - 1, new Random(0))).toEqual(part(all).get(all.length - 1));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives the samples of parts their own random numbers', async () => {
    const noisy = (values: readonly number[]) => ({
      length: values.length,
      get: (_: number, random: Random) => [random.uniform()],
    });
    const joined = new ConcatDataset([noisy([1, 2]), noisy([3])]);
    expect(await joined.get(2, new Random(4))).toEqual([new Random(4).uniform()]);
    expect(joined.getBatch).toBeUndefined();
    expect(new Subset(joined, [2]).getBatch).toBeUndefined();
  });

  it('refuses no data sets, indices outside and samples of different kinds', async () => {
    expect(() => new ConcatDataset([])).toThrow("'datasets' of ConcatDataset must hold at least one data set");
    expect(() => new ConcatDataset([part([1])]).locate(1)).toThrow("'index' of ConcatDataset must be an integer >= 0");
    const mixed = new ConcatDataset([new ArrayDataset(ndArray([1])), new ArrayDataset(ndArray(Int32Array.of(2)))]);
    await expect(new DataLoader(mixed).epoch(0).next()).rejects.toThrow(
      "'datasets' of ConcatDataset must hold samples of one kind: Float32Array of shape [], got Int32Array of shape [].",
    );
    const fewer = new ConcatDataset([part([1]), new ArrayDataset(ndArray([1, 2], [1, 2]))]);
    await expect(new DataLoader(fewer).epoch(0).next()).rejects.toThrow('got fewer arrays.');
  });
});
