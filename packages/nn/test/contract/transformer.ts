import { type Random, tf } from '@ai/core';
import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { normal, zeros } from './inputs.js';

const attention = (name: string) => ({
  [`${name}.in_proj_weight`]: [12, 4],
  [`${name}.in_proj_bias`]: [12],
  [`${name}.out_proj.weight`]: [4, 4],
  [`${name}.out_proj.bias`]: [4],
});
const linear = { 'linear1.weight': [6, 4], 'linear1.bias': [6], 'linear2.weight': [4, 6], 'linear2.bias': [4] };
const norms = (...names: string[]) =>
  Object.fromEntries(names.flatMap((name) => [`${name}.weight`, `${name}.bias`]).map((name) => [name, [4]]));
const encoderState = { ...attention('self_attn'), ...linear, ...norms('norm1', 'norm2') };
const decoderState = {
  ...attention('self_attn'),
  ...attention('multihead_attn'),
  ...linear,
  ...norms('norm1', 'norm2', 'norm3'),
};
const stacked = (state: Record<string, number[]>) =>
  Object.fromEntries(
    [0, 1].flatMap((i) => Object.entries(state).map(([name, shape]) => [`layers.${i}.${name}`, shape])),
  );

const options = (random: Random) => ({ random, feedForwardSize: 6, dropout: 0.3, activation: 'gelu' as const });
const encoderLayer = (random: Random) => new nn.TransformerEncoderLayer(4, 2, options(random));
const decoderLayer = (random: Random) => new nn.TransformerDecoderLayer(4, 2, { ...options(random), normFirst: true });

const encoderInput = (random: Random) => ({
  x: normal(2, 3, 4)(random),
  paddingMask: tf.tensor2d([1, 1, 0, 1, 1, 1], [2, 3]),
});
const decoderInput = (random: Random) => ({
  x: normal(2, 3, 4)(random),
  memory: normal(2, 5, 4)(random),
  causal: true,
});
const common = { output: [[2, 3, 4]], differsInTraining: true };

export const transformerCases: readonly ModuleCase[] = [
  {
    name: 'TransformerEncoderLayer',
    make: encoderLayer,
    input: encoderInput,
    state: encoderState,
    ...common,
    invalid: [
      zeros(2, 3),
      zeros(2, 3, 5),
      () => ({ x: tf.zeros([2, 3, 4]), paddingMask: tf.ones([2, 4]) }),
      () => ({ x: tf.zeros([2, 3, 4]), mask: tf.ones([1, 3, 4]) }),
    ],
  },
  {
    name: 'TransformerDecoderLayer',
    make: decoderLayer,
    input: decoderInput,
    state: decoderState,
    ...common,
    invalid: [
      () => ({ x: tf.zeros([2, 3, 5]), memory: tf.zeros([2, 5, 4]) }),
      () => ({ x: tf.zeros([2, 3, 4]), memory: tf.zeros([1, 5, 4]) }),
      () => ({ x: tf.zeros([2, 3, 4]), memory: tf.zeros([2, 5, 4]), memoryPaddingMask: tf.ones([2, 3]) }),
    ],
  },
  {
    name: 'TransformerEncoder',
    make: (random) => new nn.TransformerEncoder([encoderLayer(random), encoderLayer(random)]),
    input: encoderInput,
    state: stacked(encoderState),
    ...common,
    invalid: [zeros(2, 3), () => ({ x: tf.zeros([2, 3, 4]), caches: [new nn.AttentionCache()] })],
  },
  {
    name: 'TransformerDecoder',
    make: (random) => new nn.TransformerDecoder([decoderLayer(random), decoderLayer(random)], new nn.LayerNorm(4)),
    input: decoderInput,
    state: { ...stacked(decoderState), ...norms('norm') },
    ...common,
    invalid: [() => ({ x: tf.zeros([2, 3, 4]), memory: tf.zeros([2, 5, 3]) })],
  },
];
