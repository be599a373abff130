import { checkNumber, tf } from '@ai/core';

/**
 * 1 for x > 0, else 0; its gradient is 0.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { step } from '@ai/nn';
 *
 * step(tf.tensor1d([-2, 0, 3])).print(); // [0, 0, 1]
 * ```
 */
export function step(x: tf.Tensor): tf.Tensor {
  return tf.step(x);
}

/**
 * 1 / (1 + exp(-x)).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { sigmoid } from '@ai/nn';
 *
 * sigmoid(tf.tensor1d([-1, 0, 1])).print(); // [0.2689, 0.5, 0.7311]
 * ```
 */
export function sigmoid(x: tf.Tensor): tf.Tensor {
  return tf.sigmoid(x);
}

/**
 * log(1 / (1 + exp(-x))), without overflow.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { logSigmoid } from '@ai/nn';
 *
 * logSigmoid(tf.tensor1d([-100, 0])).print(); // [-100, -0.6931]
 * ```
 */
export function logSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.neg(tf.softplus(tf.neg(x))));
}

/**
 * min(max(x / 6 + 1/2, 0), 1).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { hardSigmoid } from '@ai/nn';
 *
 * hardSigmoid(tf.tensor1d([-4, 0, 1.5])).print(); // [0, 0.5, 0.75]
 * ```
 */
export function hardSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.div(tf.relu6(tf.add(x, 3)), 6));
}

/**
 * The hyperbolic tangent.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { tanh } from '@ai/nn';
 *
 * tanh(tf.tensor1d([-1, 0, 1])).print(); // [-0.7616, 0, 0.7616]
 * ```
 */
export function tanh(x: tf.Tensor): tf.Tensor {
  return tf.tanh(x);
}

/**
 * min(max(x, low), high).
 *
 * @param low
 * @default low -1
 * @param high
 * @default high 1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { hardTanh } from '@ai/nn';
 *
 * hardTanh(tf.tensor1d([-3, 0.5, 3])).print(); // [-1, 0.5, 1]
 * ```
 */
export function hardTanh(x: tf.Tensor, low = -1, high = 1): tf.Tensor {
  checkNumber(low, 'low', 'hardTanh', { below: high });
  return tf.clipByValue(x, low, high);
}

/**
 * x / (1 + |x|).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { softsign } from '@ai/nn';
 *
 * softsign(tf.tensor1d([-1, 0, 3])).print(); // [-0.5, 0, 0.75]
 * ```
 */
export function softsign(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.div(x, tf.add(tf.abs(x), 1)));
}
