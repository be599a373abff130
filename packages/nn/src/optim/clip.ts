import { checkNumber, tf } from '@ai/core';
import type { Gradients } from './optimizer.js';

/** The Euclidean norm of all gradients taken as one vector. */
export function gradientNorm(gradients: Gradients): tf.Scalar {
  return tf.tidy(() => {
    const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
    return tf.sqrt(squares.length === 0 ? tf.scalar(0) : tf.addN(squares)) as tf.Scalar;
  });
}

/**
 * Gradients scaled so that their common norm is at most `maxNorm` (Pascanu, Mikolov and Bengio, 2013), and the norm before. The
 * caller disposes both.
 *
 * @throws InvalidArgumentError unless `maxNorm` is a positive number
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { clipGradientNorm } from '@ai/nn';
 *
 * const { gradients, norm } = clipGradientNorm({ w: tf.tensor1d([3, 4]) }, 1);
 * console.log(norm.dataSync()[0], gradients['w'].dataSync()); // 5, [0.6, 0.8]
 * tf.dispose([norm, gradients]);
 * ```
 */
export function clipGradientNorm(
  gradients: Gradients,
  maxNorm: number,
): { gradients: Record<string, tf.Tensor>; norm: tf.Scalar } {
  checkNumber(maxNorm, 'maxNorm', 'clipGradientNorm', { above: 0 });
  return tf.tidy(() => {
    const norm = gradientNorm(gradients);
    const factor = tf.minimum(tf.div(maxNorm, tf.add(norm, 1e-6)), 1);
    return { gradients: mapGradients(gradients, (gradient) => tf.mul(gradient, factor)), norm };
  });
}

/**
 * Every entry of the gradients limited to [-limit, limit]. The caller disposes them.
 *
 * @throws InvalidArgumentError unless `limit` is a positive number
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { clipGradientValue } from '@ai/nn';
 *
 * const { w } = clipGradientValue({ w: tf.tensor1d([3, -0.5]) }, 1);
 * console.log(w.dataSync()); // [1, -0.5]
 * w.dispose();
 * ```
 */
export function clipGradientValue(gradients: Gradients, limit: number): Record<string, tf.Tensor> {
  checkNumber(limit, 'limit', 'clipGradientValue', { above: 0 });
  return tf.tidy(() => mapGradients(gradients, (gradient) => tf.clipByValue(gradient, -limit, limit)));
}

function mapGradients(gradients: Gradients, fn: (gradient: tf.Tensor) => tf.Tensor): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, fn(gradient)]));
}
