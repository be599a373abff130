import { describe, it } from 'vitest';
import { booleans, expectSameEveryWay, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

const count = (size: number) => Array.from({ length: size }, (_, i) => i);

describe('stridedSlice', () => {
  it.each([
    [[0, 1], [5, 4], [2, 1], {}],
    [[-1, -1], [-7, -7], [-1, -2], {}],
    [[4, 0], [0, 4], [-3, 3], {}],
    [[3, 3], [0, 0], [-1, -1], { end: 0b11 }],
    [[0, 0], [0, 0], [1, -1], { begin: 0b11, end: 0b11 }],
    [[1, 2], [2, 9], [1, 1], { shrink: 0b01 }],
    [[1], [5], [2], { ellipsis: 0 }],
    [[0, -2], [0, -5], [1, -1], { ellipsis: 0b01 }],
    [[0, 1], [0, 3], [1, 1], { newAxis: 0b01 }],
    [[0, 2, 3], [0, 5, 0], [1, 2, -1], { newAxis: 0b001 }],
    [[2, 0, 1], [3, 0, 4], [1, 1, 1], { shrink: 0b001, newAxis: 0b010 }],
  ] as const)('begin %j, end %j, strides %j, masks %j', async (begin, end, strides, masks) => {
    const {
      begin: beginMask = 0,
      end: endMask = 0,
      ellipsis = 0,
      newAxis = 0,
      shrink = 0,
    } = masks as Record<string, number>;
    const slice = (x: tf.Tensor): tf.Tensor =>
      tf.stridedSlice(x, [...begin], [...end], [...strides], beginMask, endMask, ellipsis, newAxis, shrink);
    await expectSameEveryWay((x: tf.Tensor) => [slice(x), tf.grad(slice)(x)], [[6, 5]]);
    await expectSameEveryWay((x: tf.Tensor) => slice(x), [integers(count(30), [6, 5])]);
    await expectSameEveryWay(
      (x: tf.Tensor) => slice(x),
      [
        booleans(
          count(30).map((i) => Number(i % 3 === 0)),
          [6, 5],
        ),
      ],
    );
  });
});

describe('turned around', () => {
  it.each([
    [[5], 0],
    [
      [2, 3],
      [0, 1],
    ],
    [
      [2, 3, 4],
      [-1, 0],
    ],
  ] as const)('%j along %j', async (shape, axis) => {
    await expectSameEveryWay((x: tf.Tensor) => tf.reverse(x, axis as number), [shape]);
  });

  it('images, left to right', async () => {
    await expectSameEveryWay((x: tf.Tensor4D) => tf.image.flipLeftRight(x), [[2, 3, 5, 2]]);
  });
});

describe('padded', () => {
  const paddings: [number, number][] = [
    [1, 2],
    [2, 1],
  ];

  it.each(['reflect', 'symmetric'] as const)('with mirror images, %s', async (mode) => {
    await expectSameEveryWay((x: tf.Tensor) => tf.mirrorPad(x, paddings, mode), [[3, 4]]);
    await expectSameEveryWay((x: tf.Tensor) => tf.mirrorPad(x, paddings, mode), [integers(count(12), [3, 4])]);
  });

  it('with a constant', async () => {
    await expectSameEveryWay((x: tf.Tensor) => tf.pad(x, paddings, 0.5), [[3, 4]]);
    await expectSameEveryWay((x: tf.Tensor) => tf.pad(x, paddings, 3), [integers(count(12), [3, 4])]);
    await expectSameEveryWay((x: tf.Tensor) => tf.pad(x, paddings, 1), [booleans([1, 0, 0, 1], [2, 2])]);
  });
});

it('diagonals', async () => {
  await expectSameEveryWay((x: tf.Tensor) => tf.diag(x), [[4]]);
  await expectSameEveryWay((x: tf.Tensor) => tf.diag(x), [integers(count(6), [2, 3])]);
  await expectSameEveryWay((x: tf.Tensor) => tf.diag(x), [booleans([1, 0, 1])]);
});

it('depth to space', async () => {
  await expectSameEveryWay((x: tf.Tensor4D) => tf.depthToSpace(x, 2, 'NHWC'), [[2, 3, 4, 8]]);
  await expectSameEveryWay((x: tf.Tensor4D) => tf.depthToSpace(x, 3, 'NHWC'), [[1, 2, 2, 9]]);
});
