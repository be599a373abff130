import { tf } from '@ai/core';
import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { image, normal, zeros } from './inputs.js';

export const containerCases: readonly ModuleCase[] = [
  {
    name: 'Unflatten',
    make: () => new nn.Unflatten([2, 3, 4]),
    input: normal(2, 24),
    output: [[2, 2, 3, 4]],
    invalid: [zeros(2, 23), zeros(24)],
  },
  { name: 'Flatten', make: () => new nn.Flatten(), input: image, output: [[2, 120]], invalid: [() => tf.scalar(1)] },
  {
    name: 'Sequential',
    make: (random) =>
      new nn.Sequential(new nn.Linear(4, 3, { random }), new nn.Tanh(), new nn.Linear(3, 2, { random })),
    input: normal(5, 4),
    state: { '0.weight': [3, 4], '0.bias': [3], '2.weight': [2, 3], '2.bias': [2] },
    output: [[5, 2]],
    invalid: [zeros(5, 3)],
  },
  {
    name: 'Residual',
    make: (random) => new nn.Residual(new nn.Linear(4, 3, { random }), new nn.Linear(4, 3, { random, bias: false })),
    input: normal(5, 4),
    state: { 'body.weight': [3, 4], 'body.bias': [3], 'shortcut.weight': [3, 4] },
    output: [[5, 3]],
    invalid: [zeros(5, 3)],
  },
  { name: 'Identity', make: () => new nn.Identity(), input: image, output: [[2, 5, 6, 4]] },
];
