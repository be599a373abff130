import { tf } from '@ai/core';

/**
 * x for x > 0, else weight x; the weight is broadcast over the last axis.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { prelu } from '@ai/nn';
 *
 * prelu(tf.tensor1d([-2, 3]), tf.scalar(0.5)).print(); // [-1, 3]
 * ```
 */
export function prelu(x: tf.Tensor, weight: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.sub(tf.relu(x), tf.mul(weight, tf.relu(tf.neg(x)))));
}
