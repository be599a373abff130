import { Got, InvalidArgumentError, randomBernoulli, tf } from '@ai/core';
import { type ForwardContext, randomOf } from '../../module/context.js';

/** Added to the scores of keys that must not be seen; exp of it is 0 in float32. */
const HIDDEN = -1e9;

/** How queries see keys. */
export interface AttendOptions {
  readonly causal: boolean;
  readonly mask: tf.Tensor | undefined;
  readonly dropout: number;
  readonly context: ForwardContext;
}

/** softmax(q k^T / sqrt(D)) v, each (B, heads, tokens, D). */
export function attend(q: tf.Tensor4D, k: tf.Tensor4D, v: tf.Tensor4D, options: AttendOptions): tf.Tensor4D {
  const { causal, mask, dropout, context } = options;
  const [queries, keys] = [q.shape[2], k.shape[2]];
  const scores = tf.matMul(tf.mul(q, 1 / Math.sqrt(q.shape[3])) as tf.Tensor4D, k, false, true);
  const seen = [
    ...(causal && queries > 1 ? [causalBias(queries, keys)] : []),
    ...(mask ? [maskBias(mask, q, keys)] : []),
  ];
  const weights = tf.softmax(seen.reduce<tf.Tensor>((sum, bias) => tf.add(sum, bias), scores));
  if (!context.training || dropout === 0) return tf.matMul(weights, v) as tf.Tensor4D;
  const kept = randomBernoulli(randomOf(context, 'MultiHeadAttention'), weights.shape, 1 - dropout);
  const scale = dropout < 1 ? 1 / (1 - dropout) : 0;
  return tf.matMul(tf.mul(weights, tf.mul(kept, scale)), v) as tf.Tensor4D;
}

/** (T, S): zero up to the query's position, {@link HIDDEN} after it. */
function causalBias(queries: number, keys: number): tf.Tensor {
  const values = new Float32Array(queries * keys);
  const offset = keys - queries;
  for (let t = 0; t < queries; t++) values.fill(HIDDEN, t * keys + Math.max(0, t + offset + 1), (t + 1) * keys);
  return tf.tensor2d(values, [queries, keys]);
}

/** A mask (B, S) or (B, T, S) as (B, 1, 1 or T, S). */
function maskBias(mask: tf.Tensor, q: tf.Tensor4D, keys: number): tf.Tensor {
  const [batch, , queries] = q.shape;
  const fits = (shape: readonly number[]): boolean => String(mask.shape) === String(shape);
  if (!fits([batch, keys]) && !fits([batch, queries, keys])) {
    const expected = `have shape [${batch},${keys}] or [${batch},${queries},${keys}]`;
    throw new InvalidArgumentError('mask', 'MultiHeadAttention', expected, new Got(`[${mask.shape}]`));
  }
  const hidden = tf.sub(1, tf.cast(tf.cast(mask, 'bool'), 'float32'));
  return tf.reshape(tf.mul(hidden, HIDDEN), [batch, 1, mask.shape.length === 2 ? 1 : queries, keys]);
}
