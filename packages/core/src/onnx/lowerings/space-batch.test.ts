import { it } from 'vitest';
import { expectSameEveryWay, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

type Pairs = [number, number][];

it.each([
  [
    [2, 2],
    [
      [0, 0],
      [0, 0],
    ],
    [2, 4, 6, 3],
  ],
  [
    [2, 3],
    [
      [1, 1],
      [0, 1],
    ],
    [1, 4, 5, 2],
  ],
  [[3], [[2, 1]], [2, 3, 5]],
  [
    [1, 2],
    [
      [0, 0],
      [3, 1],
    ],
    [3, 2, 4],
  ],
  [
    [2, 2, 2],
    [
      [0, 0],
      [1, 0],
      [0, 1],
    ],
    [1, 4, 3, 3, 2],
  ],
] as const)('space to batch in blocks of %j and back', async (block, paddings, shape) => {
  const there = (x: tf.Tensor) => tf.spaceToBatchND(x, [...block], paddings as unknown as Pairs);
  await expectSameEveryWay(there, [shape]);
  await expectSameEveryWay(
    (x: tf.Tensor) => tf.batchToSpaceND(there(x).mul(2), [...block], paddings as unknown as Pairs),
    [shape],
  );
});

it('batch to space cuts what the crops say, of integers too', async () => {
  await expectSameEveryWay(
    (x: tf.Tensor) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [1, 0],
          [0, 3],
        ],
      ),
    [
      integers(
        Array.from({ length: 48 }, (_, i) => i),
        [4, 3, 4],
      ),
    ],
  );
});
