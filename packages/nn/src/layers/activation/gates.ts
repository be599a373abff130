import { gelu as exactGelu, tf } from '@ai/core';
import { hardSigmoid } from './sigmoids.js';

/**
 * x Phi(x), Phi the normal distribution function; 'tanh' is the approximation of GPT-2 (Hendrycks and Gimpel, 2016).
 *
 * @default 'none'
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { gelu } from '@ai/nn';
 *
 * gelu(tf.tensor1d([-1, 0, 1])).print(); // [-0.1587, 0, 0.8413]
 * ```
 */
export function gelu(x: tf.Tensor, approximate: 'none' | 'tanh' = 'none'): tf.Tensor {
  if (approximate === 'none') return exactGelu(x);
  return tf.tidy(() => {
    const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
    return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
  });
}

/**
 * x sigmoid(x), also called swish.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { silu } from '@ai/nn';
 *
 * silu(tf.tensor1d([-1, 0, 1])).print(); // [-0.2689, 0, 0.7311]
 * ```
 */
export function silu(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(x, tf.sigmoid(x)));
}

/**
 * x tanh(softplus(x)) (Misra, 2020).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { mish } from '@ai/nn';
 *
 * mish(tf.tensor1d([-1, 0, 1])).print(); // [-0.3034, 0, 0.8651]
 * ```
 */
export function mish(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(x, tf.tanh(tf.softplus(x))));
}

/**
 * x hardSigmoid(x) (Howard et al., MobileNetV3, 2019).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { hardSwish } from '@ai/nn';
 *
 * hardSwish(tf.tensor1d([-4, 0, 3])).print(); // [0, 0, 3]
 * ```
 */
export function hardSwish(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(x, hardSigmoid(x)));
}

/**
 * First half of an axis times the sigmoid of the second (Dauphin et al., 2017).
 *
 * @param axis
 * @default axis -1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { glu } from '@ai/nn';
 *
 * glu(tf.tensor1d([3, 4, 0, 100])).print(); // [1.5, 4]
 * ```
 */
export function glu(x: tf.Tensor, axis = -1): tf.Tensor {
  return tf.tidy(() => {
    const [a, b] = tf.split(x, 2, axis);
    return tf.mul(a, tf.sigmoid(b));
  });
}
