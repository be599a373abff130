import { InvalidArgumentError, Random, tf } from '@ai/core';
import { withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../src/index.js';

const random = new Random(1);
// biome-ignore lint/suspicious/noExplicitAny: wrong types are what is tested
const wrong = (value: unknown): any => value;

/** What is made, with what is wrong about it: the argument that the message names. */
const refused: [owner: string, argument: string, make: () => unknown][] = [
  ['Linear', 'inFeatures', () => new nn.Linear(0, 2, { random })],
  ['Linear', 'outFeatures', () => new nn.Linear(2, 1.5, { random })],
  ['Linear', 'bias', () => new nn.Linear(2, 2, { random, bias: wrong(1) })],
  ['Bilinear', 'firstFeatures', () => new nn.Bilinear(0, 2, 2, { random })],
  ['Bilinear', 'secondFeatures', () => new nn.Bilinear(2, 0, 2, { random })],
  ['Bilinear', 'outFeatures', () => new nn.Bilinear(2, 2, 0, { random })],
  ['Embedding', 'count', () => new nn.Embedding(0, 2, { random })],
  ['Embedding', 'dimensions', () => new nn.Embedding(2, -1, { random })],
  ['Embedding', 'paddingIndex', () => new nn.Embedding(2, 2, { random, paddingIndex: 2 })],
  ['Embedding', 'maxNorm', () => new nn.Embedding(2, 2, { random, maxNorm: 0 })],
  ['Embedding', 'normType', () => new nn.Embedding(2, 2, { random, maxNorm: 1, normType: -1 })],
  ['EmbeddingBag', 'mode', () => new nn.EmbeddingBag(2, 2, { random, mode: wrong('min') })],
  ['Unflatten', 'shape', () => new nn.Unflatten([])],
  ['Unflatten', 'shape', () => new nn.Unflatten([2, 0])],
  ['Unflatten', 'channelsFirst', () => new nn.Unflatten([2], { channelsFirst: wrong(1) })],
  ['Flatten', 'channelsFirst', () => new nn.Flatten({ channelsFirst: wrong(0) })],
  ...[nn.Conv1d, nn.Conv2d, nn.Conv3d].flatMap((Layer): typeof refused => {
    const axes = Number(Layer.name[4]);
    const make =
      (options: object, inputs = 4, kernel: nn.Padding = 3) =>
      () =>
        new Layer(inputs, 4, wrong(kernel), { random, ...options });
    return [
      [Layer.name, 'inChannels', make({}, 0)],
      [Layer.name, 'groups', make({ groups: 3 })],
      [Layer.name, 'groups', make({ groups: 0 })],
      [Layer.name, 'kernelSize', make({}, 4, 0)],
      [Layer.name, 'kernelSize', make({}, 4, Array(axes + 1).fill(3))],
      [Layer.name, 'stride', make({ stride: 0 })],
      [Layer.name, 'padding', make({ padding: -1 })],
      [Layer.name, 'padding', make({ padding: 'full' })],
      [Layer.name, 'paddingMode', make({ paddingMode: 'mirror' })],
      [Layer.name, 'dilation', make({ dilation: 0 })],
      [Layer.name, 'bias', make({ bias: null })],
    ];
  }),
  ...[nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d].flatMap((Layer): typeof refused => {
    const make =
      (options: object, inputs = 4) =>
      () =>
        new Layer(inputs, 4, 3, { random, ...options });
    return [
      [Layer.name, 'inChannels', make({}, 0)],
      [Layer.name, 'groups', make({ groups: 3 })],
      [Layer.name, 'stride', make({ stride: 0 })],
      [Layer.name, 'padding', make({ padding: 3 })],
      [Layer.name, 'outputPadding', make({ stride: 2, outputPadding: 2 })],
      [Layer.name, 'dilation', make({ dilation: 1.5 })],
      [Layer.name, 'bias', make({ bias: 'no' })],
    ];
  }),
  ['ChannelShuffle', 'groups', () => new nn.ChannelShuffle(0)],
  ['channelShuffle', 'groups', () => nn.channelShuffle(tf.zeros([1, 3]), 2)],
  ['Unfold', 'kernelSize', () => new nn.Unfold(0)],
  ['Unfold', 'stride', () => new nn.Unfold(2, { stride: 0 })],
  ['Unfold', 'dilation', () => new nn.Unfold(2, { dilation: 0 })],
  ['Unfold', 'x', () => new nn.Unfold(4).forward(tf.zeros([1, 3, 3, 1]))],
  ['Fold', 'padding', () => new nn.Fold(4, 2, { padding: -1 })],
  ['Fold', 'outputSize', () => new nn.Fold(0, 2)],
  ['Fold', 'x', () => new nn.Fold(1, 2).forward(tf.zeros([1, 1, 4]))],
  ['Pad', 'edges', () => new nn.Pad(-1)],
  ['Pad', 'edges', () => new nn.Pad([[1, 0.5]])],
  ['Pad', 'mode', () => new nn.Pad(1, { mode: wrong('mirror') })],
  ['Pad', 'value', () => new nn.Pad(1, { mode: 'reflect', value: 2 })],
  ...[nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d, nn.AvgPool1d, nn.AvgPool2d, nn.AvgPool3d].flatMap(
    (Pool): typeof refused => [
      [Pool.name, 'kernelSize', () => new Pool(0)],
      [Pool.name, 'stride', () => new Pool(2, { stride: 0 })],
      [Pool.name, 'padding', () => new Pool(2, { padding: 2 })],
      [Pool.name, 'ceilMode', () => new Pool(2, { ceilMode: wrong(1) })],
    ],
  ),
  ...[nn.MaxUnpool1d, nn.MaxUnpool2d, nn.MaxUnpool3d].flatMap((Unpool): typeof refused => [
    [Unpool.name, 'kernelSize', () => new Unpool(0)],
    [Unpool.name, 'stride', () => new Unpool(2, { stride: 0 })],
    [Unpool.name, 'padding', () => new Unpool(2, { padding: -1 })],
  ]),
  ['MaxPool2d', 'dilation', () => new nn.MaxPool2d(2, { dilation: 0 })],
  ['AvgPool2d', 'countIncludePad', () => new nn.AvgPool2d(2, { countIncludePad: wrong(0) })],
  ['AvgPool2d', 'divisor', () => new nn.AvgPool2d(2, { divisor: 0 })],
  ['LpPool1d', 'power', () => new nn.LpPool1d(0, 2)],
  ['LpPool2d', 'kernelSize', () => new nn.LpPool2d(2, [2])],
  ...[
    nn.AdaptiveAvgPool1d,
    nn.AdaptiveAvgPool2d,
    nn.AdaptiveAvgPool3d,
    nn.AdaptiveMaxPool1d,
    nn.AdaptiveMaxPool2d,
    nn.AdaptiveMaxPool3d,
  ].map((Pool): (typeof refused)[number] => [Pool.name, 'outputSize', () => new Pool(0)]),
  ['SpatialPyramidPool', 'levels', () => new nn.SpatialPyramidPool([1, 0])],
  ['SpatialPyramidPool', 'kind', () => new nn.SpatialPyramidPool([1], wrong('sum'))],
  ...[nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d].flatMap((Norm): typeof refused => [
    [Norm.name, 'channels', () => new Norm(0)],
    [Norm.name, 'epsilon', () => new Norm(2, { epsilon: -1 })],
    [Norm.name, 'momentum', () => new Norm(2, { momentum: 2 })],
    [Norm.name, 'affine', () => new Norm(2, { affine: wrong(1) })],
    [Norm.name, 'trackRunningStats', () => new Norm(2, { trackRunningStats: wrong(1) })],
  ]),
  ['LayerNorm', 'normalizedShape', () => new nn.LayerNorm(0)],
  ['LayerNorm', 'epsilon', () => new nn.LayerNorm(2, { epsilon: -1 })],
  ['LayerNorm', 'bias', () => new nn.LayerNorm(2, { bias: wrong(1) })],
  ['RmsNorm', 'normalizedShape', () => new nn.RmsNorm([2, 0])],
  ['RmsNorm', 'epsilon', () => new nn.RmsNorm(2, { epsilon: Number.NaN })],
  ['GroupNorm', 'groups', () => new nn.GroupNorm(3, 4)],
  ['GroupNorm', 'channels', () => new nn.GroupNorm(1, 0)],
  ['InstanceNorm', 'channels', () => new nn.InstanceNorm(0)],
  ['InstanceNorm', 'momentum', () => new nn.InstanceNorm(2, { momentum: 2 })],
  ['InstanceNorm', 'trackRunningStats', () => new nn.InstanceNorm(2, { trackRunningStats: wrong(1) })],
  [
    'InstanceNorm',
    'x',
    () => new nn.InstanceNorm(2, { trackRunningStats: true }).forward(tf.zeros([2, 1, 1, 2]), { training: true }),
  ],
  ['LocalResponseNorm', 'size', () => new nn.LocalResponseNorm(0)],
  ['LocalResponseNorm', 'alpha', () => new nn.LocalResponseNorm(3, { alpha: -1 })],
  ['LocalResponseNorm', 'beta', () => new nn.LocalResponseNorm(3, { beta: Number.NaN })],
  ['LocalResponseNorm', 'k', () => new nn.LocalResponseNorm(3, { k: 0 })],
  ['SpectralNorm', 'iterations', () => new nn.SpectralNorm(new nn.Linear(2, 2, { random }), { random, iterations: 0 })],
  ['MultiHeadAttention', 'embeddingSize', () => new nn.MultiHeadAttention(0, 1, { random })],
  ['MultiHeadAttention', 'numHeads', () => new nn.MultiHeadAttention(4, 3, { random })],
  ['MultiHeadAttention', 'dropout', () => new nn.MultiHeadAttention(4, 2, { random, dropout: 2 })],
  ['MultiHeadAttention', 'keySize', () => new nn.MultiHeadAttention(4, 2, { random, keySize: 0 })],
  ['MultiHeadAttention', 'valueSize', () => new nn.MultiHeadAttention(4, 2, { random, valueSize: 0 })],
  ...[nn.TransformerEncoderLayer, nn.TransformerDecoderLayer].flatMap((Layer): typeof refused => {
    const make =
      (options: object, size = 4) =>
      () =>
        new Layer(size, 2, { random, feedForwardSize: 4, ...options });
    return [
      [Layer.name, 'embeddingSize', make({}, 0)],
      ['MultiHeadAttention', 'numHeads', make({}, 3)],
      [Layer.name, 'feedForwardSize', make({ feedForwardSize: 0.5 })],
      [Layer.name, 'dropout', make({ dropout: 2 })],
      [Layer.name, 'activation', make({ activation: 'tanh' })],
      [Layer.name, 'normFirst', make({ normFirst: 1 })],
      [Layer.name, 'epsilon', make({ epsilon: -1 })],
      [Layer.name, 'bias', make({ bias: 0 })],
    ];
  }),
  ['TransformerEncoder', 'layers', () => new nn.TransformerEncoder([])],
  ['TransformerDecoder', 'layers', () => new nn.TransformerDecoder([])],
  ...[nn.Rnn, nn.Lstm, nn.Gru].flatMap((Layer): typeof refused => [
    [Layer.name, 'inputSize', () => new Layer(0, 2, { random })],
    [Layer.name, 'hiddenSize', () => new Layer(2, 0, { random })],
    [Layer.name, 'numLayers', () => new Layer(2, 2, { random, numLayers: 0 })],
    [Layer.name, 'bidirectional', () => new Layer(2, 2, { random, bidirectional: wrong(2) })],
    [Layer.name, 'dropout', () => new Layer(2, 2, { random, dropout: -1 })],
  ]),
  ['Lstm', 'projectionSize', () => new nn.Lstm(2, 2, { random, projectionSize: 2 })],
  ['Lstm', 'projectionSize', () => new nn.Lstm(2, 2, { random, projectionSize: 0 })],
  ['Rnn', 'nonlinearity', () => new nn.Rnn(2, 2, { random, nonlinearity: wrong('elu') })],
  ['Rnn', 'inputSize', () => new nn.RnnCell(0, 2, { random })],
  ['Lstm', 'hiddenSize', () => new nn.LstmCell(2, 0, { random })],
  ['Gru', 'bias', () => new nn.GruCell(2, 2, { random, bias: wrong(1) })],
  ['Upsample', 'size', () => new nn.Upsample({})],
  ['Upsample', 'size', () => new nn.Upsample({ size: 2, scale: 2 })],
  ['Upsample', 'size', () => new nn.Upsample({ size: [2, 0] })],
  ['Upsample', 'scale', () => new nn.Upsample({ scale: [2, -1] })],
  ['Upsample', 'mode', () => new nn.Upsample({ scale: 2, mode: wrong('linear') })],
  ['Upsample', 'alignCorners', () => new nn.Upsample({ scale: 2, alignCorners: true })],
  ['Upsample', 'x', () => new nn.Upsample({ scale: [2, 2, 2] }).forward(tf.zeros([1, 2, 2, 1]))],
  ['Upsample', 'x', () => new nn.Upsample({ scale: 2, mode: 'bicubic' }).forward(tf.zeros([1, 2, 1]))],
  ['Upsample', 'scale', () => new nn.ResizeConv2d(1, 1, 3, { random, scale: 0 })],
  ['PixelShuffle', 'factor', () => new nn.PixelShuffle(0)],
  ['PixelUnshuffle', 'factor', () => new nn.PixelUnshuffle(1.5)],
  ...[nn.Dropout, nn.ChannelDropout, nn.DropPath, nn.AlphaDropout].flatMap((Layer): typeof refused => [
    [Layer.name, 'rate', () => new Layer(1.5)],
    [Layer.name, 'context.random', () => new Layer(0.5).forward(tf.zeros([2, 2]), { training: true })],
  ]),
  ['PRelu', 'channels', () => new nn.PRelu(0)],
  ['PRelu', 'initial', () => new nn.PRelu(1, Number.NaN)],
  ['LeakyRelu', 'slope', () => new nn.LeakyRelu(Number.NaN)],
  ['Elu', 'alpha', () => new nn.Elu(Number.POSITIVE_INFINITY)],
  ['Celu', 'alpha', () => new nn.Celu(0)],
  ['Softplus', 'beta', () => new nn.Softplus(0)],
  ['HardTanh', 'low', () => new nn.HardTanh(1, 1)],
  ['HardShrink', 'lambda', () => new nn.HardShrink(-1)],
  ['SoftShrink', 'lambda', () => new nn.SoftShrink(-1)],
  ['Gelu', 'approximate', () => new nn.Gelu(wrong('sigmoid'))],
  ['Softmax', 'axis', () => new nn.Softmax(0.5)],
  ['LogSoftmax', 'axis', () => new nn.LogSoftmax(wrong('last'))],
  ['Glu', 'axis', () => new nn.Glu(0.5)],
  ['fans', 'shape', () => nn.fans([3])],
  ['constant', 'value', () => nn.constant(Number.NaN)],
  ['normal', 'standardDeviation', () => nn.normal(0, -1)],
  ['truncatedNormal', 'low', () => nn.truncatedNormal(0, 1, 5, 6)],
  ['truncatedNormal', 'high', () => nn.truncatedNormal(0, 1, -7, -6)],
  ['orthogonal', 'shape', () => nn.orthogonal()([3], random)],
  ['kaimingNormal', 'shape', () => nn.kaimingNormal()([3], random)],
  ['xavierUniform', 'shape', () => nn.xavierUniform()([3], random)],
  ['ndArray', 'shape', () => nn.ndArray([1, 2, 3], [2])],
  ['ndArray', 'shape', () => nn.ndArray([1, 2], [-1, -2])],
];

describe('layers and initializers refuse what they cannot work with', () => {
  it.each(
    refused.map(([owner, argument, make], i) => [`${i} ${argument} of ${owner}`, owner, argument, make] as const),
  )('%s', (_, owner, argument, make) => {
    const failure = tf.tidy(() => {
      try {
        make();
      } catch (error) {
        return { error } as never;
      }
      return undefined as never;
    }) as unknown as { error: Error } | undefined;
    expect(failure?.error).toBeInstanceOf(InvalidArgumentError);
    expect(failure?.error.message).toMatch(new RegExp(`^'${argument}' of ${owner} must `));
  });

  it('ModuleList has no forward', () => {
    expect(() => new nn.ModuleList([]).forward()).toThrow('ModuleList has no forward');
  });
});

describe('attention weights', () => {
  it('are rows that sum to 1, zero where a key must not be seen', async () => {
    using attention = new nn.MultiHeadAttention(4, 2, { random });
    const query = tf.tensor(
      Float32Array.from({ length: 24 }, () => random.normal()),
      [2, 3, 4],
    );
    const weights = await withoutLeaks(() => attention.weights({ query, causal: true }));
    expect(weights.shape).toEqual([2, 2, 3, 3]);
    expect(weights.dataSync().slice(0, 3)).toEqual(Float32Array.of(1, 0, 0));
    for (const sum of tf.sum(weights, -1).dataSync()) expect(sum).toBeCloseTo(1, 6);
    const bias = tf.zeros([3, 3, 3]);
    await expect(withoutLeaks(() => attention.forward({ query, bias }))).rejects.toThrow(
      "'bias' of MultiHeadAttention must have shape [2,3], [2,3,3] or [2,2,3,3], got [3,3,3].",
    );
  });
});
