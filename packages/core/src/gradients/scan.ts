import { cast, cumprod, cumsum, div, equal, fill, logicalAnd, mul, type Tensor, where } from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

interface ScanAttributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

defineGradient<ScanAttributes>('Cumsum', {}, (dy, _, { axis, exclusive, reverse }) => ({
  x: () => cumsum(dy, axis, exclusive, !reverse),
}));

/**
 * With y the running products, dx_i = sum over k >= i of dy_k y_k / x_i, which is wrong from the first zero of a lane on. There, at
 * position z, dx_z is the same sum with x_z taken as 1; what comes after it has no influence: every product holds the zero.
 */
function cumprodGradient(dy: Tensor, x: Tensor, { axis, exclusive, reverse }: ScanAttributes): Tensor {
  const isZero = equal(x, 0);
  const zeros = cumsum(cast(isZero, 'float32'), axis, false, reverse);
  const isFirstZero = logicalAnd(isZero, equal(zeros, 1));
  const patched = where(isFirstZero, fill(x.shape, 1), x);
  const later = (products: Tensor): Tensor => cumsum(mul(dy, products), axis, exclusive, !reverse);
  const atFirstZero = later(cumprod(patched, axis, exclusive, reverse));
  const nothing = fill(x.shape, 0);
  // divided where x is not 0 only, so that no NaN comes up that a choice would have to hide
  const beforeZero = div(later(cumprod(x, axis, exclusive, reverse)), where(isZero, fill(x.shape, 1), x));
  return where(equal(zeros, 0), beforeZero, where(isFirstZero, atFirstZero, nothing));
}

defineGradient<ScanAttributes>('Cumprod', { inputs: ['x'] }, (dy, [x], attributes) => ({
  x: () => cumprodGradient(dy, x, attributes),
}));
