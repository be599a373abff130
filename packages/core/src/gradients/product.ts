import { cast, div, equal, fill, mul, prod, reshape, sum, type Tensor, util, where } from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

/** The product of the other factors, which is 0 if one of them is. */
function productGradient(dy: Tensor, x: Tensor, axis: number | number[]): Tensor {
  const axes = util.parseAxisParam(axis, x.shape);
  const isZero = equal(x, 0);
  const patched = where(isZero, fill(x.shape, 1), x);
  const zeros = sum(cast(isZero, 'float32'), axes, true);
  const product = prod(patched, axes, true);
  const error = reshape(dy, zeros.shape);
  const others = div(mul(error, product), patched);
  const othersHaveNoZero = equal(zeros, cast(isZero, 'float32'));
  return where(othersHaveNoZero, others, fill(x.shape, 0));
}

defineGradient<{ axis: number | number[] }>('Prod', { inputs: ['x'] }, (dy, [x], { axis }) => ({
  x: () => productGradient(dy, x, axis),
}));
