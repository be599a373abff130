import { it } from 'vitest';
import { expectSameEveryWay, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

it.each([
  [[7, 5], false, false],
  [[3, 9], true, false],
  [[8, 8], false, true],
  [[1, 1], true, false],
] as const)('images to %j, corners aligned %s, half pixels %s', async (size, alignCorners, halfPixelCenters) => {
  const resize = (x: tf.Tensor4D) => [
    tf.image.resizeBilinear(x, [...size], alignCorners, halfPixelCenters),
    tf.image.resizeNearestNeighbor(x, [...size], alignCorners, halfPixelCenters),
  ];
  await expectSameEveryWay(resize, [[2, 4, 5, 2]]);
  await expectSameEveryWay(resize, [
    integers(
      Array.from({ length: 40 }, (_, i) => (i * 7) % 11),
      [1, 4, 5, 2],
    ),
  ]);
});
