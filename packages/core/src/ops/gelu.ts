import { add, customGrad, div, erf, exp, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { fusedKernel, isDifferentiatedAgain } from './fused-kernel.js';

/** The normal distribution function at every entry: (1 + erf(x / sqrt 2)) / 2. */
function normalCdf(x: Tensor): Tensor {
  return tidy(() => mul(add(erf(div(x, Math.SQRT2)), 1), 0.5));
}

const fused = customGrad((x, save) => {
  const input = x as Tensor;
  const [value, cdf] = fusedKernel<Tensor[]>('Gelu', { x: input }) ?? composed(input);
  (save as (tensors: Tensor[]) => void)([input, cdf]);
  return {
    value,
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [input, cdf] = saved;
      if (isDifferentiatedAgain()) return composedGradient(dy, input, normalCdf(input));
      return fusedKernel<Tensor>('GeluGrad', { dy, x: input, cdf }) ?? composedGradient(dy, input, cdf);
    },
  };
});

function composed(x: Tensor): Tensor[] {
  const cdf = normalCdf(x);
  return [mul(x, cdf), cdf];
}

/** dy (cdf(x) + x pdf(x)) */
function composedGradient(dy: Tensor, x: Tensor, cdf: Tensor): Tensor {
  return tidy(() => {
    const density = mul(exp(mul(mul(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return mul(dy, add(cdf, mul(x, density)));
  });
}

/**
 * The Gaussian error linear unit, x P(Z <= x) for a standard normal Z (Hendrycks and Gimpel 2016), exact (by erf), with a gradient
 * of its own that takes fewer passes over memory than the tape of its parts.
 *
 * @param x any shape
 * @returns the same shape
 *
 * @example
 * ```ts
 * import { gelu, tf } from '@ai/core';
 *
 * gelu(tf.tensor1d([-1, 0, 1])).print(); // [-0.1587, 0, 0.8413]
 * ```
 */
export function gelu(x: Tensor): Tensor {
  return fused(x);
}
