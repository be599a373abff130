import { tf } from '@ai/core';

/**
 * exp(x) / sum exp(x) over an axis.
 *
 * @param axis
 * @default axis -1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { softmax } from '@ai/nn';
 *
 * softmax(tf.tensor1d([0, 0, 100])).print(); // [0, 0, 1]
 * ```
 */
export function softmax(x: tf.Tensor, axis = -1): tf.Tensor {
  return overAxis(x, axis, (last) => tf.softmax(last));
}

/**
 * log softmax(x), without overflow.
 *
 * @param axis
 * @default axis -1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { logSoftmax } from '@ai/nn';
 *
 * logSoftmax(tf.tensor1d([0, 0])).print(); // [-0.6931, -0.6931]
 * ```
 */
export function logSoftmax(x: tf.Tensor, axis = -1): tf.Tensor {
  return overAxis(x, axis, (last) => tf.logSoftmax(last));
}

/** TensorFlow.js's softmax works on the last axis only. */
function overAxis(x: tf.Tensor, axis: number, fn: (last: tf.Tensor) => tf.Tensor): tf.Tensor {
  const rank = x.shape.length;
  const at = axis < 0 ? axis + rank : axis;
  if (at === rank - 1) return fn(x);
  const swap = x.shape.map((_, i) => (i === at ? rank - 1 : i === rank - 1 ? at : i));
  return tf.tidy(() => tf.transpose(fn(tf.transpose(x, swap)), swap));
}
