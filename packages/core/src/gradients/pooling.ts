import {
  type backend_util as BackendUtil,
  backend_util,
  engine,
  getBackend,
  mul,
  type Tensor,
  tensor4d,
} from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

type Shape4 = [number, number, number, number];

interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | BackendUtil.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** For each window along an axis, how many of its places lie in the image. */
function counts(windows: number, stride: number, filter: number, before: number, size: number): number[] {
  return Array.from({ length: windows }, (_, i) => {
    const begin = i * stride - before;
    return Math.min(begin + filter, size) - Math.max(begin, 0);
  });
}

/**
 * A window's mean is taken over its pixels in the image, so that is what its error is divided by. TensorFlow.js's kernels divide by the
 * size of the whole window, padding included: what they are given makes up for it.
 */
function averagePoolGradient(dy: Tensor, x: Tensor, attributes: PoolAttributes): Tensor {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const g = backend_util.computePool2DInfo(x.shape as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
  const rows = counts(g.outHeight, g.strideHeight, g.filterHeight, g.padInfo.top, g.inHeight);
  const columns = counts(g.outWidth, g.strideWidth, g.filterWidth, g.padInfo.left, g.inWidth);
  const area = g.filterHeight * g.filterWidth;
  const shares = rows.flatMap((row) => columns.map((column) => area / Math.max(1, row * column)));
  const isWhole = shares.every((share) => share === 1) || getBackend() === 'tensorflow'; // its kernel counts as it should
  const errors = isWhole ? dy : mul(dy, tensor4d(shares, [1, g.outHeight, g.outWidth, 1]));
  return engine().runKernel('AvgPoolGrad', { dy: errors, input: x }, attributes as never) as Tensor;
}

defineGradient<PoolAttributes>('AvgPool', { inputs: ['x'] }, (dy, [x], attributes) => ({
  x: () => averagePoolGradient(dy, x, attributes),
}));
