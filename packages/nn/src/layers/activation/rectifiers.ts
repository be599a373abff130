import { checkNumber, tf } from '@ai/core';

/**
 * max(x, 0).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { relu } from '@ai/nn';
 *
 * relu(tf.tensor1d([-1, 0, 2])).print(); // [0, 0, 2]
 * ```
 */
export function relu(x: tf.Tensor): tf.Tensor {
  return tf.relu(x);
}

/**
 * min(max(x, 0), 6).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { relu6 } from '@ai/nn';
 *
 * relu6(tf.tensor1d([-1, 2, 8])).print(); // [0, 2, 6]
 * ```
 */
export function relu6(x: tf.Tensor): tf.Tensor {
  return tf.relu6(x);
}

/**
 * x for x > 0, else slope x.
 *
 * @param slope
 * @default slope 0.01
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { leakyRelu } from '@ai/nn';
 *
 * leakyRelu(tf.tensor1d([-1, 2]), 0.1).print(); // [-0.1, 2]
 * ```
 */
export function leakyRelu(x: tf.Tensor, slope = 0.01): tf.Tensor {
  checkNumber(slope, 'slope', 'leakyRelu');
  return tf.leakyRelu(x, slope);
}

/**
 * x for x > 0, else alpha (exp(x) - 1) (Clevert et al., 2016).
 *
 * @param alpha
 * @default alpha 1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { elu } from '@ai/nn';
 *
 * elu(tf.tensor1d([-1, 2])).print(); // [-0.6321, 2]
 * ```
 */
export function elu(x: tf.Tensor, alpha = 1): tf.Tensor {
  checkNumber(alpha, 'alpha', 'elu');
  if (alpha === 1) return tf.elu(x);
  return tf.tidy(() => tf.add(tf.relu(x), tf.mul(alpha, tf.elu(tf.minimum(x, tf.zerosLike(x))))));
}

/**
 * x for x > 0, else alpha (exp(x / alpha) - 1), whose slope is continuous (Barron, 2017).
 *
 * @param alpha
 * @default alpha 1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { celu } from '@ai/nn';
 *
 * celu(tf.tensor1d([-1, 2]), 2).print(); // [-0.7869, 2]
 * ```
 */
export function celu(x: tf.Tensor, alpha = 1): tf.Tensor {
  checkNumber(alpha, 'alpha', 'celu', { above: 0 });
  return alpha === 1 ? tf.elu(x) : tf.tidy(() => tf.mul(tf.elu(tf.div(x, alpha)), alpha));
}

/**
 * Self-normalizing ELU with its two constants (Klambauer et al., 2017).
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { selu } from '@ai/nn';
 *
 * selu(tf.tensor1d([-1, 1])).print(); // [-1.1113, 1.0507]
 * ```
 */
export function selu(x: tf.Tensor): tf.Tensor {
  return tf.selu(x);
}

/**
 * log(1 + exp(beta x)) / beta, without overflow.
 *
 * @param beta
 * @default beta 1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { softplus } from '@ai/nn';
 *
 * softplus(tf.tensor1d([-1, 0, 100])).print(); // [0.3133, 0.6931, 100]
 * ```
 */
export function softplus(x: tf.Tensor, beta = 1): tf.Tensor {
  checkNumber(beta, 'beta', 'softplus', { above: 0 });
  if (beta === 1) return tf.softplus(x);
  return tf.tidy(() => tf.div(tf.softplus(tf.mul(x, beta)), beta));
}
