import { describe, it } from 'vitest';
import { expectSameEveryWay } from '../../../test/every-way.js';
import { tf } from '../../index.js';

type Sizes = [number, number, number];

describe('convolutions of volumes', () => {
  it.each([
    [[2, 5, 6, 7, 2], [3, 3, 3, 2, 4], 1, 'same'],
    [[1, 6, 5, 7, 3], [2, 3, 1, 3, 2], [2, 1, 3], 'same'],
    [[1, 6, 7, 8, 1], [3, 2, 2, 1, 3], 2, 'valid'],
    [[2, 4, 4, 4, 2], [1, 1, 1, 2, 3], 2, 'same'],
    [[1, 5, 6, 5, 2], [3, 3, 3, 2, 2], [2, 3, 1], 'valid'],
  ] as const)('of %j with filters %j, strides %j, %s, and their gradients', async (x, filter, strides, pad) => {
    const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.conv3d(a as tf.Tensor5D, b as tf.Tensor5D, strides as Sizes, pad);
    await expectSameEveryWay(
      (a: tf.Tensor, b: tf.Tensor) => {
        const dy = convolve(a, b).tanh();
        return [convolve(a, b), ...tf.grads(convolve)([a, b], dy)];
      },
      [x, filter],
      { relative: 1e-4, absolute: 1e-4 },
    );
  });

  it('dilated', async () => {
    await expectSameEveryWay(
      (a: tf.Tensor5D, b: tf.Tensor5D) => tf.conv3d(a, b, 1, 'same', 'NDHWC', [2, 1, 3]),
      [
        [1, 6, 5, 8, 2],
        [3, 2, 2, 2, 3],
      ],
      { relative: 1e-4, absolute: 1e-4 },
    );
  });

  it('transposed', async () => {
    await expectSameEveryWay(
      (a: tf.Tensor5D, b: tf.Tensor5D) => tf.conv3dTranspose(a, b, [1, 6, 4, 5, 3], 2, 'same'),
      [
        [1, 3, 2, 3, 2],
        [3, 3, 3, 3, 2],
      ],
      { relative: 1e-4, absolute: 1e-4 },
    );
  });
});

describe('pools of volumes', () => {
  it.each([
    [[2, 4, 6, 4, 3], 2, 2, 'valid'],
    [[1, 5, 6, 7, 2], 3, 2, 'same'],
    [[1, 5, 4, 7, 1], 2, [1, 2, 3], 'same'],
    [[1, 7, 6, 5, 2], 3, 1, 'valid'],
    [[1, 5, 5, 5, 2], 3, 2, 1],
  ] as const)('of %j with windows %j, strides %j, %s, and their gradients', async (shape, window, strides, pad) => {
    for (const pool of [tf.maxPool3d, tf.avgPool3d]) {
      const run = (x: tf.Tensor): tf.Tensor =>
        pool(x as tf.Tensor5D, window as unknown as Sizes, strides as unknown as Sizes, pad);
      await expectSameEveryWay((x: tf.Tensor) => [run(x), tf.grad(run)(x, run(x).tanh())], [shape]);
    }
  });
});
