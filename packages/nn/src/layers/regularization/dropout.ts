import { checkNumber, randomBernoulli, tf } from '@ai/core';
import { type ForwardContext, INFERENCE, randomOf } from '../../module/context.js';
import { Module } from '../../module/module.js';

/**
 * In training sets each entry to zero with probability `rate` and scales the others by 1 / (1 - rate) (Srivastava et al., 2014);
 * in inference it is the identity. Any shape; a rate of 1 gives zeros.
 *
 * @throws InvalidArgumentError for a rate outside [0, 1], and in training without `context.random`
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Dropout } from '@ai/nn';
 *
 * new Dropout(0.5).forward(tf.ones([2, 4]), { training: true, random: new Random(1) }); // zeros and twos
 * ```
 */
export class Dropout extends Module {
  constructor(readonly rate = 0.5) {
    super();
    checkNumber(rate, 'rate', 'Dropout', { min: 0, max: 1 });
  }

  forward(x: tf.Tensor, context: ForwardContext = INFERENCE): tf.Tensor {
    return dropMasked(x, x.shape, this.rate, context, 'Dropout');
  }
}

/**
 * In training sets whole channels to zero: (B, ..., C), one draw per sample and channel (Tompson et al., 2015).
 *
 * @throws InvalidArgumentError as {@link Dropout}
 */
export class ChannelDropout extends Module {
  constructor(readonly rate = 0.5) {
    super();
    checkNumber(rate, 'rate', 'ChannelDropout', { min: 0, max: 1 });
  }

  forward(x: tf.Tensor, context: ForwardContext = INFERENCE): tf.Tensor {
    const last = x.shape.length - 1;
    const mask = x.shape.map((size, axis) => (axis === 0 || axis === last ? size : 1));
    return dropMasked(x, mask, this.rate, context, 'ChannelDropout');
  }
}

/**
 * Stochastic depth: in training sets the whole sample to zero with probability `rate` and scales the others by 1 / (1 - rate); put
 * it at the end of a residual branch (Huang et al., 2016).
 *
 * @throws InvalidArgumentError as {@link Dropout}
 */
export class DropPath extends Module {
  constructor(readonly rate = 0.1) {
    super();
    checkNumber(rate, 'rate', 'DropPath', { min: 0, max: 1 });
  }

  forward(x: tf.Tensor, context: ForwardContext = INFERENCE): tf.Tensor {
    const mask = x.shape.map((size, axis) => (axis === 0 ? size : 1));
    return dropMasked(x, mask, this.rate, context, 'DropPath');
  }
}

/** `x` times a mask of zeros and 1 / (1 - rate) that is broadcast from `maskShape`; a copy of `x` in inference. */
function dropMasked(
  x: tf.Tensor,
  maskShape: readonly number[],
  rate: number,
  context: ForwardContext,
  owner: string,
): tf.Tensor {
  if (!context.training || rate === 0) return tf.clone(x);
  const random = randomOf(context, owner);
  if (rate === 1) return tf.zerosLike(x);
  const keep = 1 - rate;
  return tf.tidy(() => tf.mul(x, tf.mul(randomBernoulli(random, maskShape, keep), 1 / keep)));
}
