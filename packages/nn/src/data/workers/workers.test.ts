import { Random } from '@ai/core';
import { afterEach, describe, expect, it } from 'vitest';
import { ndArray } from '../../array/nd-array.js';
import { ConcatDataset } from '../concat-dataset.js';
import { DataLoader, type DataLoaderOptions } from '../data-loader.js';
import { type Batch, MappedDataset, type Sample } from '../dataset.js';
import { IterableDataset } from '../iterable-dataset.js';
import { SampleError } from '../load-batch.js';
import { randomSplit } from '../random-split.js';
import type { WorkerSource } from './open-workers.js';
import { WorkerDataset } from './worker-dataset.js';
import { WorkerIterableDataset } from './worker-iterable-dataset.js';

type Data = typeof import('./test-data.js');
const module = new URL('./test-data.js', import.meta.url);

const opened: AsyncDisposable[] = [];
async function open(source: Omit<WorkerSource<Data>, 'module'>): Promise<WorkerDataset> {
  const dataset = await WorkerDataset.open<Data>({ module, ...source } as WorkerSource<Data>);
  opened.push(dataset);
  return dataset as WorkerDataset;
}
async function openStream(source: Omit<WorkerSource<Data>, 'module'>): Promise<WorkerIterableDataset> {
  const dataset = await WorkerIterableDataset.open<Data>({ module, ...source } as WorkerSource<Data>);
  opened.push(dataset);
  return dataset as WorkerIterableDataset;
}
afterEach(async () => {
  for (const dataset of opened.splice(0)) await dataset[Symbol.asyncDispose]();
});

async function batchesOf(loader: DataLoader, epoch = 0, first = 0): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of loader.epoch(epoch, first)) batches.push(batch);
  return batches;
}

/** What keeps this process alive beside the test runner. */
const holding = () =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'Worker' || kind === 'MessagePort').length;

const OPTIONS: DataLoaderOptions = { batchSize: 5, shuffle: true, seed: 11 };

