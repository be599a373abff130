import { tf } from '@ai/core';

/**
 * Turns a log density written in tensor operations into the gradient that {@link maximumLikelihood} takes, by the tape. Tensors are
 * float32: the estimate then has about 6 digits, so give `gradientTolerance` 1e-5.
 *
 * @param logDensity a scalar tensor from the D parameters (a 1-D tensor) and one observation
 * @example
 * ```ts
 * import { maximumLikelihood, tapeGradient } from '@ai/prob-info';
 *
 * const { parameters } = maximumLikelihood(([rate], x: number) => Math.log(rate) - rate * x, [0.4, 1.1, 0.7], {
 *   start: [1],
 *   lower: [1e-3],
 *   gradient: tapeGradient((rate, x: number) => rate.log().sub(rate.mul(x)).sum()),
 *   gradientTolerance: 1e-5,
 * });
 * ```
 */
export function tapeGradient<Datum>(logDensity: (parameters: tf.Tensor1D, datum: Datum) => tf.Tensor) {
  return (parameters: Float64Array, datum: Datum): Float64Array => {
    const gradient = tf.tidy(() =>
      tf.grad((point) => logDensity(point as tf.Tensor1D, datum).sum())(tf.tensor1d(Array.from(parameters))),
    );
    const values = Float64Array.from(gradient.dataSync());
    gradient.dispose();
    return values;
  };
}
