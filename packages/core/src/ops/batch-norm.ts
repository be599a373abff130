import {
  add,
  batchNorm,
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

/** What {@link batchNormTraining} gives. */
export interface BatchNormResult {
  /** The normalized values, of the shape of x. */
  readonly value: Tensor;
  /** [C]: the batch's means. No gradient flows through them. */
  readonly mean: Tensor1D;
  /** [C]: the batch's biased variances. No gradient flows through them. */
  readonly variance: Tensor1D;
}

/**
 * Batch normalization with the statistics of the batch (Ioffe and Szegedy 2015, algorithm 1): (x - mean) / sqrt(variance + epsilon) *
 * scale + offset for each channel, with a gradient of its own (their section 3) that also flows through the statistics, in half the
 * passes over memory of the tape of its parts.
 *
 * @param x [..., C], channels last
 * @param scale [C]
 * @param offset [C]
 * @param epsilon added to the variance
 * @default epsilon 1e-5
 * @throws InvalidArgumentError if scale or offset is not [C]
 *
 * @example
 * ```ts
 * import { batchNormTraining, tf } from '@ai/core';
 *
 * const { value, mean } = batchNormTraining(tf.tensor2d([[1], [3]]), tf.ones([1]), tf.zeros([1]));
 * value.print(); // [[-1], [1]]
 * mean.print(); // [2]
 * ```
 */
export function batchNormTraining(x: Tensor, scale: Tensor1D, offset: Tensor1D, epsilon = 1e-5): BatchNormResult {
  checkNumber(epsilon, 'epsilon', 'batchNormTraining', { min: 0 });
  const channels = x.shape[x.rank - 1];
  for (const [name, vector] of [
    ['scale', scale],
    ['offset', offset],
  ] as const) {
    if (vector.rank !== 1 || vector.shape[0] !== channels) {
      throw new InvalidArgumentError(
        name,
        'batchNormTraining',
        `be of shape [${channels}]`,
        new Got(`[${vector.shape}]`),
      );
    }
  }
  const axes = x.shape.map((_, axis) => axis).slice(0, -1);
  const count = x.size / channels;
  const [average, variance] = tidy(() => {
    const average = mean(x, axes);
    return [average as Tensor1D, mean(square(sub(x, average)), axes) as Tensor1D];
  });
  const normalize = customGrad((x, scale, offset, save) => {
    const [input, gain, shift] = [x, scale, offset] as Tensor[];
    (save as (tensors: Tensor[]) => void)([input, gain, average, variance]);
    return {
      value: batchNorm(input as never, average, variance, shift as Tensor1D, gain as Tensor1D, epsilon),
      gradFunc: (dy: Tensor, saved: Tensor[]) => gradients(dy, saved, axes, count, epsilon),
    };
  });
  return { value: normalize(x, scale, offset), mean: average, variance };
}

/**
 * dx = scale inverse (dy - mean(dy) - centered inverse^2 mean(dy centered)), with all that is per channel multiplied first; of scale and
 * offset, the sums.
 */
function gradients(
  dy: Tensor,
  [x, scale, average, variance]: Tensor[],
  axes: number[],
  count: number,
  epsilon: number,
): Tensor[] {
  return tidy(() => {
    const inverse = rsqrt(add(variance, epsilon));
    const centered = sub(x, average);
    const errors = sum(dy, axes);
    const along = sum(mul(dy, centered), axes);
    const gain = mul(scale, inverse);
    const share = mul(gain, -1 / count);
    const correction = add(mul(centered, mul(mul(along, square(inverse)), share)), mul(errors, share));
    return [add(mul(dy, gain), correction), mul(along, inverse), errors];
  });
}