describe('WorkerDataset', () => {
  it('gives the same bits in the same order with 0, 1, 2 and 4 workers, in any epoch and from any batch on', async () => {
    const { noisy } = await import('./test-data.js');
    const expected = [0, 1].map((epoch) => batchesOf(new DataLoader(noisy({ length: 23 }), OPTIONS), epoch));
    for (const workers of [0, 1, 2, 4]) {
      const data = await open({ export: 'noisy', options: { length: 23 }, workers });
      expect(data.length).toBe(23);
      const loader = new DataLoader(data, OPTIONS);
      expect(await batchesOf(loader, 0)).toEqual(await expected[0]);
      expect(await batchesOf(loader, 1)).toEqual(await expected[1]);
      expect(await batchesOf(loader, 1, 2)).toEqual((await expected[1]).slice(2));
      const early = new DataLoader(data, { ...OPTIONS, prefetch: 0 });
      expect(await batchesOf(early, 1)).toEqual(await expected[1]);
    }
  });

  it('works inside other data sets and under a collate of the loader', async () => {
    const { noisy } = await import('./test-data.js');
    const remote = await open({ export: 'noisy', options: { length: 9 }, workers: 2 });
    const build = (data: typeof remote | ReturnType<typeof noisy>) => {
      const [part, rest] = randomSplit(data, [6, 3], new Random(1));
      const joined = new ConcatDataset([rest, part, data]);
      const mapped = new MappedDataset(joined, ([index, value], random) => [
        index,
        (value as number) + random.normal(),
      ]);
      const collate: DataLoaderOptions['collate'] = (samples) => [ndArray(samples.map(([index]) => index as number))];
      return [
        new DataLoader(joined, OPTIONS),
        new DataLoader(mapped, OPTIONS),
        new DataLoader(data, { ...OPTIONS, collate }),
      ];
    };
    const local = build(noisy({ length: 9 }));
    for (const [i, loader] of build(remote).entries())
      expect(await batchesOf(loader)).toEqual(await batchesOf(local[i]));
  });

  it('collates in the worker by an export of the module, and takes samples of any kind', async () => {
    for (const workers of [0, 1]) {
      const data = await open({ export: 'words', collate: 'lengths', workers });
      const [[lengths]] = await batchesOf(new DataLoader(data, { batchSize: 3 }));
      expect([...lengths.data]).toEqual([1, 2, 3]);
      expect(await data.get(1, new Random(0))).toBe('ab');
    }
  });

  it('leaves to a data set the arrays that it keeps', async () => {
    const data = await open({ export: 'kept' });
    for (let i = 0; i < 2; i++) expect(await data.get(i, new Random(0))).toEqual([ndArray([1, 2, 3])]);
    expect((await batchesOf(new DataLoader(data)))[0][0].shape).toEqual([4, 3]);
  });

  it('reports the sample that fails, with the stack of the worker, when its turn comes', async () => {
    for (const workers of [0, 2]) {
      const data = await open({ export: 'noisy', options: { length: 20, broken: 13 }, workers });
      const loader = new DataLoader(data, { batchSize: 5 });
      const batches: Batch[] = [];
      const error = await (async () => {
        for await (const batch of loader.epoch(0)) batches.push(batch);
      })().catch((reason) => reason);
      expect(batches).toHaveLength(2);
      expect(error).toBeInstanceOf(SampleError);
      expect([error.index, error.message]).toEqual([13, 'Sample 13: sample 13 is damaged']);
      expect([error.cause.name, error.cause.message]).toEqual(['RangeError', 'sample 13 is damaged']);
      expect(error.cause.stack).toMatch(/RangeError: sample 13 is damaged\n\s+at .*get/);
      expect(
        await batchesOf(new DataLoader(data, { batchSize: 5, sampler: { length: 1, sample: () => [3] } })),
      ).toHaveLength(1);
    }
  });

  it('drops its work when a loop ends early, by break or throw, and holds the process no longer', async () => {
    const data = await open({ export: 'noisy', options: { length: 200 }, workers: 2 });
    const loader = new DataLoader(data, { batchSize: 4, seed: 11 });
    const whole = await batchesOf(loader);
    const before = holding();
    for await (const _ of loader.epoch(0)) break;
    expect(holding()).toBeLessThanOrEqual(before);
    const throwing = async () => {
      for await (const _ of loader.epoch(0)) throw new Error('of the loop');
    };
    await expect(throwing()).rejects.toThrow('of the loop');
    expect(holding()).toBeLessThanOrEqual(before);
    expect(await batchesOf(loader)).toEqual(whole);
  });

  it.each([undefined, ([[value]]: readonly Sample[]) => [ndArray([value as number])]])(
    'waits for nothing when a loop is left, and ends even a worker that is stuck (%o)',
    async (collate) => {
      const data = await open({ export: 'stuck', workers: 1 });
      for await (const [batch] of new DataLoader(data, { batchSize: 1, collate }).epoch(0)) {
        expect([...batch.data]).toEqual([0]);
        break; // sample 1 is being made and never will be
      }
      const waiting = expect(data.get(0, new Random(0))).rejects.toThrow('The WorkerDataset was disposed.');
      await data.dispose();
      await waiting;
      await expect(data.get(0, new Random(0))).rejects.toThrow('The WorkerDataset was disposed.');
    },
  );

  it('keeps the process alive for whoever waits behind work that was given up', async () => {
    const data = await open({ export: 'slow', workers: 1 });
    const before = holding();
    const stop = new AbortController();
    const givenUp = Array.from({ length: 3 }, () => data.get(1, new Random(0), stop.signal).catch(() => 'given up'));
    expect(holding()).toBeGreaterThan(before);
    stop.abort();
    expect(await Promise.all(givenUp)).toEqual(Array(3).fill('given up'));
    expect(holding()).toBe(before); // though the worker is busy
    const waiting = data.get(0, new Random(0));
    expect(holding()).toBeGreaterThan(before);
    expect(await waiting).toEqual([0]);
    expect(holding()).toBe(before);
  });

  it('knows the exports of a module and their options by its type', () => {
    const checked = [
      () =>
        WorkerDataset.open<Data>({ module, export: 'noisy', options: { length: 3 }, collate: 'lengths', workers: 2 }),
      () => WorkerDataset.open<Data>({ module, export: 'words' }),
      // @ts-expect-error there is no such export
      () => WorkerDataset.open<Data>({ module, export: 'absent' }),
      // @ts-expect-error the options are of another type
      () => WorkerDataset.open<Data>({ module, export: 'noisy', options: { length: '3' } }),
      // @ts-expect-error there have to be options
      () => WorkerDataset.open<Data>({ module, export: 'noisy' }),
    ];
    expect(checked).toHaveLength(5);
  });

  it('says so when a worker dies', async () => {
    const data = await open({ export: 'ending', workers: 1 });
    await expect(batchesOf(new DataLoader(data))).rejects.toThrow('Data worker 0 stopped: it ended with code 7');
    await expect(batchesOf(new DataLoader(data))).rejects.toThrow('Data worker 0 stopped');
  });

  it('refuses what it cannot open', async () => {
    for (const workers of [0, 1]) {
      await expect(open({ export: 'failing', workers })).rejects.toThrow('no such folder');
      await expect(open({ export: 'absent' as 'words', workers })).rejects.toThrow(
        /'export' of WorkerDataset must name a function that file:.* exports, got 'absent'\./,
      );
      await expect(open({ export: 'nothing', workers })).rejects.toThrow(
        "'export' of WorkerDataset must name a function that makes a data set with get and length, got no data set.",
      );
    }
    const workers = 0;
    await expect(open({ export: 'words', collate: 'absent' as 'words', workers })).rejects.toThrow("'collate' of");
    await expect(open({ export: 'endless', workers })).rejects.toThrow('got an IterableDataset.');
    await expect(openStream({ export: 'words', workers })).rejects.toThrow(
      "'export' of WorkerIterableDataset must name a function that makes an IterableDataset, got one with get and length.",
    );
    await expect(WorkerDataset.open({ module: './data.js', export: 'x' })).rejects.toThrow(
      "'module' of WorkerDataset must be a URL, such as new URL('./data.js', import.meta.url), got './data.js'.",
    );
    await expect(open({ export: 'words', workers: -1 })).rejects.toThrow("'workers' of WorkerDataset must be");
    const options = { length: () => 3 } as never;
    await expect(open({ export: 'noisy', options })).rejects.toThrow("'options' of WorkerDataset must be data that");
    const random =
      'data:text/javascript,import { threadId } from "node:worker_threads"; export const make = () => ({ length: threadId, get() {} })';
    await expect(WorkerDataset.open({ module: random, export: 'make', workers: 2 })).rejects.toThrow(
      /^The data set is not equally long in all workers: \d+, \d+ samples\.$/,
    );
  });
});

