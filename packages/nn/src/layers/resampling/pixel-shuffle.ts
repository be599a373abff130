import { checkInteger, Got, InvalidArgumentError, tf } from '@ai/core';
import { type AxisReads, type LayerAnalysis, windowReads } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput } from '../check-input.js';

/**
 * Moves channels to pixels: (B, H, W, C r^2) to (B, H r, W r, C) (Shi et al., 2016). Channels are ordered as in PyTorch: all r^2
 * places of the first result channel, then those of the next.
 *
 * @throws InvalidArgumentError unless r^2 divides the channels
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { PixelShuffle } from '@ai/nn';
 *
 * new PixelShuffle(2).forward(tf.zeros([1, 4, 4, 12])); // (1, 8, 8, 3)
 * ```
 */
export class PixelShuffle extends Module {
  constructor(readonly factor: number) {
    super();
    checkInteger(factor, 'factor', 'PixelShuffle', { min: 1 });
  }

  override analysis(): LayerAnalysis {
    const reads: AxisReads = { period: this.factor, advance: 1, taps: () => [0] };
    return { reads: [reads, reads] };
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, 4, 'PixelShuffle');
    const [batch, height, width, channels] = x.shape;
    const r = this.factor;
    if (channels % (r * r) !== 0) {
      throw new InvalidArgumentError(
        'x',
        'PixelShuffle',
        `have a multiple of ${r * r} channels`,
        new Got(`${channels}`),
      );
    }
    const out = channels / (r * r);
    return tf.tidy(() => {
      const parts = tf.transpose(tf.reshape(x, [batch, height, width, out, r, r]), [0, 1, 4, 2, 5, 3]);
      return tf.reshape(parts, [batch, height * r, width * r, out]);
    });
  }
}

/**
 * The inverse of {@link PixelShuffle}: (B, H r, W r, C) to (B, H, W, C r^2).
 *
 * @throws InvalidArgumentError unless r divides height and width
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { PixelUnshuffle } from '@ai/nn';
 *
 * new PixelUnshuffle(2).forward(tf.zeros([1, 8, 8, 3])); // (1, 4, 4, 12)
 * ```
 */
export class PixelUnshuffle extends Module {
  constructor(readonly factor: number) {
    super();
    checkInteger(factor, 'factor', 'PixelUnshuffle', { min: 1 });
  }

  override analysis(): LayerAnalysis {
    const reads = windowReads(this.factor, this.factor);
    return { reads: [reads, reads] };
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, 4, 'PixelUnshuffle');
    const [batch, height, width, channels] = x.shape;
    const r = this.factor;
    if (height % r !== 0 || width % r !== 0) {
      throw new InvalidArgumentError('x', 'PixelUnshuffle', `have sizes that ${r} divides`, new Got(`[${x.shape}]`));
    }
    return tf.tidy(() => {
      const parts = tf.transpose(tf.reshape(x, [batch, height / r, r, width / r, r, channels]), [0, 1, 3, 5, 2, 4]);
      return tf.reshape(parts, [batch, height / r, width / r, channels * r * r]);
    });
  }
}
