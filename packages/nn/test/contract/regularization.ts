import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { image, normal } from './inputs.js';

export const regularizationCases: readonly ModuleCase[] = [
  {
    name: 'AlphaDropout',
    make: () => new nn.AlphaDropout(0.5),
    input: normal(3, 4),
    output: [[3, 4]],
    differsInTraining: true,
  },
  { name: 'Dropout', make: () => new nn.Dropout(0.5), input: normal(3, 4), output: [[3, 4]], differsInTraining: true },
  {
    name: 'ChannelDropout',
    make: () => new nn.ChannelDropout(0.5),
    input: image,
    output: [[2, 5, 6, 4]],
    differsInTraining: true,
  },
  { name: 'DropPath', make: () => new nn.DropPath(0.5), input: image, output: [[2, 5, 6, 4]], differsInTraining: true },
];
