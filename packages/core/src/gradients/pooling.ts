import {
  type backend_util as BackendUtil,
  backend_util,
  engine,
  getBackend,
  mul,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];
type Sizes<T> = T | number;

interface PoolAttributes<T> {
  readonly filterSize: Sizes<T>;
  readonly strides: Sizes<T>;
  readonly pad: 'valid' | 'same' | number | BackendUtil.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** For each window along an axis, the share of its places that lie in the image, inverted. */
function shares(windows: number, stride: number, filter: number, before: number, size: number): number[] {
  return Array.from({ length: windows }, (_, i) => {
    const begin = i * stride - before;
    return filter / Math.max(1, Math.min(begin + filter, size) - Math.max(begin, 0));
  });
}

/**
 * A window's mean is taken over its pixels in the image, so that is what its error is divided by. TensorFlow.js's kernels divide by the
 * size of the whole window, padding included: what they are given makes up for it.
 *
 * @param axes the shares of each axis of the windows
 */
function averagePoolGradient(
  kernel: string,
  dy: Tensor,
  x: Tensor,
  axes: readonly number[][],
  attributes: object,
): Tensor {
  const isWhole = axes.flat().every((share) => share === 1) || getBackend() === 'tensorflow'; // its kernel counts as it should
  const products = axes.reduce((all, axis) => all.flatMap((share) => axis.map((other) => share * other)), [1]);
  const errors = isWhole ? dy : mul(dy, tensor(products, [1, ...axes.map(({ length }) => length), 1]));
  return engine().runKernel(kernel, { dy: errors, input: x }, attributes as never) as Tensor;
}

defineGradient<PoolAttributes<[number, number]>>('AvgPool', { inputs: ['x'] }, (dy, [x], attributes) => ({
  x: () => {
    const { filterSize, strides, pad, dimRoundingMode } = attributes;
    const g = backend_util.computePool2DInfo(x.shape as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
    const axes = [
      shares(g.outHeight, g.strideHeight, g.filterHeight, g.padInfo.top, g.inHeight),
      shares(g.outWidth, g.strideWidth, g.filterWidth, g.padInfo.left, g.inWidth),
    ];
    return averagePoolGradient('AvgPoolGrad', dy, x, axes, attributes);
  },
}));

defineGradient<PoolAttributes<[number, number, number]>>('AvgPool3D', { inputs: ['x'] }, (dy, [x], attributes) => ({
  x: () => {
    const { filterSize, strides, pad, dimRoundingMode } = attributes;
    const g = backend_util.computePool3DInfo(x.shape as Shape5, filterSize, strides, 1, pad as 'same', dimRoundingMode);
    const axes = [
      shares(g.outDepth, g.strideDepth, g.filterDepth, g.padInfo.front, g.inDepth),
      shares(g.outHeight, g.strideHeight, g.filterHeight, g.padInfo.top, g.inHeight),
      shares(g.outWidth, g.strideWidth, g.filterWidth, g.padInfo.left, g.inWidth),
    ];
    return averagePoolGradient('AvgPool3DGrad', dy, x, axes, attributes);
  },
}));
