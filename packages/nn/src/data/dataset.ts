import { checkInteger, Got, InvalidArgumentError, type Random } from '@ai/core';
import { type NdArray, sizeOf } from '../array/nd-array.js';

/** One sample: arrays and numbers in a fixed order, the inputs first. */
export type Sample = readonly (NdArray | number)[];

/** Samples stacked: an array for each place of the sample, its first axis counting samples. */
export type Batch = readonly NdArray[];

/** How a {@link Dataset} is asked for several samples at once. */
export interface BatchRequest {
  /** Where the sample at a place of the request gets its random numbers from. */
  random(place: number): Random;
  /** Aborted when nobody waits for the samples any more. */
  readonly signal?: AbortSignal;
}

/** Samples by index: what {@link DataLoader} makes batches of if they are arrays and numbers, or anything with a `collate`. */
export interface Dataset<T = Sample> {
  readonly length: number;
  /**
   * The sample at an index.
   *
   * @param random for augmentation: seeded by epoch and index, so that the same sample comes out wherever and whenever it is made
   * @param signal aborted when nobody waits for the sample any more
   */
  get(index: number, random: Random, signal?: AbortSignal): T | Promise<T>;
  /** Several samples at once, already stacked in arrays of their own: faster than one by one. */
  getBatch?(indices: ArrayLike<number>, request: BatchRequest): Batch | Promise<Batch>;
  /** Batches that a loader asks for ahead unless told otherwise: more than 0 where they are made elsewhere. @default 0 */
  readonly prefetch?: number;
}

/**
 * Arrays with a common first axis: row i of each makes sample i.
 *
 * @throws InvalidArgumentError if there is none, or their first axes differ
 * @example
 * ```ts
 * import { ArrayDataset, ndArray } from '@ai/nn';
 *
 * const data = new ArrayDataset(ndArray(new Float32Array(10 * 64), [10, 8, 8, 1]), ndArray(new Int32Array(10)));
 * console.log(data.length); // 10
 * ```
 */
export class ArrayDataset implements Dataset {
  readonly arrays: readonly NdArray[];
  readonly length: number;

  constructor(...arrays: readonly NdArray[]) {
    const lengths = arrays.map(({ shape }) => shape[0]);
    if (arrays.length === 0)
      throw new InvalidArgumentError('arrays', 'ArrayDataset', 'hold at least one array', arrays);
    if (lengths.some((length) => length === undefined || length !== lengths[0])) {
      throw new InvalidArgumentError(
        'arrays',
        'ArrayDataset',
        'have one number of samples',
        new Got(lengths.join(', ')),
      );
    }
    this.arrays = arrays;
    this.length = lengths[0];
  }

  get(index: number): Sample {
    checkIndex(index, this.length, 'ArrayDataset');
    return this.arrays.map((array) => {
      const { data, shape } = rows(array, [index]);
      return shape.length === 1 ? data[0] : { data, shape: shape.slice(1) };
    });
  }

  getBatch(indices: ArrayLike<number>): Batch {
    for (let i = 0; i < indices.length; i++) checkIndex(indices[i], this.length, 'ArrayDataset');
    return this.arrays.map((array) => rows(array, indices));
  }
}

/** @throws InvalidArgumentError unless 0 <= index < length */
export function checkIndex(index: number, length: number, owner: string): void {
  checkInteger(index, 'index', owner, { min: 0, below: length });
}

function rows({ data, shape }: NdArray, indices: ArrayLike<number>): NdArray {
  const size = sizeOf(shape.slice(1));
  const taken = new (data.constructor as Float32ArrayConstructor)(indices.length * size) as NdArray['data'];
  for (let i = 0; i < indices.length; i++) {
    taken.set(data.subarray(indices[i] * size, (indices[i] + 1) * size), i * size);
  }
  return { data: taken, shape: [indices.length, ...shape.slice(1)] };
}

/**
 * Some samples of a data set, in the given order.
 *
 * @example
 * ```ts
 * import { ArrayDataset, ndArray, Subset } from '@ai/nn';
 *
 * const data = new ArrayDataset(ndArray([10, 11, 12, 13]));
 * console.log(new Subset(data, [3, 0, 3]).length); // 3: the samples 13, 10, 13
 * ```
 */
export class Subset<T = Sample> implements Dataset<T> {
  readonly length: number;
  readonly prefetch: number | undefined;
  readonly getBatch?: (indices: ArrayLike<number>, request: BatchRequest) => Batch | Promise<Batch>;

  /** @throws InvalidArgumentError for an index outside the data set */
  constructor(
    readonly dataset: Dataset<T>,
    readonly indices: ArrayLike<number>,
  ) {
    for (let i = 0; i < indices.length; i++) checkIndex(indices[i], dataset.length, 'Subset');
    this.length = indices.length;
    this.prefetch = dataset.prefetch;
    if (dataset.getBatch) {
      this.getBatch = (chosen, request) =>
        dataset.getBatch!(
          Int32Array.from(chosen, (i) => this.at(i)),
          request,
        );
    }
  }

  get(index: number, random: Random, signal?: AbortSignal): T | Promise<T> {
    return this.dataset.get(this.at(index), random, signal);
  }

  private at(index: number): number {
    checkIndex(index, this.length, 'Subset');
    return this.indices[index];
  }
}

/**
 * Every sample of a data set passed through a function: normalization, augmentation.
 *
 * @example
 * ```ts
 * import { ArrayDataset, DataLoader, MappedDataset, ndArray } from '@ai/nn';
 *
 * const data = new ArrayDataset(ndArray([1, 2, 3, 4]));
 * const noisy = new MappedDataset(data, ([value], random) => [(value as number) + random.normal(0, 0.1)]);
 * for await (const [x] of new DataLoader(noisy, { batchSize: 2, seed: 1 })) console.log(x.shape); // other noise in every epoch
 * ```
 */
export class MappedDataset<S = Sample, T = Sample> implements Dataset<T> {
  readonly length: number;
  readonly prefetch: number | undefined;

  /** @param transform its random numbers depend on the loader's seed, the epoch and the sample's index, and on nothing else */
  constructor(
    readonly dataset: Dataset<S>,
    readonly transform: (sample: S, random: Random) => T | Promise<T>,
  ) {
    this.length = dataset.length;
    this.prefetch = dataset.prefetch;
  }

  async get(index: number, random: Random, signal?: AbortSignal): Promise<T> {
    const inner = random.fork(); // so that it does not matter how much is drawn there, or in which thread
    return this.transform(await this.dataset.get(index, inner, signal), random);
  }
}
