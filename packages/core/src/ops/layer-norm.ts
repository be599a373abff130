import {
  add,
  customGrad,
  mean,
  mul,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  tidy,
} from '@tensorflow/tfjs-core';
import { Got, InvalidArgumentError } from '../errors.js';
import { checkNumber } from '../input/check.js';
import { fusedKernel, isDifferentiatedAgain } from './fused-kernel.js';

/**
 * Layer normalization over the last axis (Ba, Kiros and Hinton 2016): (x - mean) / sqrt(variance + epsilon) * scale + offset, with the
 * biased variance, and a gradient of its own.
 *
 * @param x [..., C]
 * @param scale [C]
 * @param offset [C]
 * @param epsilon added to the variance
 * @default epsilon 1e-5
 * @returns the shape of x
 * @throws InvalidArgumentError if scale or offset is not [C]
 *
 * @example
 * ```ts
 * import { layerNorm, tf } from '@ai/core';
 *
 * layerNorm(tf.tensor2d([[1, 3]]), tf.ones([2]), tf.zeros([2])).print(); // [[-1, 1]]
 * ```
 */
export function layerNorm(x: Tensor, scale: Tensor1D, offset: Tensor1D, epsilon = 1e-5): Tensor {
  checkNumber(epsilon, 'epsilon', 'layerNorm', { min: 0 });
  const channels = x.shape[x.rank - 1];
  for (const [name, vector] of [
    ['scale', scale],
    ['offset', offset],
  ] as const) {
    if (vector.rank !== 1 || vector.shape[0] !== channels) {
      throw new InvalidArgumentError(name, 'layerNorm', `be of shape [${channels}]`, new Got(`[${vector.shape}]`));
    }
  }
  return customGrad((x, scale, offset, save) => {
    const [input, gain, shift] = [x, scale, offset] as Tensor[];
    const inputs = { x: input, scale: gain, offset: shift };
    const [value, average, inverse] =
      fusedKernel<Tensor[]>('LayerNorm', inputs, { epsilon }) ?? composed(inputs, epsilon);
    (save as (tensors: Tensor[]) => void)([input, gain, average, inverse]);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [input, gain, average, inverse] = saved;
        if (isDifferentiatedAgain())
          return composedGradient({ dy, x: input, scale: gain, ...statistics(input, epsilon) });
        const given = { dy, x: input, scale: gain, mean: average, inverse };
        return fusedKernel<Tensor[]>('LayerNormGrad', given) ?? composedGradient(given);
      },
    };
  })(x, scale, offset);
}

/** The normalized values, the means and the inverse standard deviations. */
function composed({ x, scale, offset }: { x: Tensor; scale: Tensor; offset: Tensor }, epsilon: number): Tensor[] {
  return tidy(() => {
    const { mean: average, inverse } = statistics(x, epsilon);
    return [add(mul(mul(sub(x, average), inverse), scale), offset), average, inverse];
  });
}

/** Means and inverse standard deviations over the last axis. */
function statistics(x: Tensor, epsilon: number): { mean: Tensor; inverse: Tensor } {
  const average = mean(x, -1, true);
  return { mean: average, inverse: rsqrt(add(mean(square(sub(x, average)), -1, true), epsilon)) };
}

function composedGradient(given: { dy: Tensor; x: Tensor; scale: Tensor; mean: Tensor; inverse: Tensor }): Tensor[] {
  return tidy(() => {
    const { dy, x, scale, inverse } = given;
    const normalized = mul(sub(x, given.mean), inverse);
    const error = mul(dy, scale);
    const alongNormalized = mul(normalized, mean(mul(error, normalized), -1, true));
    const dx = mul(sub(sub(error, mean(error, -1, true)), alongNormalized), inverse);
    const leading = x.shape.map((_, axis) => axis).slice(0, -1);
    return [dx, sum(mul(dy, normalized), leading), sum(dy, leading)];
  });
}
