import { Got, InvalidArgumentError, tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';
import { type Edges, padSpatial } from './padding.js';
import { spread } from './spread.js';

/** Options of {@link Unfold} and {@link Fold}; an array has one entry per axis. */
export interface UnfoldOptions {
  /** @default 1 */
  readonly stride?: Sizes;
  /** Zeros around the image. @default 0 */
  readonly padding?: Sizes;
  /** Distance between the pixels of a patch. @default 1 */
  readonly dilation?: Sizes;
}

/** Patches of an image, as both layers see them. */
abstract class Patches extends Module {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  protected readonly owner: string;

  constructor(kernelSize: Sizes, { stride = 1, padding = 0, dilation = 1 }: UnfoldOptions, owner: string) {
    super();
    this.kernel = checkSizes(kernelSize, 2, 'kernelSize', owner);
    this.stride = checkSizes(stride, 2, 'stride', owner);
    this.padding = checkSizes(padding, 2, 'padding', owner, 0);
    this.dilation = checkSizes(dilation, 2, 'dilation', owner);
    this.owner = owner;
  }

  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  /** Number of patches along each axis of an image. @throws InvalidArgumentError if none fits */
  protected counts(size: readonly number[]): [rows: number, columns: number] {
    const [rows, columns] = this.kernel.map((length, i) => {
      const spare = size[i] + 2 * this.padding[i] - this.dilation[i] * (length - 1) - 1;
      return Math.floor(spare / this.stride[i]) + 1;
    });
    if (rows < 1 || columns < 1) {
      const expected = `be large enough for patches of [${this.kernel}]`;
      throw new InvalidArgumentError('x', this.owner, expected, new Got(`[${size}]`));
    }
    return [rows, columns];
  }

  /** Where each pixel of a patch lies from its corner. */
  protected offsets(): [down: number, right: number][] {
    const [height, width] = this.kernel;
    const [down, right] = this.dilation;
    return Array.from({ length: height * width }, (_, k) => [Math.floor(k / width) * down, (k % width) * right]);
  }
}

/**
 * The patches of an image as rows: (B, H, W, C) to (B, patches, C KH KW), row by row, the features of a patch in the order (C, KH, KW) as
 * PyTorch's.
 *
 * @throws InvalidArgumentError for sizes out of range and an image that no patch fits into
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Unfold } from '@ai/nn';
 *
 * new Unfold(4, { stride: 4 }).forward(tf.zeros([1, 8, 12, 3])); // (1, 6, 48)
 * ```
 */
export class Unfold extends Patches {
  constructor(kernelSize: Sizes, options: UnfoldOptions = {}) {
    super(kernelSize, options, 'Unfold');
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, 4, 'Unfold');
    const [batch, height, width, channels] = x.shape;
    const [rows, columns] = this.counts([height, width]);
    const [down, right] = this.stride;
    return tf.tidy(() => {
      const wide = padSpatial(
        x,
        this.padding.map((size): Edges => [size, size]),
      );
      const pixels = this.offsets().map(([top, left]) => {
        const end = [batch, top + (rows - 1) * down + 1, left + (columns - 1) * right + 1, channels];
        return tf.stridedSlice(wide, [0, top, left, 0], end, [1, down, right, 1]);
      });
      return tf.reshape(tf.stack(pixels, 4), [batch, rows * columns, channels * sizeOf(this.kernel)]);
    });
  }
}

/**
 * An image as the sum of patches, what {@link Unfold} takes apart: (B, patches, C KH KW) to (B, H, W, C). Where patches overlap their pixels
 * are added.
 *
 * @param outputSize H and W
 * @throws InvalidArgumentError as {@link Unfold}, and for another number of patches or features
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Fold } from '@ai/nn';
 *
 * new Fold([8, 12], 4, { stride: 4 }).forward(tf.zeros([1, 6, 48])); // (1, 8, 12, 3)
 * ```
 */
export class Fold extends Patches {
  readonly outputSize: readonly number[];

  constructor(outputSize: Sizes, kernelSize: Sizes, options: UnfoldOptions = {}) {
    super(kernelSize, options, 'Fold');
    this.outputSize = checkSizes(outputSize, 2, 'outputSize', 'Fold');
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, 3, 'Fold');
    const [rows, columns] = this.counts(this.outputSize);
    const [batch, patches, features] = x.shape;
    const size = sizeOf(this.kernel);
    if (patches !== rows * columns || features % size !== 0) {
      const expected = `have shape (B, ${rows * columns}, multiple of ${size})`;
      throw new InvalidArgumentError('x', 'Fold', expected, new Got(`[${x.shape}]`));
    }
    const [top, left] = this.padding;
    const [height, width] = this.outputSize;
    return tf.tidy(() => {
      const pixels = tf.unstack(tf.reshape(x, [batch, rows, columns, features / size, size]), 4);
      const parts = pixels.map((pixel, k) => {
        const [down, right] = this.offsets()[k];
        const apart = spread(pixel, [1, ...this.stride]);
        return padSpatial(apart, [
          [down, height + 2 * top - down - apart.shape[1]!],
          [right, width + 2 * left - right - apart.shape[2]!],
        ]);
      });
      return tf.slice(tf.addN(parts), [0, top, left, 0], [batch, height, width, features / size]);
    });
  }
}
