import { expect, it } from 'vitest';
import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

checkGoldenGradients(
  'edges',
  (name) =>
    ({
      norm: (x: tf.Tensor) => tf.norm(x),
      'norm at 0': (x: tf.Tensor) => x.norm(),
      'norm along an axis, with a row of zeros': (x: tf.Tensor) => tf.norm(x, 2, 1),
      'norm of matrices': (x: tf.Tensor) => tf.norm(x, 'fro', [1, 2]),
      abs: (x: tf.Tensor) => tf.abs(x),
    })[name],
);

it('keeps the values, shapes and errors of TensorFlow.js', () => {
  const x = tf.tensor2d([3, -4, 0, 0], [2, 2]);
  expect([...x.norm('euclidean', 1, true).dataSync()]).toEqual([5, 0]);
  expect(x.norm('euclidean', 1, true).shape).toEqual([2, 1]);
  expect(x.norm(1, 1).dataSync()[0]).toBe(7);
  expect(tf.norm([3, 4]).dataSync()[0]).toBe(5);
  expect(() => x.norm('fro', 0)).toThrow('invalid ord value: fro');
});
