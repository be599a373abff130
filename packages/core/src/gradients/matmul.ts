import { matMul, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { sumToShape } from './broadcasting.js';
import { defineGradient } from './define-gradient.js';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

function leftGradient(dy: Tensor, b: Tensor, { transposeA, transposeB }: MatMulAttributes): Tensor {
  return transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB);
}

function rightGradient(dy: Tensor, a: Tensor, { transposeA, transposeB }: MatMulAttributes): Tensor {
  return transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false);
}

/** All matrices of a batch below each other. */
function stacked(x: Tensor): Tensor {
  const columns = x.shape[x.rank - 1];
  return reshape(x, [x.size / columns, columns]);
}

defineGradient<MatMulAttributes>('BatchMatMul', { inputs: ['a', 'b'] }, (dy, [a, b], attributes) => ({
  a: () => sumToShape(leftGradient(dy, b, attributes), a.shape),
  b: () => {
    // one matrix for a whole batch, as in layers of a network: one long product instead of a sum of many
    const isShared = b.shape.slice(0, -2).every((size) => size === 1) && !attributes.transposeA;
    const isSameBatch =
      a.size / a.shape[a.rank - 2] / a.shape[a.rank - 1] === dy.size / dy.shape[dy.rank - 2] / dy.shape[dy.rank - 1];
    return isShared && isSameBatch && dy.rank > 2
      ? reshape(rightGradient(stacked(dy), stacked(a), attributes), b.shape)
      : sumToShape(rightGradient(dy, a, attributes), b.shape);
  },
}));
