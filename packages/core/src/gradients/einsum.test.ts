import { expect, it } from 'vitest';
import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { setEngine, tf } from '../index.js';

checkGoldenGradients(
  'einsum',
  (equation) =>
    (...operands) =>
      tf.einsum(equation, ...operands),
);

it('has second derivatives', async () => {
  await setEngine('cpu');
  const a = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  // the sum of (a a)_ij has the gradient g_ij = sum_k a_jk + sum_k a_ki, whose sum grows by 4 with every element
  const first = (x: tf.Tensor) => tf.grad((t: tf.Tensor) => tf.einsum('ij,jk->ik', t, t).sum())(x);
  expect([
    ...tf
      .grad((x: tf.Tensor) => first(x).sum())(a)
      .dataSync(),
  ]).toEqual([4, 4, 4, 4]);
});
