import { tf } from '@ai/core';
import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { normal, zeros } from './inputs.js';

export const attentionCases: readonly ModuleCase[] = [
  {
    name: 'MultiHeadAttention',
    make: (random) => new nn.MultiHeadAttention(4, 2, { random, dropout: 0.3 }),
    input: (random) => ({ query: normal(2, 3, 4)(random), key: normal(2, 5, 4)(random), causal: true }),
    state: { in_proj_weight: [12, 4], in_proj_bias: [12], 'out_proj.weight': [4, 4], 'out_proj.bias': [4] },
    output: [[2, 3, 4]],
    differsInTraining: true,
    invalid: [
      zeros(2, 3),
      zeros(2, 3, 5),
      () => ({ query: tf.zeros([2, 3, 4]), key: tf.zeros([1, 3, 4]) }),
      () => ({ query: tf.zeros([2, 3, 4]), key: tf.zeros([2, 3, 4]), value: tf.zeros([2, 4, 4]) }),
      () => ({ query: tf.zeros([2, 3, 4]), mask: tf.zeros([2, 4]) }),
    ],
  },
];
