import { tf } from '@ai/core';

/**
 * Linear map of one axis: entry i of the result is sum_j weights[i][j] x[j] along it.
 *
 * @param weights (out, size of the axis)
 */
export function mapAxis(x: tf.Tensor, axis: number, weights: readonly (readonly number[])[]): tf.Tensor {
  const rank = x.shape.length;
  const order = [...x.shape.keys()].filter((i) => i !== axis);
  const rows = tf.reshape(tf.transpose(x, [...order, axis]), [-1, x.shape[axis]]) as tf.Tensor2D;
  const mapped = tf.matMul(rows, tf.tensor2d(weights as number[][]), false, true);
  const back = [...x.shape.keys()].map((i) => (i < axis ? i : i === axis ? rank - 1 : i - 1));
  return tf.transpose(tf.reshape(mapped, [...order.map((i) => x.shape[i]), weights.length]), back);
}
