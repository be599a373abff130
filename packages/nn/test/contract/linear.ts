import { tf } from '@ai/core';
import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { normal, zeros } from './inputs.js';

export const linearCases: readonly ModuleCase[] = [
  {
    name: 'Linear',
    make: (random) => new nn.Linear(4, 3, { random }),
    input: normal(2, 5, 4),
    state: { weight: [3, 4], bias: [3] },
    output: [[2, 5, 3]],
    invalid: [zeros(2, 3), () => tf.scalar(1)],
  },
  {
    name: 'Embedding',
    make: (random) => new nn.Embedding(5, 3, { random, paddingIndex: 0 }),
    input: () => tf.tensor2d([[1, 0, 4]], [1, 3], 'int32'),
    state: { weight: [5, 3] },
    output: [[1, 3, 3]],
  },
  {
    name: 'Bilinear',
    make: (random) => new nn.Bilinear(3, 4, 2, { random }),
    input: (random) => [normal(2, 5, 3)(random), normal(2, 5, 4)(random)],
    state: { weight: [2, 3, 4], bias: [2] },
    output: [[2, 5, 2]],
    invalid: [() => [tf.zeros([2, 4]), tf.zeros([2, 4])], () => [tf.zeros([2, 3]), tf.zeros([3, 4])]],
  },
  {
    name: 'EmbeddingBag',
    make: (random) => new nn.EmbeddingBag(5, 3, { random, paddingIndex: 0 }),
    input: () => tf.tensor2d([[1, 0, 4]], [1, 3], 'int32'),
    state: { weight: [5, 3] },
    output: [[1, 3]],
    invalid: [zeros(3), () => ({ indices: tf.zeros([1, 3]), weights: tf.zeros([1, 3]) })],
  },
];
