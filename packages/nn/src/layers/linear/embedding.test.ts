import { Random, tf } from '@ai/core';
import { withoutLeaks } from '@ai/core/testing';
import { expect, it } from 'vitest';
import { Embedding } from './embedding.js';
import { EmbeddingBag } from './embedding-bag.js';

const norms = (rows: tf.Tensor): number[] => [...tf.norm(rows, 2, -1).dataSync()];

it('long rows are shortened where they are looked up: in the table in training, beside it in inference', async () => {
  using embedding = new Embedding(4, 8, { random: new Random(1), maxNorm: 0.5 });
  const before = embedding.stateDict();
  const indices = tf.tensor1d([0, 2, 2], 'int32');
  const inferred = await withoutLeaks(() => embedding.forward(indices));
  expect(embedding.stateDict()).toEqual(before);
  const trained = await withoutLeaks(() => embedding.forward(indices, { training: true }));
  expect([...trained.dataSync()]).toEqual([...inferred.dataSync()]);
  for (const norm of norms(trained)) expect(norm).toBeCloseTo(0.5, 5);
  const [first, second, third, fourth] = norms(embedding.weight);
  expect([first < 0.51, second < 0.51, third < 0.51, fourth < 0.51]).toEqual([true, false, true, false]);
});

it('bags are made of shortened rows', () => {
  using bag = new EmbeddingBag(4, 8, { random: new Random(1), maxNorm: 0.5, mode: 'sum' });
  expect(norms(bag.forward(tf.tensor2d([[3]], [1, 1], 'int32')))[0]).toBeCloseTo(0.5, 5);
});
