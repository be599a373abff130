import {
  broadcast_util,
  cast,
  greater,
  greaterEqual,
  less,
  lessEqual,
  mul,
  reshape,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

/** The error of a result, summed over the axes along which an operand of `shape` was broadcast. */
export function sumToShape(error: Tensor, shape: readonly number[]): Tensor {
  const axes = broadcast_util.getReductionAxes([...shape], error.shape);
  return reshape(axes.length > 0 ? sum(error, axes) : error, [...shape]);
}

/** Max and min of pairs: the error goes to the operand that was chosen; to `a` where both are equal, as in TensorFlow.js. */
for (const [kernel, choosesA, choosesB] of [
  ['Maximum', greaterEqual, less],
  ['Minimum', lessEqual, greater],
] as const) {
  defineGradient(kernel, { inputs: ['a', 'b'] }, (dy, [a, b]) => ({
    a: () => sumToShape(mul(dy, cast(choosesA(a, b), 'float32')), a.shape),
    b: () => sumToShape(mul(dy, cast(choosesB(a, b), 'float32')), b.shape),
  }));
}

defineGradient('SquaredDifference', { inputs: ['a', 'b'] }, (dy, [a, b]) => ({
  a: () => sumToShape(mul(dy, mul(sub(a, b), 2)), a.shape),
  b: () => sumToShape(mul(dy, mul(sub(b, a), 2)), b.shape),
}));
