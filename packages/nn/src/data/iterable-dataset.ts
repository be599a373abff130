import { checkInteger, InvalidDataError, type Random } from '@ai/core';
import type { Sample } from './dataset.js';
import { isSampleError, SampleError } from './load-batch.js';
import { seededBy } from './seeds.js';

/** One pass over a stream. */
export interface Pass {
  readonly seed: number;
  readonly epoch: number;
  /** The part of the stream that is wanted: the samples at index, index + count, index + 2 count, ... */
  readonly shard: { readonly index: number; readonly count: number };
  /** Aborted when nobody waits for samples any more. */
  readonly signal?: AbortSignal;
}

/** Options of {@link IterableDataset}. */
export interface IterableDatasetOptions {
  /** Number of samples, if it is known; a stream that gives more or fewer is an error then. */
  readonly length?: number;
  /** The source itself gives only the samples of `pass.shard`, which saves it making the others. @default false */
  readonly sharded?: boolean;
  /** Batches that a loader asks for ahead unless told otherwise. @default 0 */
  readonly prefetch?: number;
  /** Transforms that the source has behind it already: those of `map` go on from there with their random numbers. @default 0 */
  readonly depth?: number;
}

type Source<T> = (pass: Pass, random: Random) => Iterable<T> | AsyncIterable<T>;
type Transform = (sample: unknown, random: Random) => unknown;

/**
 * Samples that come one after the other, from a generator or anything else that can be looped over, their number known or not.
 *
 * Between workers a stream is divided sample by sample: each makes every n-th of them, and they are put together in the stream's own
 * order, so that the number of workers changes nothing. Each worker runs the source, but transforms only its own samples: keep the
 * source light and put the work into `map`, or let the source leave out the others (`sharded`).
 *
 * @example
 * ```ts
 * import { DataLoader, IterableDataset, ndArray } from '@ai/nn';
 *
 * const walks = new IterableDataset(function* (_, random) {
 *   for (let i = 0; i < 100; i++) yield random.normal();
 * }).map((start, random) => [ndArray([start, start + random.normal()]), random.bernoulli() ? 1 : 0]);
 * const loader = new DataLoader(walks, { batchSize: 10, shuffle: true, shuffleBuffer: 50 });
 * for await (const [x, y] of loader) console.log(x.shape, y.shape); // [10, 2] [10], ten times
 * ```
 */
export class IterableDataset<T = Sample> {
  readonly length: number | undefined;
  readonly prefetch: number | undefined;
  private readonly firstDepth: number;
  private transforms: readonly Transform[] = [];

  /**
   * @param source makes the stream of a pass; called anew for every epoch. Its `random` depends on the loader's seed and the epoch
   * @throws InvalidArgumentError for a length that is not a whole number
   */
  constructor(
    private readonly source: Source<T>,
    private readonly options: IterableDatasetOptions = {},
  ) {
    const { length, prefetch, depth = 0 } = options;
    if (length !== undefined) checkInteger(length, 'length', 'IterableDataset', { min: 0 });
    this.length = length;
    this.prefetch = prefetch;
    this.firstDepth = depth;
  }

  /** Transforms that a sample goes through. */
  get depth(): number {
    return this.firstDepth + this.transforms.length;
  }

  /** The stream with every sample passed through a function, whose random numbers depend on seed, epoch and place in the stream. */
  map<U>(transform: (sample: T, random: Random) => U | Promise<U>): IterableDataset<U> {
    const mapped = new IterableDataset<U>(this.source as unknown as Source<U>, this.options);
    mapped.transforms = [...this.transforms, transform as Transform];
    return mapped;
  }

  /**
   * The samples of a pass.
   *
   * @throws SampleError with the place of the sample in the stream at which the source or a transform failed
   * @throws InvalidDataError if a length was given and is wrong
   */
  async *iterate(pass: Pass): AsyncGenerator<T, void, undefined> {
    const { seed, epoch, shard } = pass;
    const { sharded = false, length } = this.options;
    let position = sharded ? shard.index : 0;
    const step = sharded ? shard.count : 1;
    try {
      for await (const sample of this.source(pass, seededBy(seed, epoch))) {
        if (length !== undefined && position >= length) throw wrongLength(length, `more than ${length}`);
        if (sharded || position % shard.count === shard.index) {
          yield this.transforms.length > 0 ? await this.transform(sample, pass, position) : sample;
        }
        position += step;
      }
      if (length !== undefined && position < length) throw wrongLength(length, `${position}`);
    } catch (error) {
      throw isSampleError(error) || error instanceof InvalidDataError ? error : new SampleError(position, error);
    }
  }

  private async transform(sample: unknown, { seed, epoch }: Pass, position: number): Promise<T> {
    let value = sample;
    for (const [i, transform] of this.transforms.entries()) {
      value = await transform(value, seededBy(seed, epoch, position, 1, this.firstDepth + i));
    }
    return value as T;
  }
}

function wrongLength(length: number, got: string): InvalidDataError {
  return new InvalidDataError(`The stream was said to have ${length} samples, but gives ${got}.`);
}
