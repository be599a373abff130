import { checkBoolean, checkInteger, InvalidArgumentError } from '@ai/core';
import { stackSamples } from './collate.js';
import type { Batch, Dataset, Sample } from './dataset.js';
import { seededBy } from './seeds.js';

/** Options of {@link DataLoader}. */
export interface DataLoaderOptions {
  /** Samples per batch. @default 32 */
  readonly batchSize?: number;
  /** A new order every epoch. @default false */
  readonly shuffle?: boolean;
  /** Decides the orders and the augmentation of samples. @default 0 */
  readonly seed?: number;
  /** Leave out a last batch that is not full. @default false */
  readonly dropLast?: boolean;
  /** Makes a batch of samples; takes away the data set's own fast path. @default stackSamples */
  readonly collate?: (samples: readonly Sample[]) => Batch;
  /** Batches that are made ahead while one is worked on; useful where samples come asynchronously. @default 0 */
  readonly prefetch?: number;
}

/**
 * Batches of a data set, epoch by epoch. The order of an epoch depends on the seed and the epoch's number alone, so that a run can
 * go on in the middle of one.
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
export class DataLoader {
  readonly batchSize: number;
  readonly seed: number;
  private readonly shuffle: boolean;
  private readonly dropLast: boolean;
  private readonly collate: ((samples: readonly Sample[]) => Batch) | undefined;
  private readonly prefetch: number;
  private nextEpoch = 0;

  constructor(
    readonly dataset: Dataset,
    options: DataLoaderOptions = {},
  ) {
    const { batchSize = 32, shuffle = false, seed = 0, dropLast = false, collate, prefetch = 0 } = options;
    this.batchSize = checkInteger(batchSize, 'batchSize', 'DataLoader', { min: 1 });
    this.shuffle = checkBoolean(shuffle, 'shuffle', 'DataLoader');
    this.seed = checkInteger(seed, 'seed', 'DataLoader');
    this.dropLast = checkBoolean(dropLast, 'dropLast', 'DataLoader');
    this.prefetch = checkInteger(prefetch, 'prefetch', 'DataLoader', { min: 0 });
    this.collate = collate;
    if (dataset.length < 1)
      throw new InvalidArgumentError('dataset', 'DataLoader', 'hold at least 1 sample', dataset.length);
    if (this.length === 0) {
      throw new InvalidArgumentError(
        'batchSize',
        'DataLoader',
        `be at most ${dataset.length} with dropLast`,
        batchSize,
      );
    }
  }

  /** Batches of an epoch. */
  get length(): number {
    const count = this.dataset.length / this.batchSize;
    return this.dropLast ? Math.floor(count) : Math.ceil(count);
  }

  /** The indices of an epoch in their order. */
  order(epoch: number): Int32Array {
    const { length } = this.dataset;
    return this.shuffle ? seededBy(this.seed, epoch).permutation(length) : Int32Array.from({ length }, (_, i) => i);
  }

  /**
   * The batches of one epoch.
   *
   * @param epoch 0, 1, ...
   * @param first the batch to begin with
   * @default first 0
   */
  async *epoch(epoch: number, first = 0): AsyncGenerator<Batch, void, undefined> {
    const order = this.order(epoch);
    const make = async (batch: number): Promise<Batch> =>
      this.load(order.subarray(batch * this.batchSize, (batch + 1) * this.batchSize), epoch);
    const ahead: Promise<Batch>[] = [];
    try {
      for (let next = first, batch = first; batch < this.length; batch++) {
        for (; next < this.length && next <= batch + this.prefetch; next++) {
          const made = make(next);
          made.catch(() => {}); // reported when its turn comes
          ahead.push(made);
        }
        yield await ahead.shift()!;
      }
    } finally {
      await Promise.allSettled(ahead);
    }
  }

  /** The next epoch: 0 for the first loop over the loader, 1 for the second. */
  [Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    return this.epoch(this.nextEpoch++);
  }

  private async load(indices: Int32Array, epoch: number): Promise<Batch> {
    if (!this.collate && this.dataset.getBatch) return this.dataset.getBatch(indices);
    const samples = await Promise.all(
      Array.from(indices, (index) => this.dataset.get(index, seededBy(this.seed, epoch, index, 1))),
    );
    return (this.collate ?? stackSamples)(samples);
  }
}
