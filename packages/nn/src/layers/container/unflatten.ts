import { checkBoolean, checkInteger, Got, InvalidArgumentError, tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import { Module } from '../../module/module.js';
import { checkSizes } from '../check-input.js';

/**
 * Rows of features as images or sequences, the inverse of `Flatten`: (B, D) to (B, ..., C).
 *
 * @param shape of a sample, the channels last, as in (H, W, C); their product is D
 * @param options.channelsFirst the features stand in the order (C, H, W), as a network that stores channels first wants them
 * @default options.channelsFirst true
 * @throws InvalidArgumentError for sizes that are not whole numbers >= 1 and an input of another size
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Unflatten } from '@ai/nn';
 *
 * new Unflatten([4, 4, 8]).forward(tf.zeros([2, 128])); // (2, 4, 4, 8)
 * ```
 */
export class Unflatten extends Module {
  readonly channelsFirst: boolean;

  constructor(
    readonly shape: readonly number[],
    options: { readonly channelsFirst?: boolean } = {},
  ) {
    super();
    checkInteger(shape.length, 'shape', 'Unflatten', { min: 1 });
    checkSizes(shape, shape.length, 'shape', 'Unflatten');
    this.channelsFirst = checkBoolean(options.channelsFirst ?? true, 'channelsFirst', 'Unflatten');
  }

  forward(x: tf.Tensor): tf.Tensor {
    const { shape, channelsFirst } = this;
    if (x.shape.length !== 2 || x.shape[1] !== sizeOf(shape)) {
      throw new InvalidArgumentError('x', 'Unflatten', `have shape (B, ${sizeOf(shape)})`, new Got(`[${x.shape}]`));
    }
    if (!channelsFirst || shape.length < 2) return tf.reshape(x, [x.shape[0], ...shape]);
    const [channels, places] = [shape[shape.length - 1], shape.slice(0, -1)];
    return tf.tidy(() => {
      const parts = tf.reshape(x, [x.shape[0], channels, ...places]);
      return tf.transpose(parts, [0, ...places.map((_, i) => i + 2), 1]);
    });
  }
}
