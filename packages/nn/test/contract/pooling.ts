import { tf } from '@ai/core';
import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { image, kinked, normal, zeros } from './inputs.js';

export const poolingCases: readonly ModuleCase[] = [
  ...[nn.MaxUnpool1d, nn.MaxUnpool2d, nn.MaxUnpool3d].map((Unpool, i): ModuleCase => {
    const size = [2, 3, 2].slice(0, i + 1);
    const places = size.reduce((a, b) => a * b);
    return {
      name: Unpool.name,
      make: () => new Unpool(2),
      input: (random) => ({
        x: normal(1, ...size, 2)(random),
        indices: tf.tensor(
          Array.from({ length: 2 * places }, (_, at) => (3 * at) % (places * 2 ** (i + 1))),
          [1, ...size, 2],
          'int32',
        ),
      }),
      output: [[1, ...size.map((n) => 2 * n), 2]],
      invalid: [
        () => ({ x: tf.zeros(size), indices: tf.zeros(size) }),
        () => ({ x: tf.zeros([1, ...size, 2]), indices: tf.zeros([1, ...size, 1]) }),
      ],
    };
  }),
  ...[nn.MaxPool1d, nn.MaxPool3d].map((Pool, i): ModuleCase => {
    const size = i === 0 ? [6] : [2, 5, 6];
    return {
      name: Pool.name,
      make: () => new Pool(2, { ceilMode: true }),
      input: normal(2, ...size, 3),
      output: [[2, ...size.map((n) => Math.ceil(n / 2)), 3]],
      invalid: [zeros(2, ...size), zeros(2, ...size.map(() => 1), 3)],
      ...kinked,
    };
  }),
  ...[nn.AvgPool1d, nn.AvgPool3d].map((Pool, i): ModuleCase => {
    const size = i === 0 ? [6] : [2, 5, 6];
    return {
      name: Pool.name,
      make: () => new Pool(2, { stride: 1, padding: 1 }),
      input: normal(2, ...size, 3),
      output: [[2, ...size.map((n) => n + 1), 3]],
      invalid: [zeros(2, ...size)],
    };
  }),
  ...[nn.LpPool1d, nn.LpPool2d].map((Pool, i): ModuleCase => {
    const size = i === 0 ? [6] : [4, 6];
    return {
      name: Pool.name,
      make: () => new Pool(2, 2),
      input: normal(2, ...size, 3),
      output: [[2, ...size.map((n) => n / 2), 3]],
      invalid: [zeros(2, ...size)],
    };
  }),
  ...[nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool3d, nn.AdaptiveMaxPool1d, nn.AdaptiveMaxPool3d].map(
    (Pool, i): ModuleCase => {
      const size = i % 2 === 0 ? [6] : [3, 5, 6];
      return {
        name: Pool.name,
        make: () => new Pool(2),
        input: normal(2, ...size, 3),
        output: [[2, ...size.map(() => 2), 3]],
        invalid: [zeros(2, ...size)],
        checkGradients: i < 2,
      };
    },
  ),
  {
    name: 'MaxPool2d',
    make: () => new nn.MaxPool2d(2),
    input: image,
    output: [[2, 2, 3, 4]],
    invalid: [zeros(2, 5, 4), zeros(1, 1, 1, 4)],
    ...kinked,
  },
  {
    name: 'AvgPool2d',
    make: () => new nn.AvgPool2d(3, { padding: 1, countIncludePad: false }),
    input: image,
    output: [[2, 2, 2, 4]],
    invalid: [zeros(2, 5, 4)],
  },
  {
    name: 'AdaptiveAvgPool2d',
    make: () => new nn.AdaptiveAvgPool2d([2, 4]),
    input: image,
    output: [[2, 2, 4, 4]],
    invalid: [zeros(2, 5, 4)],
  },
  {
    name: 'AdaptiveMaxPool2d',
    make: () => new nn.AdaptiveMaxPool2d([2, 4]),
    input: image,
    output: [[2, 2, 4, 4]],
    invalid: [zeros(2, 5, 4)],
    ...kinked,
  },
  { name: 'GlobalAvgPool', make: () => new nn.GlobalAvgPool(), input: image, output: [[2, 4]], invalid: [zeros(2, 5)] },
  {
    name: 'GlobalMaxPool',
    make: () => new nn.GlobalMaxPool(),
    input: image,
    output: [[2, 4]],
    invalid: [zeros(2, 5)],
    ...kinked,
  },
  {
    name: 'SpatialPyramidPool',
    make: () => new nn.SpatialPyramidPool([1, 2], 'average'),
    input: image,
    output: [[2, 20]],
    invalid: [zeros(2, 5, 4)],
  },
];
