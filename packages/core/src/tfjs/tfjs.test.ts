import { expect, it } from 'vitest';
import { tf } from '../index.js';

it('has gradients and chained operations', () => {
  const gradient = tf.grad((x) => x.square().sum())(tf.tensor1d([1, 2, 3]));
  expect([...gradient.dataSync()]).toEqual([2, 4, 6]);
});
