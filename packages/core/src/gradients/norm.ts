import {
  cast,
  equal,
  fill,
  norm as plainNorm,
  sqrt,
  square,
  sum,
  type Tensor,
  Tensor as TensorClass,
  where,
} from '@tensorflow/tfjs-core';

const isEuclidean = (order: unknown, axis: unknown): boolean =>
  order === 'euclidean' || (Array.isArray(axis) && axis.length === 2 ? order === 'fro' : order === 2);

/**
 * TensorFlow.js's `norm`, whose Euclidean and Frobenius norms have the gradient 0 at 0 (the subgradient of least length) where
 * TensorFlow.js's has NaN.
 */
export const norm: typeof plainNorm = (x, order = 'euclidean', axis, keepDims) => {
  if (!isEuclidean(order, axis) || (x as Tensor).dtype === 'complex64') return plainNorm(x, order, axis, keepDims);
  const squares = sum(square(cast(x, 'float32')), axis ?? undefined, keepDims);
  const isZero = equal(squares, 0);
  return where(isZero, fill(squares.shape, 0), sqrt(where(isZero, fill(squares.shape, 1), squares)));
};

TensorClass.prototype.norm = function (order, axis, keepDims) {
  return norm(this, order, axis, keepDims) as never;
};
