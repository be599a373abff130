import { tf } from '@ai/core';

/** x for x > 0, else weight x; the weight is broadcast over the last axis. */
export function prelu(x: tf.Tensor, weight: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.sub(tf.relu(x), tf.mul(weight, tf.relu(tf.neg(x)))));
}
