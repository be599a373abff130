import { describe, it } from 'vitest';
import { expectSameEveryWay, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

const count = (shape: readonly number[]) =>
  integers(
    Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => ((i * 7) % 11) - 5),
    [...shape],
  );

describe('matrix products', () => {
  it.each([
    [[3, 4], [4, 5], false, false],
    [[4, 3], [5, 4], true, true],
    [[2, 3, 4], [2, 5, 4], false, true],
    [[2, 1, 4, 3], [2, 1, 4, 2], true, false],
  ])('of %j and %j, transposed: %s, %s', async (a, b, transposeA, transposeB) => {
    const product = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB);
    await expectSameEveryWay(product, [a, b]);
    await expectSameEveryWay(product, [count(a), count(b)]);
  });

  it('of many elements with a bias', async () => {
    const layer = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor) => tf.add(tf.matMul(x, weight), bias);
    await expectSameEveryWay(layer, [
      [260, 2],
      [2, 260],
      [1, 260],
    ]);
  });
});

describe('einsum', () => {
  it.each([
    ['ij,jk->ik', [3, 4], [4, 5]],
    ['ij,kj->', [3, 4], [5, 4]],
    ['bij,bjk->bik', [2, 3, 4], [2, 4, 5]],
    ['bhqd,bhkd->bhqk', [2, 2, 3, 4], [2, 2, 5, 4]],
    ['ij,jk->ki', [3, 4], [4, 5]],
    ['i,j->ij', [3], [4]],
    ['ij,ij->i', [3, 4], [3, 4]],
    ['ab,cd->ac', [2, 3], [4, 5]],
  ])('%s', async (equation, a, b) => {
    const sum = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.einsum(equation, x, y);
    await expectSameEveryWay(
      (x: tf.Tensor, y: tf.Tensor) => [sum(x, y), ...tf.grads(sum)([x, y], sum(x, y).tanh())],
      [a, b],
    );
    await expectSameEveryWay(sum, [count(a), count(b)]);
  });

  it.each([
    ['ij->ji', [3, 4]],
    ['ijk->ik', [2, 3, 4]],
    ['ij->', [3, 4]],
  ])('%s', async (equation, shape) => {
    const sum = (x: tf.Tensor): tf.Tensor => tf.einsum(equation, x);
    await expectSameEveryWay((x: tf.Tensor) => [sum(x), tf.grad(sum)(x)], [shape]);
  });
});
