import { tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';

/**
 * Puts `factors[i]` - 1 zeros between the entries of axis i: TensorFlow.js has no gradient for dilated convolutions.
 *
 * @param factors axes without one stay
 */
export function spread(x: tf.Tensor, factors: readonly number[]): tf.Tensor {
  return factors.reduce((wide, factor, axis) => {
    if (factor === 1) return wide;
    const { shape } = wide;
    const split = tf.reshape(wide, [sizeOf(shape.slice(0, axis)) * shape[axis], 1, sizeOf(shape.slice(axis + 1))]);
    const padded = tf.pad(split, [
      [0, 0],
      [0, factor - 1],
      [0, 0],
    ]);
    const full = tf.reshape(padded, [...shape.slice(0, axis), shape[axis] * factor, ...shape.slice(axis + 1)]);
    const begin = shape.map(() => 0);
    return tf.slice(
      full,
      begin,
      shape.map((size, i) => (i === axis ? (size - 1) * factor + 1 : size)),
    );
  }, x);
}
