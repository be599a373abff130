import { type NdArray, transposeArray } from '../array/nd-array.js';

/** How a parameter is stored here and how it stands in the reference's checkpoint. Both ways only move numbers: no rounding. */
export interface Layout {
  /** From the checkpoint's axes to the stored ones. */
  fromReference(value: NdArray): NdArray;
  /** From the stored axes to the checkpoint's. */
  toReference(value: NdArray): NdArray;
  /** The checkpoint's shape of a stored shape. */
  referenceShape(stored: readonly number[]): readonly number[];
}

/** Stored as in the checkpoint. */
export const SAME_LAYOUT: Layout = {
  fromReference: (value) => value,
  toReference: (value) => value,
  referenceShape: (shape) => shape,
};

/** @param permutation axis i of the checkpoint is axis `permutation[i]` as stored */
function permuted(permutation: readonly number[]): Layout {
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  return {
    fromReference: (value) => transposeArray(value, inverse),
    toReference: (value) => transposeArray(value, permutation),
    referenceShape: (shape) => permutation.map((axis) => shape[axis]),
  };
}

/** Filters of a convolution over W, H x W or D x H x W: stored as (..., in, out), in the checkpoint (out, in, ...). */
export const FILTER_1D: Layout = permuted([2, 1, 0]);
export const FILTER_2D: Layout = permuted([3, 2, 0, 1]);
export const FILTER_3D: Layout = permuted([4, 3, 0, 1, 2]);

/** Depthwise filters: stored as (H, W, in, multiplier), in the checkpoint (in * multiplier, 1, H, W). */
export function depthwiseFilter(inChannels: number): Layout {
  const axes = permuted([2, 3, 0, 1]);
  return {
    fromReference: ({ data, shape: [out, , height, width] }) =>
      axes.fromReference({ data, shape: [inChannels, out / inChannels, height, width] }),
    toReference: (value) => {
      const { data, shape } = axes.toReference(value);
      return { data, shape: [shape[0] * shape[1], 1, shape[2], shape[3]] };
    },
    referenceShape: ([height, width, channels, multiplier]) => [channels * multiplier, 1, height, width],
  };
}
