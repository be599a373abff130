import {
  concat,
  fill,
  pad,
  registerGradient,
  reshape,
  reverse,
  slice_util,
  stack,
  type Tensor,
  transpose,
} from '@tensorflow/tfjs-core';
import { spreadOut } from '../kernels/spread-out.js';
import { defineGradient } from './define-gradient.js';

interface StridedSliceAttributes {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

/** The error goes back to the places that were picked, all others get 0. */
function stridedSliceGradient(dy: Tensor, x: Tensor, a: StridedSliceAttributes): Tensor {
  const info = slice_util.sliceInfo(
    x.shape,
    a.begin,
    a.end,
    a.strides,
    a.beginMask,
    a.endMask,
    a.ellipsisMask,
    a.newAxisMask,
    a.shrinkAxisMask,
  );
  if (info.isIdentity) return reshape(dy, x.shape);
  const counts = slice_util.computeOutShape(info.begin, info.end, info.strides);
  if (counts.some((count) => count <= 0)) return fill(x.shape, 0);
  let error = reshape(dy, counts);
  const backwards = info.strides.map((_, axis) => axis).filter((axis) => info.strides[axis] < 0);
  if (backwards.length > 0) error = reverse(error, backwards);
  info.strides.forEach((stride, axis) => {
    error = spreadOut(error, axis, Math.abs(stride));
  });
  const paddings = info.strides.map((stride, axis): [number, number] => {
    const lowest = info.begin[axis] + Math.min(stride, 0) * (counts[axis] - 1);
    return [lowest, x.shape[axis] - lowest - error.shape[axis]];
  });
  return pad(error, paddings);
}

defineGradient<StridedSliceAttributes>('StridedSlice', { inputs: ['x'] }, (dy, [x], attributes) => ({
  x: () => stridedSliceGradient(dy, x, attributes),
}));

interface DepthToSpaceAttributes {
  readonly blockSize: number;
  readonly dataFormat: 'NHWC' | 'NCHW';
}

/** Blocks of pixels go back into the channels they came from. */
function spaceToDepth(dy: Tensor, x: Tensor, { blockSize: b, dataFormat }: DepthToSpaceAttributes): Tensor {
  if (dataFormat === 'NCHW') {
    const [n, c, h, w] = dy.shape;
    return reshape(transpose(reshape(dy, [n, c, h / b, b, w / b, b]), [0, 3, 5, 1, 2, 4]), x.shape);
  }
  const [n, h, w, c] = dy.shape;
  return reshape(transpose(reshape(dy, [n, h / b, b, w / b, b, c]), [0, 1, 3, 2, 4, 5]), x.shape);
}

defineGradient<DepthToSpaceAttributes>('DepthToSpace', { inputs: ['x'] }, (dy, [x], attributes) => ({
  x: () => spaceToDepth(dy, x, attributes),
}));

defineGradient('FlipLeftRight', {}, (dy) => ({ image: () => reverse(dy, 2) }));

/** The errors of all pieces together; TensorFlow.js's own gradients of these two fail where there is one piece only. */
for (const [kernel, input, join] of [
  ['Unpack', 'value', stack],
  ['SplitV', 'x', concat],
] as const) {
  registerGradient({
    kernelName: kernel,
    gradFunc: (dy, _, { axis }) => ({ [input]: () => join(Array.isArray(dy) ? dy : [dy], axis as number) }),
  });
}
