import { Got, InvalidArgumentError, type Random } from '@ai/core';
import { type NdArray, sizeOf } from '../array/nd-array.js';
import { type Batch, type BatchRequest, checkIndex, type Dataset, type Sample } from './dataset.js';

/**
 * Data sets one after the other, as one.
 *
 * @throws InvalidArgumentError if there is none
 * @example
 * ```ts
 * import { ArrayDataset, ConcatDataset, ndArray } from '@ai/nn';
 *
 * const digits = new ArrayDataset(ndArray(new Float32Array(6), [3, 2]), ndArray(Int32Array.of(0, 1, 2)));
 * const more = new ArrayDataset(ndArray(new Float32Array(4), [2, 2]), ndArray(Int32Array.of(3, 4)));
 * const all = new ConcatDataset([digits, more]);
 * console.log(all.length, all.locate(4)); // 5 { part: 1, index: 1 }
 * ```
 */
export class ConcatDataset<T = Sample> implements Dataset<T> {
  readonly length: number;
  readonly prefetch: number;
  readonly getBatch?: (indices: ArrayLike<number>, request: BatchRequest) => Promise<Batch>;
  /** Where each part ends. */
  private readonly ends: readonly number[];

  constructor(readonly datasets: readonly Dataset<T>[]) {
    if (datasets.length === 0) {
      throw new InvalidArgumentError('datasets', 'ConcatDataset', 'hold at least one data set', datasets);
    }
    let end = 0;
    this.ends = datasets.map(({ length }) => {
      end += length;
      return end;
    });
    this.length = end;
    this.prefetch = Math.max(...datasets.map(({ prefetch = 0 }) => prefetch));
    if (datasets.every(({ getBatch }) => getBatch)) this.getBatch = (indices, request) => this.gather(indices, request);
  }

  /**
   * The data set and the index in it that an index stands for.
   *
   * @throws InvalidArgumentError unless 0 <= index < length
   */
  locate(index: number): { readonly part: number; readonly index: number } {
    checkIndex(index, this.length, 'ConcatDataset');
    const part = this.ends.findIndex((end) => index < end);
    return { part, index: index - (this.ends[part - 1] ?? 0) };
  }

  get(index: number, random: Random, signal?: AbortSignal): T | Promise<T> {
    const place = this.locate(index);
    return this.datasets[place.part].get(place.index, random, signal);
  }

  private async gather(indices: ArrayLike<number>, { random, signal }: BatchRequest): Promise<Batch> {
    const located = Array.from(indices, (index, place) => ({ place, ...this.locate(index) }));
    const groups = this.datasets
      .map((dataset, part) => ({ dataset, rows: located.filter((row) => row.part === part) }))
      .filter(({ rows }) => rows.length > 0);
    const batches = await Promise.all(
      groups.map(({ dataset, rows }) =>
        dataset.getBatch!(
          rows.map(({ index }) => index),
          { random: (place) => random(rows[place].place), signal },
        ),
      ),
    );
    if (batches.length === 1) return batches[0];
    const places = groups.map(({ rows }) => rows.map(({ place }) => place));
    return batches[0].map((_, at) =>
      interleave(
        batches.map((batch) => batch[at]),
        places,
        located.length,
      ),
    );
  }
}

/** One array of the rows of several: row i of array a goes to row `places[a][i]`. */
function interleave(arrays: readonly (NdArray | undefined)[], places: readonly number[][], length: number): NdArray {
  const { data, shape } = arrays[0]!;
  const rowShape = shape.slice(1);
  const size = sizeOf(rowShape);
  const result = new (data.constructor as Float32ArrayConstructor)(length * size) as NdArray['data'];
  arrays.forEach((array, a) => {
    if (!array || array.data.constructor !== data.constructor || String(array.shape.slice(1)) !== String(rowShape)) {
      throw new InvalidArgumentError(
        'datasets',
        'ConcatDataset',
        `hold samples of one kind: ${data.constructor.name} of shape [${rowShape}]`,
        new Got(array ? `${array.data.constructor.name} of shape [${array.shape.slice(1)}]` : 'fewer arrays'),
      );
    }
    places[a].forEach((place, row) => {
      result.set(array.data.subarray(row * size, (row + 1) * size), place * size);
    });
  });
  return { data: result, shape: [length, ...rowShape] };
}
