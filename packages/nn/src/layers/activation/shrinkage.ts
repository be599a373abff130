import { checkNumber, tf } from '@ai/core';

/**
 * x where |x| > lambda, else 0.
 *
 * @param lambda
 * @default lambda 0.5
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { hardShrink } from '@ai/nn';
 *
 * hardShrink(tf.tensor1d([-1, 0.25, 1])).print(); // [-1, 0, 1]
 * ```
 */
export function hardShrink(x: tf.Tensor, lambda = 0.5): tf.Tensor {
  checkNumber(lambda, 'lambda', 'hardShrink', { min: 0 });
  return tf.tidy(() => tf.mul(x, tf.cast(tf.greater(tf.abs(x), lambda), 'float32')));
}

/**
 * x moved by lambda towards 0, and 0 within it.
 *
 * @param lambda
 * @default lambda 0.5
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { softShrink } from '@ai/nn';
 *
 * softShrink(tf.tensor1d([-1, 0.25, 1])).print(); // [-0.5, 0, 0.5]
 * ```
 */
export function softShrink(x: tf.Tensor, lambda = 0.5): tf.Tensor {
  checkNumber(lambda, 'lambda', 'softShrink', { min: 0 });
  return tf.tidy(() => tf.sub(tf.relu(tf.sub(x, lambda)), tf.relu(tf.sub(tf.neg(x), lambda))));
}

/**
 * x - tanh(x).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { tanhShrink } from '@ai/nn';
 *
 * tanhShrink(tf.tensor1d([-1, 0, 1])).print(); // [-0.2384, 0, 0.2384]
 * ```
 */
export function tanhShrink(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.sub(x, tf.tanh(x)));
}
