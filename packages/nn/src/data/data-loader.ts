import { checkBoolean, checkInteger, Got, InvalidArgumentError } from '@ai/core';
import { stackSamples } from './collate.js';
import { type Batch, checkIndex, type Dataset, type Sample } from './dataset.js';
import type { IterableDataset } from './iterable-dataset.js';
import { type Collate, loadBatch } from './load-batch.js';
import { readAhead } from './read-ahead.js';
import type { Sampler } from './samplers.js';
import { seededBy } from './seeds.js';
import { grouped, shuffled } from './streams.js';

/** Options of {@link DataLoader}. */
export interface DataLoaderOptions<T = Sample> {
  /** Samples per batch. @default 32 */
  readonly batchSize?: number;
  /** A new order every epoch. @default false */
  readonly shuffle?: boolean;
  /** Samples of a stream that `shuffle` mixes at a time; they are all held in memory. @default 1000 */
  readonly shuffleBuffer?: number;
  /** Decides which samples an epoch has, in place of `shuffle`; for data sets with an index. @default every sample once */
  readonly sampler?: Sampler;
  /** Decides the orders and the augmentation of samples. @default 0 */
  readonly seed?: number;
  /** Leave out a last batch that is not full. @default false */
  readonly dropLast?: boolean;
  /** Makes a batch of samples; takes away the data set's own fast path. @default stackSamples */
  readonly collate?: Collate<T>;
  /**
   * Batches that are made ahead while one is worked on; useful where samples come asynchronously.
   *
   * @default what the data set asks for: two per worker for one in workers, else 0
   */
  readonly prefetch?: number;
}

/**
 * Batches of a data set, epoch by epoch. What an epoch gives depends on the seed and the epoch's number alone, so that a run can go on
 * in the middle of one, and that the number of workers changes nothing. Work that a loop no longer waits for is dropped.
 *
 * A data set in worker threads is opened with `WorkerDataset` or `WorkerIterableDataset` of `@ai/nn/node`.
 *
 * @throws InvalidArgumentError for an empty data set or options out of range
 * @example
 * ```ts
 * import { ArrayDataset, DataLoader, ndArray } from '@ai/nn';
 *
 * const data = new ArrayDataset(ndArray(new Float32Array(20), [10, 2]), ndArray(new Int32Array(10)));
 * const loader = new DataLoader(data, { batchSize: 4, shuffle: true, seed: 7 });
 * for await (const [x, y] of loader) console.log(x.shape, y.shape); // [4, 2] [4], then [4, 2] [4], then [2, 2] [2]
 * ```
 */
// biome-ignore lint/suspicious/noExplicitAny: a trainer takes loaders of any samples
export class DataLoader<T = any> {
  readonly batchSize: number;
  readonly seed: number;
  private readonly shuffle: boolean;
  private readonly shuffleBuffer: number;
  private readonly sampler: Sampler | undefined;
  private readonly dropLast: boolean;
  private readonly collate: Collate | undefined;
  private readonly prefetch: number;
  private nextEpoch = 0;

  constructor(
    readonly dataset: Dataset<T> | IterableDataset<T>,
    options: DataLoaderOptions<T> = {},
  ) {
    const { batchSize = 32, shuffle = false, shuffleBuffer = 1000, seed = 0, dropLast = false } = options;
    this.batchSize = checkInteger(batchSize, 'batchSize', 'DataLoader', { min: 1 });
    this.shuffle = checkBoolean(shuffle, 'shuffle', 'DataLoader');
    this.shuffleBuffer = checkInteger(shuffleBuffer, 'shuffleBuffer', 'DataLoader', { min: 1 });
    this.seed = checkInteger(seed, 'seed', 'DataLoader');
    this.dropLast = checkBoolean(dropLast, 'dropLast', 'DataLoader');
    this.prefetch = checkInteger(options.prefetch ?? dataset.prefetch ?? 0, 'prefetch', 'DataLoader', { min: 0 });
    this.collate = options.collate;
    this.sampler = options.sampler;
    if (this.sampler && (this.shuffle || isStream(dataset))) {
      const rule = this.shuffle ? "come without 'shuffle'" : 'come with a data set that has an index';
      throw new InvalidArgumentError('sampler', 'DataLoader', rule, this.sampler);
    }
    if (dataset.length !== undefined && dataset.length < 1)
      throw new InvalidArgumentError('dataset', 'DataLoader', 'hold at least 1 sample', dataset.length);
    if (this.length === 0) {
      throw new InvalidArgumentError('batchSize', 'DataLoader', `be at most ${this.samples} with dropLast`, batchSize);
    }
  }

