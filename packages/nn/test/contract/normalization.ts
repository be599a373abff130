import { randomNormal, tf } from '@ai/core';
import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { image, normal, notImages, zeros } from './inputs.js';

const norm = { weight: [4], bias: [4] };
const running = { running_mean: [4], running_var: [4], num_batches_tracked: [] };

export const normalizationCases: readonly ModuleCase[] = [
  {
    name: 'LocalResponseNorm',
    make: () => new nn.LocalResponseNorm(3, { alpha: 0.1 }),
    input: image,
    output: [[2, 5, 6, 4]],
    invalid: [zeros(2, 4)],
  },
  {
    name: 'WeightNorm',
    make: (random) => new nn.WeightNorm(new nn.Conv2d(4, 3, 2, { random })),
    input: image,
    state: { bias: [3], weight_g: [3, 1, 1, 1], weight_v: [3, 4, 2, 2] },
    output: [[2, 4, 5, 3]],
    invalid: notImages,
  },
  ...[nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d].map((Norm, i): ModuleCase => {
    const shape = [
      [6, 4],
      [2, 5, 6, 4],
      [2, 2, 3, 2, 4],
    ][i];
    return {
      name: Norm.name,
      make: () => new Norm(4),
      input: normal(...shape),
      state: { ...norm, ...running },
      output: [shape],
      differsInTraining: true,
      invalid: [
        zeros(...shape.slice(0, -1), 3),
        zeros(1, ...shape.slice(1, -1).map(() => 1), 4),
        zeros(2, 2, 2, 2, 2, 4),
      ],
    };
  }),
  {
    name: 'LayerNorm',
    make: () => new nn.LayerNorm([6, 4]),
    input: image,
    state: { weight: [6, 4], bias: [6, 4] },
    output: [[2, 5, 6, 4]],
    invalid: [zeros(2, 5, 4), zeros(4)],
  },
  {
    name: 'RmsNorm',
    make: () => new nn.RmsNorm(4),
    input: image,
    state: { weight: [4] },
    output: [[2, 5, 6, 4]],
    invalid: [zeros(2, 3)],
  },
  {
    name: 'GroupNorm',
    make: () => new nn.GroupNorm(2, 4),
    input: image,
    state: norm,
    output: [[2, 5, 6, 4]],
    invalid: [zeros(2, 3)],
  },
  {
    name: 'InstanceNorm',
    make: () => new nn.InstanceNorm(4, { affine: true }),
    input: image,
    state: norm,
    output: [[2, 5, 6, 4]],
    invalid: [zeros(2, 3)],
  },
  {
    name: 'InstanceNorm',
    make: () => new nn.InstanceNorm(4, { trackRunningStats: true }),
    input: image,
    state: running,
    output: [[2, 5, 6, 4]],
    differsInTraining: true,
  },
  {
    name: 'SpectralNorm',
    make: (random) => {
      const layer = new nn.Conv2d(4, 3, 2, { random });
      const module = new nn.SpectralNorm(layer, { random });
      // as a step does: the vectors are no longer those of the weight, to which the iteration comes back in training
      tf.tidy(() => layer.weight.assign(randomNormal(random, layer.weight.shape) as never));
      return module;
    },
    input: image,
    state: { weight_orig: [3, 4, 2, 2], bias: [3], weight_u: [3], weight_v: [16] },
    output: [[2, 4, 5, 3]],
    differsInTraining: true,
    invalid: notImages,
    checkGradients: false, // its gradient takes the singular vectors for constant; compared with PyTorch instead
  },
];
