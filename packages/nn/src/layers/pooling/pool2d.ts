import { checkBoolean, Got, InvalidArgumentError, tf } from '@ai/core';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';
import { padSpatial } from '../convolution/padding.js';

/** Options of {@link MaxPool2d}. */
export interface MaxPool2dOptions {
  /** @default the kernel's size */
  readonly stride?: Sizes;
  /** At most half the kernel. @default 0 */
  readonly padding?: Sizes;
}

/** Options of {@link AvgPool2d}. */
export interface AvgPool2dOptions extends MaxPool2dOptions {
  /** Whether padding counts as zeros in the mean. @default true */
  readonly countIncludePad?: boolean;
}

abstract class Pool2d extends Module {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];

  constructor(kernelSize: Sizes, options: MaxPool2dOptions, owner: string) {
    super();
    this.kernel = checkSizes(kernelSize, 2, 'kernelSize', owner);
    this.stride = checkSizes(options.stride ?? kernelSize, 2, 'stride', owner);
    this.padding = checkSizes(options.padding ?? 0, 2, 'padding', owner, 0);
    if (this.padding.some((size, i) => 2 * size > this.kernel[i])) {
      throw new InvalidArgumentError('padding', owner, 'be at most half the kernel', this.padding);
    }
  }

  protected check(x: tf.Tensor, owner: string): void {
    checkInput(x, 4, owner);
    if (this.kernel.some((size, i) => x.shape[i + 1] + 2 * this.padding[i] < size)) {
      throw new InvalidArgumentError(
        'x',
        owner,
        `be at least as large as the kernel [${this.kernel}]`,
        new Got(`[${x.shape}]`),
      );
    }
  }
}

/**
 * Largest value of each window: (B, H, W, C) to (B, H', W', C), H' = floor((H + 2 padding - kernel) / stride) + 1.
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
export class MaxPool2d extends Pool2d {
  constructor(kernelSize: Sizes, options: MaxPool2dOptions = {}) {
    super(kernelSize, options, 'MaxPool2d');
  }

  forward(x: tf.Tensor): tf.Tensor {
    this.check(x, 'MaxPool2d');
    const { kernel, stride, padding } = this;
    const [rows, columns] = padding;
    // given as a number, TensorFlow.js takes the kernel and stride for square
    const pad: Parameters<typeof tf.maxPool>[3] = [
      [0, 0],
      [rows, rows],
      [columns, columns],
      [0, 0],
    ];
    return tf.maxPool(x as tf.Tensor4D, kernel as [number, number], stride as [number, number], pad);
  }
}

/**
 * Mean of each window: (B, H, W, C) to (B, H', W', C), H' = floor((H + 2 padding - kernel) / stride) + 1.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AvgPool2d } from '@ai/nn';
 *
 * new AvgPool2d(3, { stride: 2, padding: 1 }).forward(tf.ones([1, 8, 8, 3])); // (1, 4, 4, 3)
 * ```
 */
export class AvgPool2d extends Pool2d {
  readonly countIncludePad: boolean;

  constructor(kernelSize: Sizes, options: AvgPool2dOptions = {}) {
    super(kernelSize, options, 'AvgPool2d');
    this.countIncludePad = checkBoolean(options.countIncludePad ?? true, 'countIncludePad', 'AvgPool2d');
  }

  forward(x: tf.Tensor): tf.Tensor {
    this.check(x, 'AvgPool2d');
    const pads = this.padding.map((size) => [size, size] as const);
    return tf.tidy(() => {
      const mean = this.pool(padSpatial(x, pads));
      if (this.countIncludePad || this.padding.every((size) => size === 0)) return mean;
      const [, height, width] = x.shape;
      return tf.div(mean, this.pool(padSpatial(tf.ones([1, height, width, 1]), pads)));
    });
  }

  private pool(x: tf.Tensor): tf.Tensor {
    return tf.avgPool(x as tf.Tensor4D, this.kernel as [number, number], this.stride as [number, number], 'valid');
  }
}
