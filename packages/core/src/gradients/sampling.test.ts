import { expect, it } from 'vitest';
import { checkDifferences, checkGoldenGradients } from '../../test/golden-gradients.js';
import { setEngine, tf } from '../index.js';

const COS = Math.cos(Math.PI / 9);
const SIN = Math.sin(Math.PI / 9);
const turned = (): tf.Tensor2D => tf.tensor2d([COS, -SIN, 0.3, SIN, COS, -0.7, 0, 0], [1, 8]);
const moved = (): tf.Tensor2D => tf.tensor2d([1.3, 0.1, -4.2, 0.05, 0.8, 3.1, 0.02, 0.01], [1, 8]);

const crop =
  (images: number[], size: [number, number], method: 'bilinear' | 'nearest' = 'bilinear') =>
  (image: tf.Tensor, boxes: tf.Tensor): tf.Tensor =>
    tf.image.cropAndResize(image as tf.Tensor4D, boxes as tf.Tensor2D, tf.tensor1d(images, 'int32'), size, method);

const transform =
  (transforms: () => tf.Tensor2D, mode: 'constant' | 'nearest' | 'reflect' | 'wrap', size: [number, number]) =>
  (image: tf.Tensor): tf.Tensor =>
    tf.image.transform(image as tf.Tensor4D, transforms(), 'bilinear', mode, 0, size);

checkGoldenGradients(
  'sampling',
  (name) =>
    ({
      cropAndResize: crop([0, 1, 1], [3, 4]),
      'cropAndResize to one pixel': crop([1, 0], [1, 1]),
      'transform constant': transform(turned, 'constant', [5, 6]),
      'transform nearest': transform(moved, 'nearest', [7, 4]),
      'transform reflect': transform(moved, 'reflect', [6, 6]),
      'resizeBilinear from pixel centres': (x: tf.Tensor) =>
        tf.image.resizeBilinear(x as tf.Tensor4D, [7, 3], false, true),
      'resizeBilinear, corners aligned': (x: tf.Tensor) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 8], true),
    })[name],
);

it('agrees with differences where samples lie outside, and for the nearest pixel', async () => {
  await setEngine('cpu');
  const image = tf.randomNormal([2, 5, 4, 2], 0, 1, 'float32', 1);
  const boxes = tf.tensor2d([-0.3, 0.1, 0.8, 1.4, 0.2, 0.3, 0.7, 0.9], [2, 4]);
  await checkDifferences((x) => crop([1, 0], [4, 5])(x, boxes), image);
  await checkDifferences((x) => crop([1, 0], [4, 5], 'nearest')(x, boxes), image);
  const one = image.slice([0, 0, 0, 0], [1, -1, -1, -1]);
  await checkDifferences(transform(moved, 'wrap', [9, 8]), one);
  await checkDifferences((x) => tf.image.transform(x as tf.Tensor4D, moved(), 'nearest', 'reflect'), one);
});

it('has no gradient for the transforms, and says so', () => {
  const image = tf.zeros<tf.Rank.R4>([1, 2, 2, 1]);
  const gradient = tf.grad((t: tf.Tensor) => tf.image.transform(image, t as tf.Tensor2D));
  expect(() => gradient(turned())).toThrow('transforms of an image transformation have no gradient');
});