describe('WorkerIterableDataset', () => {
  it('gives the same stream with 0, 1, 2 and 4 workers', async () => {
    const test = await import('./test-data.js');
    const whole = { index: 0, count: 1 };
    const local = (length: number) => {
      const source = test.stream({ length });
      return new IterableDataset((pass) => source.iterate({ ...pass, shard: whole }), { length, depth: source.depth });
    };
    const options = { ...OPTIONS, shuffleBuffer: 8 };
    const mapped = (data: IterableDataset) => data.map(([i, x, a], random): Sample => [i, x, a, random.uniform()]);
    for (const [length, workers] of [
      [83, 0],
      [83, 1],
      [83, 2],
      [83, 4],
      [1, 2],
    ] as const) {
      const expected = await batchesOf(new DataLoader(mapped(local(length)), options), 1);
      const data = await openStream({ export: 'stream', options: { length }, workers });
      const loader = new DataLoader(mapped(data), options);
      expect(await batchesOf(loader, 1)).toEqual(expected);
      expect(await batchesOf(loader, 1, 3)).toEqual(expected.slice(3));
    }
  });

  it('reports the sample that fails after those before it', async () => {
    for (const workers of [0, 3]) {
      const data = await openStream({ export: 'stream', options: { length: 90, broken: 61 }, workers });
      let samples = 0;
      const error = await (async () => {
        for await (const [x] of new DataLoader(data, { batchSize: 1 })) samples += x.shape[0];
      })().catch((reason) => reason);
      expect([samples, error.index, error.cause.name]).toEqual([61, 61, 'RangeError']);
      expect(error.cause.stack).toMatch(/^RangeError: sample 61 is damaged\n\s+at .*iterate/);
    }
  });

  it('ends with the loop, however long the stream is', async () => {
    const data = await openStream({ export: 'endless', workers: 2 });
    const before = holding();
    for (let round = 0; round < 3; round++) {
      const loader = new DataLoader(data, { batchSize: 10 });
      const seen: number[] = [];
      for await (const [x] of loader) {
        seen.push(...x.data);
        if (seen.length === 50) break;
      }
      expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => i));
      expect(holding()).toBeLessThanOrEqual(before);
    }
    const waiting = (async () => {
      for await (const _ of new DataLoader(data, { batchSize: 10 })) await data.dispose();
    })();
    await expect(waiting).rejects.toThrow('The WorkerIterableDataset was disposed.');
  });
});
