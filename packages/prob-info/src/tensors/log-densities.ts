import { tf } from '@ai/core';

const LOG_TWO_PI = Math.log(2 * Math.PI);

// Shapes broadcast as in tf; nothing is disposed, results belong to the caller (or to the tidy around).

/**
 * The log density of normal variables, element by element; differentiable in all three.
 *
 * @param x values, any shape
 * @param mean of a shape that broadcasts with x
 * @param logStandardDeviation the logarithm of the standard deviation (any number is valid), of a shape that broadcasts with x
 * @returns the broadcast shape
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { normalLogDensity } from '@ai/prob-info';
 *
 * normalLogDensity(tf.tensor1d([0, 1]), tf.scalar(0), tf.scalar(0)).dataSync(); // -0.919, -1.419
 * ```
 */
export function normalLogDensity(x: tf.Tensor, mean: tf.Tensor, logStandardDeviation: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const z = x.sub(mean).mul(logStandardDeviation.neg().exp());
    return z.square().add(LOG_TWO_PI).mul(-0.5).sub(logStandardDeviation);
  });
}

/**
 * The Kullback-Leibler divergence of diagonal normals from the standard normal, summed over the last axis: the latent term of a
 * variational autoencoder (Kingma and Welling, 2014, appendix B).
 *
 * @param mean [..., D]
 * @param logVariance [..., D]
 * @returns [...], >= 0
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { standardNormalKl } from '@ai/prob-info';
 *
 * standardNormalKl(tf.tensor2d([[1, 0]]), tf.zeros([1, 2])).print(); // [0.5]
 * ```
 */
export function standardNormalKl(mean: tf.Tensor, logVariance: tf.Tensor): tf.Tensor {
  return tf.tidy(() => logVariance.expm1().sub(logVariance).add(mean.square()).sum(-1).mul(0.5));
}

/**
 * The Kullback-Leibler divergence between diagonal normals, D(p || q), summed over the last axis.
 *
 * @param p mean and logVariance, [..., D] each
 * @param q mean and logVariance, [..., D] each
 * @returns [...], >= 0
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { diagonalNormalKl } from '@ai/prob-info';
 *
 * const logVariance = tf.zeros([1, 2]);
 * diagonalNormalKl({ mean: tf.ones([1, 2]), logVariance }, { mean: tf.zeros([1, 2]), logVariance }).print(); // [1]
 * ```
 */
export function diagonalNormalKl(p: DiagonalNormalTensors, q: DiagonalNormalTensors): tf.Tensor {
  return tf.tidy(() => {
    const logRatio = p.logVariance.sub(q.logVariance);
    const distance = p.mean.sub(q.mean).square().mul(q.logVariance.neg().exp());
    return logRatio.expm1().sub(logRatio).add(distance).sum(-1).mul(0.5);
  });
}

/** Means and log variances of diagonal normals, [..., D] each. */
export interface DiagonalNormalTensors {
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}

/**
 * The log probability of Bernoulli outcomes from logits, element by element, without overflow at any logit: minus the binary cross
 * entropy.
 *
 * @param x outcomes 0 or 1 (or targets between), any shape
 * @param logits log-odds of 1, of a shape that broadcasts with x
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { bernoulliLogProbability } from '@ai/prob-info';
 *
 * bernoulliLogProbability(tf.tensor1d([1, 0]), tf.tensor1d([0, 2])).print(); // [-0.6931, -2.1269]
 * ```
 */
export function bernoulliLogProbability(x: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return tf.tidy(() => x.mul(logits).sub(softplus(logits)));
}

/** log(1 + e^x) as max(x, 0) + log1p(e^-|x|). */
function softplus(x: tf.Tensor): tf.Tensor {
  return x.relu().add(x.abs().neg().exp().log1p());
}

/**
 * The log probability of classes from logits.
 *
 * @param classes integers in [0, K), int32, of the logits' shape less its last axis
 * @param logits [..., K] unnormalised log-probabilities
 * @returns the shape of `classes`
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { categoricalLogProbability } from '@ai/prob-info';
 *
 * categoricalLogProbability(tf.tensor1d([2], 'int32'), tf.zeros([1, 4])).print(); // [-1.3863]
 * ```
 */
export function categoricalLogProbability(classes: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const oneHot = tf.oneHot(classes.toInt() as tf.Tensor1D, logits.shape[logits.shape.length - 1] as number);
    return tf.logSoftmax(logits, -1).mul(oneHot).sum(-1);
  });
}

/**
 * The cross entropy -sum of target x log softmax(logits), over the last axis.
 *
 * @param targets [..., K] probabilities
 * @param logits [..., K]
 * @returns [...], in nats
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { crossEntropyFromLogits } from '@ai/prob-info';
 *
 * crossEntropyFromLogits(tf.tensor2d([[0.5, 0.5]]), tf.zeros([1, 2])).print(); // [0.6931]
 * ```
 */
export function crossEntropyFromLogits(targets: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.logSoftmax(logits, -1).mul(targets).sum(-1).neg());
}

/**
 * The Kullback-Leibler divergence between categorical distributions given by logits, D(softmax(p) || softmax(q)), over the last axis.
 *
 * @param pLogits [..., K]
 * @param qLogits [..., K]
 * @returns [...], in nats
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { categoricalKlFromLogits } from '@ai/prob-info';
 *
 * categoricalKlFromLogits(tf.zeros([1, 2]), tf.tensor2d([[2, 0]])).print(); // [0.4338]
 * ```
 */
export function categoricalKlFromLogits(pLogits: tf.Tensor, qLogits: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const logP = tf.logSoftmax(pLogits, -1);
    return logP
      .exp()
      .mul(logP.sub(tf.logSoftmax(qLogits, -1)))
      .sum(-1);
  });
}

/**
 * The entropy of categorical distributions given by logits, over the last axis.
 *
 * @param logits [..., K]
 * @returns [...], in nats
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { categoricalEntropyFromLogits } from '@ai/prob-info';
 *
 * categoricalEntropyFromLogits(tf.zeros([1, 4])).print(); // [1.3863]
 * ```
 */
export function categoricalEntropyFromLogits(logits: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const logP = tf.logSoftmax(logits, -1);
    return logP.exp().mul(logP).sum(-1).neg();
  });
}
