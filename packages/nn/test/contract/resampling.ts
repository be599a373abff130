import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { image, normal, notImages, zeros } from './inputs.js';

export const resamplingCases: readonly ModuleCase[] = [
  {
    name: 'Upsample',
    make: () => new nn.Upsample({ scale: 1.5, mode: 'bicubic' }),
    input: image,
    output: [[2, 7, 9, 4]],
    invalid: [zeros(2, 3)],
  },
  {
    name: 'ResizeConv2d',
    make: (random) => new nn.ResizeConv2d(4, 2, 3, { random }),
    input: image,
    state: { 'conv.weight': [2, 4, 3, 3], 'conv.bias': [2] },
    output: [[2, 10, 12, 2]],
    invalid: notImages,
  },
  {
    name: 'PixelShuffle',
    make: () => new nn.PixelShuffle(2),
    input: image,
    output: [[2, 10, 12, 1]],
    invalid: [zeros(2, 3), zeros(1, 2, 2, 3)],
  },
  {
    name: 'PixelUnshuffle',
    make: () => new nn.PixelUnshuffle(2),
    input: normal(1, 4, 6, 2),
    output: [[1, 2, 3, 8]],
    invalid: [zeros(2, 3), zeros(1, 3, 2, 1)],
  },
];
