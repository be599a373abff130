import { describe, it } from 'vitest';
import { expectSameEveryWay, floats, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

describe('cropAndResize', () => {
  // two inside, one across the rim, one turned around, one whole, one of an image that is not there
  const boxes = floats(
    [0.1, 0.2, 0.7, 0.9, 0, 0, 1, 1, -0.3, 0.1, 0.6, 1.4, 0.9, 0.8, 0.2, 0.1, 0.25, 0.25, 0.75, 0.75, 0, 0, 1, 1],
    [6, 4],
  );
  const owners = integers([0, 1, 1, 0, 1, 5]);

  it.each([
    [[3, 4], 'bilinear', 0],
    [[3, 4], 'bilinear', 0.5],
    [[7, 9], 'nearest', -2],
    [[1, 1], 'bilinear', 0],
    [[1, 4], 'nearest', 0],
    [[5, 6], 'bilinear', 1],
  ] as const)('to %j, %s, %d beyond the rim', async (size, method, beyond) => {
    const crop = (image: tf.Tensor4D, box: tf.Tensor2D, owner: tf.Tensor1D) =>
      tf.image.cropAndResize(image, box, owner, [...size], method, beyond);
    await expectSameEveryWay(crop, [[2, 5, 6, 3], boxes, owners]);
    await expectSameEveryWay(crop, [[2, 1, 6, 1], boxes, owners]);
  });

  it('of images of integers', async () => {
    await expectSameEveryWay(
      (image: tf.Tensor4D, box: tf.Tensor2D, owner: tf.Tensor1D) => tf.image.cropAndResize(image, box, owner, [3, 3]),
      [
        integers(
          Array.from({ length: 32 }, (_, i) => (i * 37) % 255),
          [2, 4, 4, 1],
        ),
        boxes,
        owners,
      ],
    );
  });
});

describe('transform', () => {
  const turn = [Math.cos(0.4), -Math.sin(0.4), 0.3, Math.sin(0.4), Math.cos(0.4), -0.7, 0, 0];
  const tilt = [1.3, 0.1, -4.2, 0.05, 0.8, 3.1, 0.02, 0.01];
  const beyond = [0.5, 0, -9.3, 0.1, 0.7, 14.2, -0.1, 0.02]; // with a place at infinity
  const cases = (['constant', 'nearest', 'reflect', 'wrap'] as const).flatMap((mode) =>
    (['bilinear', 'nearest'] as const).map((method) => [mode, method] as const),
  );

  it.each(cases)('with the mode %s, %s', async (mode, method) => {
    const transform = (size?: [number, number]) => (image: tf.Tensor4D, transforms: tf.Tensor2D) =>
      tf.image.transform(image, transforms, method, mode, 0.5, size);
    await expectSameEveryWay(transform([7, 4]), [[2, 5, 6, 2], floats(beyond, [1, 8])]);
    await expectSameEveryWay(transform(), [[2, 4, 5, 1], floats([...tilt, ...turn], [2, 8])]);
  });
});

describe('rotateWithOffset', () => {
  it.each([
    [0.3, 0, 0.5],
    [-1.2, 7, [0.3, 0.8]],
    [Math.PI, [1, 2, 3], 0.5],
  ] as const)('by %d, filled with %j, about %j', async (radians, fill, center) => {
    const rotate = (image: tf.Tensor4D) => tf.image.rotateWithOffset(image, radians, fill as number, center as number);
    await expectSameEveryWay(rotate, [[2, 7, 6, 3]]);
    await expectSameEveryWay(rotate, [[1, 4, 5, 4]]);
    const gradient = (image: tf.Tensor, dy: tf.Tensor) =>
      tf.grad((x: tf.Tensor) => rotate(x as tf.Tensor4D))(image, dy);
    await expectSameEveryWay(gradient, [
      [2, 7, 6, 3],
      [2, 7, 6, 3],
    ]);
  });
});
