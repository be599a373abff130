import { type Random, tf } from '@ai/core';
import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../src/index.js';

const normal =
  (...shape: number[]) =>
  (random: Random): tf.Tensor =>
    tf.tensor(
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
      shape,
    );

const zeros =
  (...shape: number[]) =>
  (): tf.Tensor =>
    tf.zeros(shape);

const image = normal(2, 5, 6, 4);
/** Inputs of another rank and another number of channels than an image of 4. */
const notImages = [zeros(2, 5, 4), zeros(2, 5, 6, 3)];
const activation = (name: string, make: () => nn.AnyModule, options: Partial<ModuleCase> = {}): ModuleCase => ({
  name,
  make,
  input: normal(3, 4),
  output: [[3, 4]],
  ...options,
});
const kinked = { checkGradients: false };

function recurrent(Layer: typeof nn.Rnn | typeof nn.Lstm | typeof nn.Gru, gates: number): ModuleCase[] {
  const { name } = Layer;
  const states = name === 'Lstm' ? 2 : 1;
  const layer = (l: string, inputs: number) => ({
    [`weight_ih_${l}`]: [gates * 3, inputs],
    [`weight_hh_${l}`]: [gates * 3, 3],
    [`bias_ih_${l}`]: [gates * 3],
    [`bias_hh_${l}`]: [gates * 3],
  });
  const refused = [zeros(2, 4), zeros(2, 4, 3), () => ({ x: tf.zeros([2, 4, 2]), lengths: [5, 1] })];
  return [
    {
      name,
      make: (random) => new Layer(2, 3, { random }),
      input: normal(2, 4, 2),
      state: layer('l0', 2),
      output: [[2, 4, 3], ...Array<number[]>(states).fill([1, 2, 3])],
      invalid: [...refused, () => ({ x: tf.zeros([2, 4, 2]), state: [tf.zeros([1, 2, 2])] })],
    },
    {
      name,
      make: (random) => new Layer(2, 3, { random, numLayers: 2, bidirectional: true, dropout: 0.5 }),
      input: (random) => ({ x: normal(2, 4, 2)(random), lengths: [4, 2] }),
      state: { ...layer('l0', 2), ...layer('l0_reverse', 2), ...layer('l1', 6), ...layer('l1_reverse', 6) },
      output: [[2, 4, 6], ...Array<number[]>(states).fill([4, 2, 3])],
      differsInTraining: true,
    },
  ];
}

const norm = { weight: [4], bias: [4] };
const running = { running_mean: [4], running_var: [4], num_batches_tracked: [] };

/** Every exported module with what is expected of it. */
export const CASES: readonly ModuleCase[] = [
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
    name: 'Unflatten',
    make: () => new nn.Unflatten([2, 3, 4]),
    input: normal(2, 24),
    output: [[2, 2, 3, 4]],
    invalid: [zeros(2, 23), zeros(24)],
  },
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
  ...[nn.RnnCell, nn.LstmCell, nn.GruCell].map((Cell, i): ModuleCase => {
    const rows = 3 * [1, 4, 3][i];
    return {
      name: Cell.name,
      make: (random) => new Cell(2, 3, { random }),
      input: normal(4, 2),
      state: { weight_ih: [rows, 2], weight_hh: [rows, 3], bias_ih: [rows], bias_hh: [rows] },
      output:
        i === 1
          ? [
              [4, 3],
              [4, 3],
            ]
          : [[4, 3]],
      invalid: [zeros(4, 3), zeros(1, 4, 2), () => ({ x: tf.zeros([4, 2]), state: [tf.zeros([1, 4, 3])] })],
    };
  }),
  {
    name: 'AlphaDropout',
    make: () => new nn.AlphaDropout(0.5),
    input: normal(3, 4),
    output: [[3, 4]],
    differsInTraining: true,
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
    name: 'SpectralNorm',
    make: (random) => new nn.SpectralNorm(new nn.Conv2d(4, 3, 2, { random }), { random }),
    input: image,
    state: { weight_orig: [3, 4, 2, 2], bias: [3], weight_u: [3], weight_v: [16] },
    output: [[2, 4, 5, 3]],
    differsInTraining: true,
    invalid: notImages,
    checkGradients: false, // its gradient takes the singular vectors for constant; compared with PyTorch instead
  },
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
  ...recurrent(nn.Rnn, 1),
  ...recurrent(nn.Lstm, 4),
  ...recurrent(nn.Gru, 3),
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
  { name: 'Dropout', make: () => new nn.Dropout(0.5), input: normal(3, 4), output: [[3, 4]], differsInTraining: true },
  {
    name: 'ChannelDropout',
    make: () => new nn.ChannelDropout(0.5),
    input: image,
    output: [[2, 5, 6, 4]],
    differsInTraining: true,
  },
  { name: 'DropPath', make: () => new nn.DropPath(0.5), input: image, output: [[2, 5, 6, 4]], differsInTraining: true },
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
  activation('Step', () => new nn.Step(), kinked),
  activation('Sigmoid', () => new nn.Sigmoid()),
  activation('Tanh', () => new nn.Tanh()),
  activation('Relu', () => new nn.Relu(), kinked),
  activation('Relu6', () => new nn.Relu6(), kinked),
  activation('LeakyRelu', () => new nn.LeakyRelu(), kinked),
  activation('PRelu', () => new nn.PRelu(4), { ...kinked, state: { weight: [4] } }),
  activation('Elu', () => new nn.Elu(1.5), kinked),
  activation('Selu', () => new nn.Selu(), kinked),
  activation('Gelu', () => new nn.Gelu()),
  activation('Silu', () => new nn.Silu()),
  activation('Softplus', () => new nn.Softplus()),
  activation('Mish', () => new nn.Mish()),
  activation('Softsign', () => new nn.Softsign()),
  activation('HardSigmoid', () => new nn.HardSigmoid(), kinked),
  activation('HardSwish', () => new nn.HardSwish(), kinked),
  activation('Celu', () => new nn.Celu(2)),
  activation('LogSigmoid', () => new nn.LogSigmoid()),
  activation('HardTanh', () => new nn.HardTanh(), kinked),
  activation('HardShrink', () => new nn.HardShrink(), kinked),
  activation('SoftShrink', () => new nn.SoftShrink(), kinked),
  activation('TanhShrink', () => new nn.TanhShrink()),
  activation('LogSoftmax', () => new nn.LogSoftmax()),
  activation('Softmax', () => new nn.Softmax(0)),
  activation('Glu', () => new nn.Glu(), { output: [[3, 2]] }),
];
