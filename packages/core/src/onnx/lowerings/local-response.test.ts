import { it } from 'vitest';
import { expectSameEveryWay } from '../../../test/every-way.js';
import { tf } from '../../index.js';

it.each([
  [5, 1, 1, 0.5],
  [1, 2, 0.3, 0.75],
  [0, 1, 2, 1],
])(
  'local response normalization of radius %d, bias %d, alpha %d, beta %d, and its gradient',
  async (radius, bias, alpha, beta) => {
    const normalize = (x: tf.Tensor): tf.Tensor =>
      tf.localResponseNormalization(x as tf.Tensor4D, radius, bias, alpha, beta);
    const both = (x: tf.Tensor, dy: tf.Tensor) => [normalize(x), tf.grad(normalize)(x, dy)];
    await expectSameEveryWay(both, [
      [2, 3, 4, 7],
      [2, 3, 4, 7],
    ]);
    await expectSameEveryWay(both, [
      [1, 1, 2, 1],
      [1, 1, 2, 1],
    ]);
  },
);
