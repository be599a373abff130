import { tf } from '@ai/core';
import type { Sizes } from '../check-input.js';
import { maxIndices } from './max-indices.js';
import { Pool, type PoolOptions } from './pool.js';
import { maxPlane, poolAxes } from './pool-planes.js';

/** Options of the max pooling layers. */
export interface MaxPoolOptions extends PoolOptions {
  /** Distance between the places that a window reads. @default 1 */
  readonly dilation?: Sizes;
}

/** What max pooling found, and where. */
export interface MaxPoolResult {
  /** (B, ..., C). */
  readonly output: tf.Tensor;
  /** (B, ..., C) int32: positions in the flattened axes between batch and channels, the first of equal values. */
  readonly indices: tf.Tensor;
}

abstract class MaxPool extends Pool {
  forward(x: tf.Tensor): tf.Tensor {
    const windows = this.windows(x);
    return tf.tidy(() => poolAxes(x, windows, maxPlane));
  }

  /** The same with the places of the largest values, for unpooling. */
  forwardWithIndices(x: tf.Tensor): MaxPoolResult {
    const windows = this.windows(x);
    return { output: this.forward(x), indices: tf.tidy(() => maxIndices(x, windows)) };
  }
}

/**
 * Largest value of each window of a sequence: (B, T, C) to (B, T', C); otherwise as {@link MaxPool2d}.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool1d } from '@ai/nn';
 *
 * new MaxPool1d(2).forward(tf.zeros([1, 8, 3])); // (1, 4, 3)
 * ```
 */
export class MaxPool1d extends MaxPool {
  constructor(kernelSize: Sizes, options: MaxPoolOptions = {}) {
    super(kernelSize, options, 1, 'MaxPool1d');
  }
}

/**
 * Largest value of each window: (B, H, W, C) to (B, H', W', C), H' = floor((H + 2 padding - dilation (kernel - 1) - 1) / stride) + 1,
 * or rounded up in ceil mode, where a window that would lie in the padding alone is left out.
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers in range, and an input smaller than the kernel
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool2d } from '@ai/nn';
 *
 * new MaxPool2d(2).forward(tf.zeros([1, 8, 8, 3])); // (1, 4, 4, 3)
 * ```
 */
export class MaxPool2d extends MaxPool {
  constructor(kernelSize: Sizes, options: MaxPoolOptions = {}) {
    super(kernelSize, options, 2, 'MaxPool2d');
  }
}

/**
 * Largest value of each window of a volume: (B, D, H, W, C) to (B, D', H', W', C); otherwise as {@link MaxPool2d}.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool3d } from '@ai/nn';
 *
 * new MaxPool3d(2).forward(tf.zeros([1, 4, 8, 8, 3])); // (1, 2, 4, 4, 3)
 * ```
 */
export class MaxPool3d extends MaxPool {
  constructor(kernelSize: Sizes, options: MaxPoolOptions = {}) {
    super(kernelSize, options, 3, 'MaxPool3d');
  }
}
