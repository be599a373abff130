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
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { ChannelDropout } from '@ai/nn';
 *
 * new ChannelDropout(0.2).forward(tf.ones([2, 4, 4, 8]), { training: true, random: new Random(1) });
 * ```
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
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { DropPath } from '@ai/nn';
 *
 * new DropPath(0.1).forward(tf.ones([8, 16]), { training: true, random: new Random(1) });
 * ```
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

/** What SELU gives for -infinity: -scale alpha (Klambauer et al., 2017). */
const SELU_MINIMUM = -1.0507009873554805 * 1.6732632423543772;

/**
 * Dropout for networks of SELUs: dropped entries become SELU's lower bound, and all are scaled and moved so that mean 0 and variance 1
 * stay (Klambauer et al., "Self-Normalizing Neural Networks", 2017). Any shape; a rate of 1 gives zeros, as in PyTorch.
 *
 * @throws InvalidArgumentError as {@link Dropout}
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { AlphaDropout } from '@ai/nn';
 *
 * new AlphaDropout(0.1).forward(tf.ones([8, 16]), { training: true, random: new Random(1) });
 * ```
 */
export class AlphaDropout extends Module {
  constructor(readonly rate = 0.5) {
    super();
    checkNumber(rate, 'rate', 'AlphaDropout', { min: 0, max: 1 });
  }

  forward(x: tf.Tensor, context: ForwardContext = INFERENCE): tf.Tensor {
    const { rate } = this;
    if (!context.training || rate === 0) return tf.clone(x);
    const random = randomOf(context, 'AlphaDropout');
    if (rate === 1) return tf.zerosLike(x);
    const keep = 1 - rate;
    const scale = 1 / Math.sqrt(keep * (1 + rate * SELU_MINIMUM ** 2));
    return tf.tidy(() => {
      const kept = randomBernoulli(random, x.shape, keep);
      const mixed = tf.add(tf.mul(x, kept), tf.mul(tf.sub(1, kept), SELU_MINIMUM));
      return tf.add(tf.mul(mixed, scale), -scale * rate * SELU_MINIMUM);
    });
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
