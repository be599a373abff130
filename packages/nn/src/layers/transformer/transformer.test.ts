import { Random, tf } from '@ai/core';
import { expectClose, withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../../index.js';

const random = new Random(3);
const normal = (...shape: number[]) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );
const options = { random, feedForwardSize: 8 };

describe('transformers', () => {
  it('write token by token with caches what they write at once', async () => {
    const layers = [1, 2].map(() => new nn.TransformerDecoderLayer(4, 2, options));
    using decoder = new nn.TransformerDecoder(layers);
    const [x, memory] = [normal(1, 4, 4), normal(1, 3, 4)];
    const whole = decoder.forward({ x, memory, causal: true });
    const parts = await withoutLeaks(() => {
      const caches = layers.map(() => new nn.AttentionCache());
      const tokens = tf.split(x, 4, 1).map((token) => {
        const y = decoder.forward({ x: token, memory, causal: true, caches });
        token.dispose();
        return y;
      });
      for (const cache of caches) cache.dispose();
      const joined = tf.concat(tokens, 1);
      tf.dispose(tokens);
      return joined;
    });
    expectClose(parts.dataSync(), whole.dataSync(), { relative: 1e-5, absolute: 1e-6 });
  });

  it('let no token that fills up change others', () => {
    using layer = new nn.TransformerEncoderLayer(4, 2, options);
    const [x, other] = [normal(1, 2, 4), normal(1, 1, 4)];
    const paddingMask = tf.tensor2d([[1, 1, 0]]);
    const padded = tf.slice(layer.forward({ x: tf.concat([x, other], 1), paddingMask }), [0, 0, 0], [1, 2, 4]);
    expectClose(padded.dataSync(), layer.forward(x).dataSync(), { relative: 1e-5, absolute: 1e-6 });
  });

  it('take any activation', () => {
    const make = (activation: 'relu' | ((x: tf.Tensor) => tf.Tensor)) => {
      using layer = new nn.TransformerEncoderLayer(4, 2, { ...options, random: new Random(1), activation });
      return [...layer.forward(tf.ones([1, 2, 4])).dataSync()];
    };
    expect(make(nn.relu)).toEqual(make('relu'));
    expect(make(nn.silu)).not.toEqual(make('relu'));
  });
});