  /** Batches of an epoch; Infinity for a stream of unknown length. */
  get length(): number {
    const count = this.samples / this.batchSize;
    return this.dropLast ? Math.floor(count) : Math.ceil(count);
  }

  /**
   * The indices of an epoch in their order.
   *
   * @throws InvalidArgumentError for a stream, or an index outside the data set that a sampler gives
   */
  order(epoch: number): Int32Array {
    const { dataset } = this;
    if (isStream(dataset)) {
      throw new InvalidArgumentError('dataset', 'DataLoader.order', 'have an index', new Got('a stream'));
    }
    const random = seededBy(this.seed, epoch);
    if (!this.sampler) {
      return this.shuffle
        ? random.permutation(dataset.length)
        : Int32Array.from({ length: dataset.length }, (_, i) => i);
    }
    const order = Int32Array.from(this.sampler.sample(random));
    for (const index of order) checkIndex(index, dataset.length, 'DataLoader');
    return order;
  }

  /**
   * The batches of one epoch.
   *
   * @param epoch 0, 1, ...
   * @param first the batch to begin with
   * @default first 0
   * @throws SampleError for a sample that cannot be made
   */
  async *epoch(epoch: number, first = 0): AsyncGenerator<Batch, void, undefined> {
    const stop = new AbortController();
    const { dataset } = this;
    const load = isStream(dataset)
      ? this.fromStream(dataset, epoch, first, stop.signal)
      : this.fromIndex(dataset, epoch, first, stop.signal);
    yield* readAhead(load, this.prefetch, stop);
  }

  /** The next epoch: 0 for the first loop over the loader, 1 for the second. */
  [Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    return this.epoch(this.nextEpoch++);
  }

  private get samples(): number {
    return this.sampler?.length ?? this.dataset.length ?? Number.POSITIVE_INFINITY;
  }

  /** Starts making one batch after the other. */
  private *fromIndex(
    dataset: Dataset<T>,
    epoch: number,
    first: number,
    signal: AbortSignal,
  ): Generator<Promise<Batch>, void> {
    const order = this.order(epoch);
    for (let batch = first; batch < this.length; batch++) {
      const indices = order.subarray(batch * this.batchSize, (batch + 1) * this.batchSize);
      const random = (place: number) => seededBy(this.seed, epoch, indices[place], 1);
      yield loadBatch(dataset, indices, { random, signal }, this.collate);
    }
  }

  private async *fromStream(
    dataset: IterableDataset<T>,
    epoch: number,
    first: number,
    signal: AbortSignal,
  ): AsyncGenerator<Batch, void> {
    const stream = dataset.iterate({ seed: this.seed, epoch, shard: { index: 0, count: 1 }, signal });
    const samples = this.shuffle ? shuffled(stream, this.shuffleBuffer, seededBy(this.seed, epoch, 2)) : stream;
    const collate: Collate = this.collate ?? stackSamples;
    const skip = first * this.batchSize;
    for await (const group of grouped(samples, this.batchSize, { skip, dropLast: this.dropLast })) {
      yield collate(group);
    }
  }
}

function isStream<T>(dataset: Dataset<T> | IterableDataset<T>): dataset is IterableDataset<T> {
  return 'iterate' in dataset;
}
