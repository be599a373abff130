import { it } from 'vitest';
import { expectSameEveryWay } from '../../../test/every-way.js';
import { tf } from '../../index.js';

it.each([
  [[2, 5, 6, 3], [3, 3, 3], 1, 'same', 1],
  [[1, 7, 6, 2], [2, 3, 2], 2, 'valid', 1],
  [[2, 8, 7, 1], [2, 2, 1], [1, 2], 'same', 2],
] as const)(
  'dilation of %j by %j, strides %j, %s, rate %j, and its gradients',
  async (x, filter, strides, pad, rate) => {
    const dilate = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.dilation2d(a as tf.Tensor4D, b as tf.Tensor3D, strides as [number, number], pad, rate);
    await expectSameEveryWay(
      (a: tf.Tensor, b: tf.Tensor) => [dilate(a, b), ...tf.grads(dilate)([a, b], dilate(a, b).tanh())],
      [x, filter],
    );
  },
);
