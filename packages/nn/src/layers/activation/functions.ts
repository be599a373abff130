import { checkNumber, gelu as exactGelu, tf } from '@ai/core';

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
