import { checkNumber, tf } from '@ai/core';

/** 1 for x > 0, else 0; its gradient is 0. */
export function step(x: tf.Tensor): tf.Tensor {
  return tf.step(x);
}

/** 1 / (1 + exp(-x)). */
export function sigmoid(x: tf.Tensor): tf.Tensor {
  return tf.sigmoid(x);
}

/** The hyperbolic tangent. */
export function tanh(x: tf.Tensor): tf.Tensor {
  return tf.tanh(x);
}

/** max(x, 0). */
export function relu(x: tf.Tensor): tf.Tensor {
  return tf.relu(x);
}

/** min(max(x, 0), 6). */
export function relu6(x: tf.Tensor): tf.Tensor {
  return tf.relu6(x);
}

/** x for x > 0, else slope x. @param slope @default 0.01 */
export function leakyRelu(x: tf.Tensor, slope = 0.01): tf.Tensor {
  checkNumber(slope, 'slope', 'leakyRelu');
  return tf.leakyRelu(x, slope);
}

/** x for x > 0, else alpha (exp(x) - 1) (Clevert et al., 2016). @param alpha @default 1 */
export function elu(x: tf.Tensor, alpha = 1): tf.Tensor {
  checkNumber(alpha, 'alpha', 'elu');
  if (alpha === 1) return tf.elu(x);
  return tf.tidy(() => tf.add(tf.relu(x), tf.mul(alpha, tf.elu(tf.minimum(x, tf.zerosLike(x))))));
}

/** x for x > 0, else alpha (exp(x / alpha) - 1), whose slope is continuous (Barron, 2017). @param alpha @default 1 */
export function celu(x: tf.Tensor, alpha = 1): tf.Tensor {
  checkNumber(alpha, 'alpha', 'celu', { above: 0 });
  return alpha === 1 ? tf.elu(x) : tf.tidy(() => tf.mul(tf.elu(tf.div(x, alpha)), alpha));
}

/** Self-normalizing ELU with its two constants (Klambauer et al., 2017). */
export function selu(x: tf.Tensor): tf.Tensor {
  return tf.selu(x);
}

/** x Phi(x), Phi the normal distribution function; 'tanh' is the approximation of GPT-2 (Hendrycks and Gimpel, 2016). @default 'none' */
export function gelu(x: tf.Tensor, approximate: 'none' | 'tanh' = 'none'): tf.Tensor {
  return tf.tidy(() => {
    if (approximate === 'none') return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
    const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
    return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
  });
}

/** x sigmoid(x), also called swish. */
export function silu(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(x, tf.sigmoid(x)));
}

/** log(1 + exp(beta x)) / beta, without overflow. @param beta @default 1 */
export function softplus(x: tf.Tensor, beta = 1): tf.Tensor {
  checkNumber(beta, 'beta', 'softplus', { above: 0 });
  if (beta === 1) return tf.softplus(x);
  return tf.tidy(() => tf.div(tf.softplus(tf.mul(x, beta)), beta));
}

/** log(1 / (1 + exp(-x))), without overflow. */
export function logSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.neg(tf.softplus(tf.neg(x))));
}

/** x tanh(softplus(x)) (Misra, 2020). */
export function mish(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(x, tf.tanh(tf.softplus(x))));
}

/** x / (1 + |x|). */
export function softsign(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.div(x, tf.add(tf.abs(x), 1)));
}

/** min(max(x, low), high). @param low @default -1 @param high @default 1 */
export function hardTanh(x: tf.Tensor, low = -1, high = 1): tf.Tensor {
  checkNumber(low, 'low', 'hardTanh', { below: high });
  return tf.clipByValue(x, low, high);
}

/** x where |x| > lambda, else 0. @param lambda @default 0.5 */
export function hardShrink(x: tf.Tensor, lambda = 0.5): tf.Tensor {
  checkNumber(lambda, 'lambda', 'hardShrink', { min: 0 });
  return tf.tidy(() => tf.mul(x, tf.cast(tf.greater(tf.abs(x), lambda), 'float32')));
}

/** x moved by lambda towards 0, and 0 within it. @param lambda @default 0.5 */
export function softShrink(x: tf.Tensor, lambda = 0.5): tf.Tensor {
  checkNumber(lambda, 'lambda', 'softShrink', { min: 0 });
  return tf.tidy(() => tf.sub(tf.relu(tf.sub(x, lambda)), tf.relu(tf.sub(tf.neg(x), lambda))));
}

/** x - tanh(x). */
export function tanhShrink(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.sub(x, tf.tanh(x)));
}

/** min(max(x / 6 + 1/2, 0), 1). */
export function hardSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.div(tf.relu6(tf.add(x, 3)), 6));
}

/** x hardSigmoid(x) (Howard et al., MobileNetV3, 2019). */
export function hardSwish(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(x, hardSigmoid(x)));
}

/** exp(x) / sum exp(x) over an axis. @param axis @default -1 */
export function softmax(x: tf.Tensor, axis = -1): tf.Tensor {
  return overAxis(x, axis, (last) => tf.softmax(last));
}

/** log softmax(x), without overflow. @param axis @default -1 */
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

/** First half of an axis times the sigmoid of the second (Dauphin et al., 2017). @param axis @default -1 */
export function glu(x: tf.Tensor, axis = -1): tf.Tensor {
  return tf.tidy(() => {
    const [a, b] = tf.split(x, 2, axis);
    return tf.mul(a, tf.sigmoid(b));
  });
}
