import { InvalidDataError } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndArray } from '../array/nd-array.js';
import { DataLoader, type DataLoaderOptions } from './data-loader.js';
import type { Batch } from './dataset.js';
import { IterableDataset } from './iterable-dataset.js';
import { SampleError } from './load-batch.js';

const count = (n: number, options = {}) =>
  new IterableDataset<number>(function* () {
    for (let i = 0; i < n; i++) yield i;
  }, options);
const numbers = (n: number, options = {}) => count(n, options).map((i) => [i]);

async function valuesOf(loader: DataLoader, epoch = 0, first = 0): Promise<number[][]> {
  const batches: Batch[] = [];
  for await (const batch of loader.epoch(epoch, first)) batches.push(batch);
  return batches.map(([array]) => [...array.data]);
}

async function take<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

const PASS = { seed: 0, epoch: 0, shard: { index: 0, count: 1 } };

describe('IterableDataset', () => {
  it('gives every sample of a stream once, in an order of seed and epoch, from any batch on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        async (n, batchSize, shuffleBuffer, prefetch, dropLast) => {
          const options: DataLoaderOptions = { batchSize, shuffle: true, shuffleBuffer, dropLast, seed: 3, prefetch };
          const all = await valuesOf(new DataLoader(numbers(n), options), 1);
          const kept = dropLast ? n - (n % batchSize) : n;
          expect(all).toHaveLength(Math.ceil(kept / batchSize));
          expect(new Set(all.flat()).size).toBe(kept);
          const again = new DataLoader(numbers(n), { ...options, prefetch: 0 });
          expect(await valuesOf(again, 1)).toEqual(all);
          expect(await valuesOf(again, 1, 2)).toEqual(all.slice(2));
          const place = new Map(all.flat().map((value, i) => [value, i]));
          for (const [value, i] of place) expect(i).toBeGreaterThanOrEqual(value - shuffleBuffer); // none overtakes more
        },
      ),
      { numRuns: 60 },
    );
    const loader = new DataLoader(numbers(60), { batchSize: 60, shuffle: true });
    expect(await valuesOf(loader, 0)).not.toEqual(await valuesOf(loader, 1));
    expect(await valuesOf(new DataLoader(numbers(4), { batchSize: 3 }))).toEqual([[0, 1, 2], [3]]);
  });

  it('is divided into shards that make up the stream, their random numbers those of the whole', async () => {
    const noisy = count(23).map((i, random) => [i, random.uniform()] as const);
    const doubled = noisy.map(([i, u], random) => [i, u, random.uniform()] as const);
    const whole = await take(doubled.iterate(PASS));
    for (const shards of [1, 2, 3, 5]) {
      for (let index = 0; index < shards; index++) {
        const part = await take(doubled.iterate({ ...PASS, shard: { index, count: shards } }));
        expect(part).toEqual(whole.filter((_, i) => i % shards === index));
      }
    }
    const sharded = new IterableDataset<number>(
      function* ({ shard }) {
        for (let i = shard.index; i < 23; i += shard.count) yield i;
      },
      { sharded: true, length: 23 },
    ).map((i, random) => [i, random.uniform()] as const);
    const shard = { index: 1, count: 4 };
    expect(await take(sharded.iterate({ ...PASS, shard }))).toEqual(await take(noisy.iterate({ ...PASS, shard })));
  });

  it('transforms the samples of its shard only', async () => {
    const seen: number[] = [];
    const mapped = count(9).map((i) => seen.push(i));
    await take(mapped.iterate({ ...PASS, shard: { index: 2, count: 3 } }));
    expect(seen).toEqual([2, 5, 8]);
  });

  it('takes asynchronous sources, seeded by the epoch, and collates any samples', async () => {
    const words = new IterableDataset<string>(async function* (_, random) {
      for (let i = 0; i < 4; i++) yield 'x'.repeat(random.integer(1, 9));
    });
    const lengths = new DataLoader(words, {
      batchSize: 4,
      collate: (samples) => [ndArray(samples.map(({ length }) => length))],
    });
    expect(await valuesOf(lengths, 0)).toEqual(await valuesOf(lengths, 0));
    expect(await valuesOf(lengths, 0)).not.toEqual(await valuesOf(lengths, 1));
    expect(lengths.length).toBe(Number.POSITIVE_INFINITY);
    expect(() => lengths.order(0)).toThrow("'dataset' of DataLoader.order must have an index, got a stream.");
  });

  it('closes its source when the loop is left, by break or by a throw', async () => {
    for (const prefetch of [0, 3]) {
      let closed = 0;
      const endless = new IterableDataset(function* () {
        try {
          for (let i = 0; ; i++) yield [i];
        } finally {
          closed++;
        }
      });
      const loader = new DataLoader(endless, { batchSize: 2, prefetch, shuffle: true, shuffleBuffer: 3 });
      for await (const _ of loader) break;
      expect(closed).toBe(1);
      const throwing = async () => {
        for await (const _ of loader) throw new Error('of the loop');
      };
      await expect(throwing()).rejects.toThrow('of the loop');
      expect(closed).toBe(2);
    }
  });

  it('says at which sample a source or a transform failed', async () => {
    const broken = count(9).map((i) => (i === 5 ? Promise.reject(new TypeError('no five')) : [i]));
    const error = await valuesOf(new DataLoader(broken, { batchSize: 2 })).catch((reason) => reason);
    expect(error).toBeInstanceOf(SampleError);
    expect([error.index, error.message, error.cause.name]).toEqual([5, 'Sample 5: no five', 'TypeError']);
    const ending = new IterableDataset(function* () {
      yield [1];
      throw new Error('source broke');
    });
    await expect(valuesOf(new DataLoader(ending))).rejects.toThrow('Sample 1: source broke');
  });

  it('holds a source to the length that was given', async () => {
    expect(new DataLoader(numbers(7, { length: 7 }), { batchSize: 2 }).length).toBe(4);
    for (const [length, text] of [
      [6, 'more than 6'],
      [8, '7'],
    ] as const) {
      const loading = valuesOf(new DataLoader(numbers(7, { length }), { batchSize: 2 }));
      await expect(loading).rejects.toThrow(InvalidDataError);
      await expect(valuesOf(new DataLoader(numbers(7, { length })))).rejects.toThrow(
        `The stream was said to have ${length} samples, but gives ${text}.`,
      );
    }
    expect(() => count(3, { length: 0.5 })).toThrow("'length' of IterableDataset must be an integer >= 0, got 0.5.");
  });
});
