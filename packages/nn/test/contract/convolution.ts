import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { image, normal, notImages, zeros } from './inputs.js';

export const convolutionCases: readonly ModuleCase[] = [
  {
    name: 'Pad',
    make: () =>
      new nn.Pad(
        [
          [1, 2],
          [0, 3],
        ],
        { mode: 'reflect' },
      ),
    input: image,
    output: [[2, 8, 9, 4]],
    invalid: [zeros(2, 5, 4), zeros(2, 2, 6, 4)],
  },
  {
    name: 'Unfold',
    make: () => new nn.Unfold([2, 3], { stride: [1, 2], padding: 1 }),
    input: image,
    output: [[2, 18, 24]],
    invalid: [zeros(2, 5, 4)],
  },
  {
    name: 'Fold',
    make: () => new nn.Fold([5, 6], [2, 3], { stride: [1, 2], padding: 1 }),
    input: normal(2, 18, 24),
    output: [[2, 5, 6, 4]],
    invalid: [zeros(2, 17, 24), zeros(2, 18, 23), zeros(2, 18)],
  },
  {
    name: 'Conv1d',
    make: (random) => new nn.Conv1d(4, 6, 3, { random, groups: 2, padding: 1, dilation: 2 }),
    input: normal(2, 7, 4),
    state: { weight: [6, 2, 3], bias: [6] },
    output: [[2, 5, 6]],
    invalid: [zeros(2, 7), zeros(2, 7, 3), zeros(1, 1, 4)],
  },
  {
    name: 'Conv2d',
    make: (random) => new nn.Conv2d(4, 6, [3, 2], { random, stride: [2, 1], padding: 1, paddingMode: 'reflect' }),
    input: image,
    state: { weight: [6, 4, 3, 2], bias: [6] },
    output: [[2, 3, 7, 6]],
    invalid: [...notImages, zeros(1, 1, 1, 4)],
  },
  {
    name: 'Conv2d',
    make: (random) => new nn.Conv2d(4, 8, 3, { random, groups: 4, dilation: 2, padding: 'same', bias: false }),
    input: image,
    state: { weight: [8, 1, 3, 3] },
    output: [[2, 5, 6, 8]],
  },
  {
    name: 'Conv3d',
    make: (random) => new nn.Conv3d(2, 3, 2, { random }),
    input: normal(1, 3, 3, 3, 2),
    state: { weight: [3, 2, 2, 2, 2], bias: [3] },
    output: [[1, 2, 2, 2, 3]],
    invalid: [zeros(1, 3, 3, 2), zeros(1, 3, 3, 3, 1), zeros(1, 1, 1, 1, 2)],
  },
  {
    name: 'ConvTranspose2d',
    make: (random) => new nn.ConvTranspose2d(4, 3, 3, { random, stride: 2, padding: 1, outputPadding: 1 }),
    input: image,
    state: { weight: [4, 3, 3, 3], bias: [3] },
    output: [[2, 10, 12, 3]],
    invalid: notImages,
  },
  {
    name: 'ChannelShuffle',
    make: () => new nn.ChannelShuffle(2),
    input: image,
    output: [[2, 5, 6, 4]],
    invalid: [zeros(1, 3)],
  },
  ...[nn.ConvTranspose1d, nn.ConvTranspose3d].map((Layer, i): ModuleCase => {
    const size = i === 0 ? [5] : [2, 3, 2];
    const options = { stride: 2, padding: 1, outputPadding: 1, groups: 2 };
    return {
      name: Layer.name,
      make: (random) => new Layer(4, 2, 3, { random, ...options }),
      input: normal(2, ...size, 4),
      state: { weight: [4, 1, ...size.map(() => 3)], bias: [2] },
      output: [[2, ...size.map((n) => 2 * n), 2]],
      invalid: [zeros(2, ...size), zeros(2, ...size, 3)],
    };
  }),
];
