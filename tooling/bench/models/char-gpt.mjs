// A GPT over characters (Radford et al., 2019), as TensorFlow.js code. B batch, T characters, C width, V characters known.
import { gelu, layerNorm, scaledDotProductAttention, tf } from '@ai/core';
import { integers, Parameters } from './parameters.mjs';

export const SMALL = { layers: 4, heads: 4, width: 128, context: 64, batch: 32, vocabulary: 65 };
export const LARGE = { layers: 6, heads: 6, width: 384, context: 256, batch: 8, vocabulary: 65 };

/** The parameters of the model, its loss and a batch. */
export function charGpt({ layers, heads, width: C, context: T, batch: B, vocabulary: V }) {
  const parameters = new Parameters();
  const dense = (from, to) => ({ weight: parameters.random([from, to], 0.02), bias: parameters.constant([to], 0) });
  const norm = () => ({ gain: parameters.constant([C], 1), bias: parameters.constant([C], 0) });
  const tokens = parameters.random([V, C], 0.02);
  const positions = parameters.random([T, C], 0.02);
  const blocks = Array.from({ length: layers }, () => ({
    norm1: norm(),
    qkv: dense(C, 3 * C),
    project: dense(C, C),
    norm2: norm(),
    expand: dense(C, 4 * C),
    contract: dense(4 * C, C),
  }));
  const lastNorm = norm();
  const head = parameters.random([C, V], 0.02);

  const attention = (x, { qkv, project }) => {
    const split = (part) => part.reshape([B, T, heads, C / heads]).transpose([0, 2, 1, 3]); // (B, heads, T, C / heads)
    const [q, k, v] = tf.split(apply(qkv, x), 3, 1).map(split);
    const mixed = scaledDotProductAttention(q, k, v, { causal: true }).transpose([0, 2, 1, 3]);
    return apply(project, mixed.reshape([B * T, C]));
  };
  const logits = (ids) => {
    let h = tf
      .gather(tokens, ids.flatten())
      .reshape([B, T, C])
      .add(positions)
      .reshape([B * T, C]);
    for (const block of blocks) {
      h = h.add(attention(normalize(block.norm1, h), block));
      h = h.add(apply(block.contract, gelu(apply(block.expand, normalize(block.norm2, h)))));
    }
    return tf.matMul(normalize(lastNorm, h), head); // (B * T, V)
  };
  const lossOf = (ids, next) => tf.losses.softmaxCrossEntropy(tf.oneHot(next.flatten(), V), logits(ids));
  const batch = [1001, 1002].map((seed) => tf.tensor2d(integers(B * T, V, seed), [B, T], 'int32'));
  return { variables: parameters.all, lossOf, batch };
}

const apply = ({ weight, bias }, x) => tf.matMul(x, weight).add(bias);
const normalize = ({ gain, bias }, x) => layerNorm(x, gain, bias);
