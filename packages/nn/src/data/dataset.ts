import { checkInteger, Got, InvalidArgumentError, type Random } from '@ai/core';
import { type NdArray, sizeOf } from '../array/nd-array.js';

/** One sample: arrays and numbers in a fixed order, the inputs first. */
export type Sample = readonly (NdArray | number)[];

/** Samples stacked: an array for each place of the sample, its first axis counting samples. */
export type Batch = readonly NdArray[];

/** Samples by index. */
export interface Dataset {
  readonly length: number;
  /**
   * The sample at an index.
   *
   * @param random for augmentation: seeded by epoch and index, so that the same sample comes out wherever and whenever it is made
   */
  get(index: number, random: Random): Sample | Promise<Sample>;
  /** Several samples at once, already stacked: faster than one by one, for data without randomness. */
  getBatch?(indices: ArrayLike<number>): Batch;
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

/** Some samples of a data set, in the given order. */
export class Subset implements Dataset {
  readonly length: number;
  readonly getBatch?: (indices: ArrayLike<number>) => Batch;

  /** @throws InvalidArgumentError for an index outside the data set */
  constructor(
    readonly dataset: Dataset,
    readonly indices: ArrayLike<number>,
  ) {
    for (let i = 0; i < indices.length; i++) checkIndex(indices[i], dataset.length, 'Subset');
    this.length = indices.length;
    if (dataset.getBatch) this.getBatch = (chosen) => dataset.getBatch!(Int32Array.from(chosen, (i) => this.at(i)));
  }

  get(index: number, random: Random): Sample | Promise<Sample> {
    return this.dataset.get(this.at(index), random);
  }

  private at(index: number): number {
    checkIndex(index, this.length, 'Subset');
    return this.indices[index];
  }
}

/** Every sample of a data set passed through a function: normalization, augmentation. */
export class MappedDataset implements Dataset {
  readonly length: number;

  constructor(
    readonly dataset: Dataset,
    readonly transform: (sample: Sample, random: Random) => Sample | Promise<Sample>,
  ) {
    this.length = dataset.length;
  }

  async get(index: number, random: Random): Promise<Sample> {
    return this.transform(await this.dataset.get(index, random), random);
  }
}
