import { Got, InvalidArgumentError, randomBernoulli, scaledDotProductAttention, tf } from '@ai/core';
import { type ForwardContext, randomOf } from '../../module/context.js';

/** Added to the scores of keys that must not be seen; exp of it is 0 in float32. */
const HIDDEN = -1e9;

/** What queries may see. */
export interface Visibility {
  readonly causal: boolean;
  readonly mask: tf.Tensor | undefined;
  readonly bias: tf.Tensor | undefined;
}

/** How queries see keys. */
export interface AttendOptions extends Visibility {
  readonly dropout: number;
  readonly context: ForwardContext;
}

/** softmax(q k^T / sqrt(D) + bias) of q and k, each (B, heads, tokens, D): (B, heads, T, S). */
export function attentionWeights(q: tf.Tensor4D, k: tf.Tensor4D, visibility: Visibility): tf.Tensor4D {
  const scores = tf.matMul(tf.mul(q, 1 / Math.sqrt(q.shape[3])) as tf.Tensor4D, k, false, true);
  const added = addedToScores(q, k, visibility);
  return tf.softmax(added ? tf.add(scores, added) : scores) as tf.Tensor4D;
}

/** The values as the queries see them, each (B, heads, tokens, D); weights are dropped in training. */
export function attend(q: tf.Tensor4D, k: tf.Tensor4D, v: tf.Tensor4D, options: AttendOptions): tf.Tensor4D {
  const { causal, dropout, context } = options;
  if (context.training && dropout > 0) {
    const weights = attentionWeights(q, k, options);
    const kept = randomBernoulli(randomOf(context, 'MultiHeadAttention'), weights.shape, 1 - dropout);
    const scale = dropout < 1 ? 1 / (1 - dropout) : 0;
    return tf.matMul(tf.mul(weights, tf.mul(kept, scale)), v) as tf.Tensor4D;
  }
  // of fewer queries than keys the operation would take the first ones, not the last
  const isSquare = q.shape[2] === k.shape[2];
  const mask = addedToScores(q, k, { ...options, causal: causal && !isSquare });
  return scaledDotProductAttention(q, k, v, { causal: causal && isSquare, ...(mask && { mask }) }) as tf.Tensor4D;
}

/** What is added to the scores; undefined where nothing is. */
function addedToScores(q: tf.Tensor4D, k: tf.Tensor4D, { causal, mask, bias }: Visibility): tf.Tensor | undefined {
  const [queries, keys] = [q.shape[2], k.shape[2]];
  const added = [
    ...(causal && queries > 1 ? [causalBias(queries, keys)] : []),
    ...(mask ? [maskBias(mask, q, keys)] : []),
    ...(bias ? [perHead(bias, q, keys, 'bias')] : []),
  ];
  return added.length > 0 ? added.reduce((sum, each) => tf.add(sum, each)) : undefined;
}

/** (T, S): zero up to the query's position, {@link HIDDEN} after it. */
function causalBias(queries: number, keys: number): tf.Tensor {
  const values = new Float32Array(queries * keys);
  const offset = keys - queries;
  for (let t = 0; t < queries; t++) values.fill(HIDDEN, t * keys + Math.max(0, t + offset + 1), (t + 1) * keys);
  return tf.tensor2d(values, [queries, keys]);
}

/** A mask of ones and zeros as something to add: 0 and {@link HIDDEN}. */
function maskBias(mask: tf.Tensor, q: tf.Tensor4D, keys: number): tf.Tensor {
  const hidden = tf.sub(1, tf.cast(tf.cast(mask, 'bool'), 'float32'));
  return tf.mul(perHead(hidden, q, keys, 'mask'), HIDDEN);
}

/** (B, S), (B, T, S) or (B, heads, T, S), where B and heads may be 1, with all four axes. */
function perHead(x: tf.Tensor, q: tf.Tensor4D, keys: number, name: string): tf.Tensor {
  const [batch, heads, queries] = q.shape;
  const shape = x.shape.length === 2 ? [x.shape[0], 1, 1, x.shape[1]] : [x.shape[0], 1, ...x.shape.slice(1)];
  const four = x.shape.length === 4 ? x.shape : shape;
  const allowed = [[1, batch], [1, heads], x.shape.length === 2 ? [1] : [queries], [keys]];
  if (four.length !== 4 || four.some((size, axis) => !allowed[axis].includes(size))) {
    const shapes = `[${batch},${keys}], [${batch},${queries},${keys}] or [${batch},${heads},${queries},${keys}]`;
    throw new InvalidArgumentError(name, 'MultiHeadAttention', `have shape ${shapes}`, new Got(`[${x.shape}]`));
  }
  return tf.reshape(x, four);
}
