import { describe, it } from 'vitest';
import { expectSameEveryWay, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

describe.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])('exclusive %s, reverse %s', (exclusive, reverse) => {
  it.each([
    [[7], 0],
    [[3, 5], -1],
    [[3, 5], 0],
    [[2, 8, 3], 1],
    [[2, 1, 3], 1],
  ])('running sums and products of %j along %d', async (shape, axis) => {
    await expectSameEveryWay(
      (x: tf.Tensor) => [tf.cumsum(x, axis, exclusive, reverse), tf.cumprod(x, axis, exclusive, reverse)],
      [shape],
    );
  });

  it('of integers', async () => {
    await expectSameEveryWay(
      (x: tf.Tensor) => [tf.cumsum(x, 1, exclusive, reverse), tf.cumprod(x, 1, exclusive, reverse)],
      [integers([1, 2, 3, -4, 5, 0, 7, 8], [2, 4])],
    );
  });
});
