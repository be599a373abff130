import { describe, expect, it } from 'vitest';
import { batchNormTraining, gelu, layerNorm, tf } from '../index.js';
import { expectClose } from '../testing/index.js';

const x = () => tf.tensor2d([0.3, -1.2, 0.7, 2.1, -0.4, 0.9], [2, 3]);
const weights = () => tf.tensor2d([1, -2, 0.5, 0.25, 3, -1], [2, 3]);
const [scale, offset] = [
  [1.5, -0.5, 2],
  [0.1, 0.2, 0.3],
];

/** The derivative of the sum of squared derivatives of a weighted sum: what a gradient penalty asks for. */
function penaltyGradient(fn: (x: tf.Tensor) => tf.Tensor): Float32Array {
  return tf.tidy(() => {
    const inner = tf.grad((x: tf.Tensor) => tf.sum(tf.mul(fn(x), weights())));
    return tf
      .grad((x: tf.Tensor) => tf.sum(tf.square(inner(x))))(x())
      .dataSync() as Float32Array;
  });
}

const normalized = (x: tf.Tensor, axis: number): tf.Tensor => {
  const centred = tf.sub(x, tf.mean(x, axis, true));
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), axis, true), 1e-5));
  return tf.add(tf.mul(tf.mul(centred, inverse), scale), offset);
};

const functions: [string, (x: tf.Tensor) => tf.Tensor, (x: tf.Tensor) => tf.Tensor][] = [
  ['gelu', gelu, (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1))],
  ['layerNorm', (x) => layerNorm(x, tf.tensor1d(scale), tf.tensor1d(offset)), (x) => normalized(x, -1)],
  [
    'batchNormTraining',
    (x) => batchNormTraining(x, tf.tensor1d(scale), tf.tensor1d(offset)).value,
    (x) => normalized(x, 0),
  ],
];

describe('second derivatives', () => {
  it.each(functions)('of %s are those of its parts', (_, fn, composed) => {
    const before = tf.memory().numTensors;
    expectClose(penaltyGradient(fn), penaltyGradient(composed), { relative: 1e-4, absolute: 1e-3 });
    expect(tf.memory().numTensors).toBe(before);
  });
});
