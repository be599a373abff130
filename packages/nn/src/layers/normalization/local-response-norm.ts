import { checkInteger, checkNumber, Got, InvalidArgumentError, tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';

/** Options of {@link LocalResponseNorm}. */
export interface LocalResponseNormOptions {
  /** @default 1e-4 */
  readonly alpha?: number;
  /** @default 0.75 */
  readonly beta?: number;
  /** @default 1 */
  readonly k?: number;
}

/**
 * x / (k + alpha mean(x^2))^beta, the mean over `size` neighbouring channels, zeros beyond the ends: (B, ..., C) (Krizhevsky, Sutskever and
 * Hinton, 2012).
 *
 * @throws InvalidArgumentError for options out of range and fewer than 3 axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { LocalResponseNorm } from '@ai/nn';
 *
 * new LocalResponseNorm(5, { k: 2 }).forward(tf.ones([1, 4, 4, 16]));
 * ```
 */
export class LocalResponseNorm extends Module {
  readonly #options: Required<LocalResponseNormOptions>;

  constructor(
    readonly size: number,
    options: LocalResponseNormOptions = {},
  ) {
    super();
    const { alpha = 1e-4, beta = 0.75, k = 1 } = options;
    checkInteger(size, 'size', 'LocalResponseNorm', { min: 1 });
    checkNumber(alpha, 'alpha', 'LocalResponseNorm', { min: 0 });
    checkNumber(beta, 'beta', 'LocalResponseNorm');
    checkNumber(k, 'k', 'LocalResponseNorm', { above: 0 });
    this.#options = { alpha, beta, k };
  }

  override analysis(): LayerAnalysis {
    return { multiplyAdds: 0, reads: 'own' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    if (x.shape.length < 3) {
      throw new InvalidArgumentError('x', 'LocalResponseNorm', 'have at least 3 axes', new Got(`shape [${x.shape}]`));
    }
    const channels = x.shape[x.shape.length - 1];
    const { alpha, beta, k } = this.#options;
    return tf.tidy(() => {
      // channels as a row of pixels; the window reaches further back, as PyTorch's does for even sizes
      const squares = tf.reshape(tf.square(x), [-1, channels, 1, 1]) as tf.Tensor4D;
      const before = Math.floor(this.size / 2);
      const wide = tf.pad(squares, [
        [0, 0],
        [before, this.size - 1 - before],
        [0, 0],
        [0, 0],
      ]) as tf.Tensor4D;
      const means = tf.reshape(tf.avgPool(wide, [this.size, 1], 1, 'valid'), x.shape);
      return tf.div(x, tf.pow(tf.add(tf.mul(means, alpha), k), beta));
    });
  }
}
