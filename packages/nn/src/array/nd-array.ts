import { Got, InvalidArgumentError, tf } from '@ai/core';

/** What an {@link NdArray} may hold: float32, or whole numbers. */
export type NdData = Float32Array | Int32Array | Uint8Array;

/**
 * An array in ordinary memory, row by row: what data sets give, what state dictionaries hold, what crosses threads.
 * It belongs to no engine and needs no disposal.
 */
export interface NdArray {
  readonly data: NdData;
  readonly shape: readonly number[];
}

/** Number of entries of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Makes an {@link NdArray}; typed arrays are kept, not copied, ordinary numbers become float32.
 *
 * @param data the entries, row by row
 * @param shape its product is the number of entries
 * @default shape one axis
 * @throws InvalidArgumentError if the shape does not fit
 * @example
 * ```ts
 * import { ndArray, toTensor } from '@ai/nn';
 *
 * const images = ndArray(new Float32Array(2 * 8 * 8), [2, 8, 8, 1]);
 * const labels = ndArray(Int32Array.of(3, 7));
 * toTensor(images).dispose();
 * console.log(labels.shape); // [2]
 * ```
 */
export function ndArray(data: NdData | readonly number[], shape: readonly number[] = [data.length]): NdArray {
  if (sizeOf(shape) !== data.length || shape.some((size) => !Number.isSafeInteger(size) || size < 0)) {
    throw new InvalidArgumentError('shape', 'ndArray', `hold ${data.length} entries`, new Got(`[${shape}]`));
  }
  return { data: Array.isArray(data) ? Float32Array.from(data) : (data as NdData), shape: [...shape] };
}

/**
 * A tensor with the array's values: float32 from float32, int32 from whole numbers. The caller disposes it.
 *
 * @example
 * ```ts
 * import { ndArray, toTensor } from '@ai/nn';
 *
 * toTensor(ndArray([1, 2, 3, 4], [2, 2])).print(); // [[1, 2], [3, 4]]
 * ```
 */
export function toTensor({ data, shape }: NdArray): tf.Tensor {
  const isFloat = data instanceof Float32Array;
  const values = data instanceof Uint8Array ? Int32Array.from(data) : data.slice();
  return tf.tensor(values, [...shape], isFloat ? 'float32' : 'int32');
}

/**
 * The tensor's values, copied out: float32, or int32 for whole numbers and truth values.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { fromTensor } from '@ai/nn';
 *
 * console.log(fromTensor(tf.ones([2, 2])).data); // four ones
 * ```
 */
export function fromTensor(tensor: tf.Tensor): NdArray {
  const values = tensor.dataSync();
  const data = tensor.dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values);
  return { data, shape: [...tensor.shape] };
}

/**
 * The array with its axes in another order.
 *
 * @param permutation axis i of the result is axis `permutation[i]` of the array
 * @example
 * ```ts
 * import { ndArray, transposeArray } from '@ai/nn';
 *
 * transposeArray(ndArray([1, 2, 3, 4, 5, 6], [2, 3]), [1, 0]); // shape [3, 2], data 1, 4, 2, 5, 3, 6
 * ```
 */
export function transposeArray({ data, shape }: NdArray, permutation: readonly number[]): NdArray {
  const result = data.slice();
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const outShape = permutation.map((axis) => shape[axis]);
  const outStrides = permutation.map((axis) => strides[axis]);
  const index = new Int32Array(shape.length);
  for (let to = 0, from = 0; to < result.length; to++) {
    result[to] = data[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += outStrides[axis];
      if (++index[axis] < outShape[axis]) break;
      from -= outStrides[axis] * outShape[axis];
      index[axis] = 0;
    }
  }
  return { data: result, shape: outShape };
}
