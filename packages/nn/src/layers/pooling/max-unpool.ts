import { Got, InvalidArgumentError, tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';

/** Options of the unpooling layers: those of the pooling; an array has one entry per spatial axis. */
export interface MaxUnpoolOptions {
  /** @default the kernel's size */
  readonly stride?: Sizes;
  /** @default 0 */
  readonly padding?: Sizes;
}

/** What {@link MaxPool2d.forwardWithIndices} gave, or has become of it. */
export interface MaxUnpoolInput {
  /** (B, ..., C). */
  readonly x: tf.Tensor;
  /** Of the same shape, int32: where each value goes, in the flattened axes between batch and channels of the result. */
  readonly indices: tf.Tensor;
  /** Sizes of these axes, for inputs that the pooling's windows did not cover exactly. @default the smallest that they cover */
  readonly outputSize?: Sizes;
}

abstract class MaxUnpool extends Module<MaxUnpoolInput> {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly #owner: string;

  constructor(kernelSize: Sizes, { stride = kernelSize, padding = 0 }: MaxUnpoolOptions, axes: number, owner: string) {
    super();
    this.kernel = checkSizes(kernelSize, axes, 'kernelSize', owner);
    this.stride = checkSizes(stride, axes, 'stride', owner);
    this.padding = checkSizes(padding, axes, 'padding', owner, 0);
    this.#owner = owner;
  }

  /** Where a value goes its index says: it may come from anywhere in the window. */
  override analysis(): LayerAnalysis {
    return { multiplyAdds: 0, reads: 'all' };
  }

  forward({ x, indices, outputSize }: MaxUnpoolInput): tf.Tensor {
    const sizes = this.sizes(x, indices, outputSize);
    const [batch, channels] = [x.shape[0], x.shape[x.shape.length - 1]];
    const cells = sizeOf(sizes);
    return tf.tidy(() => {
      const samples = Array.from({ length: batch }, (_, b) => b * cells * channels);
      const flat = tf.reshape(tf.cast(indices, 'int32'), [batch, -1, channels]);
      const inSample = tf.add(tf.mul(flat, tf.scalar(channels, 'int32')), tf.range(0, channels, 1, 'int32'));
      const places = tf.reshape(tf.add(inSample, tf.tensor(samples, [batch, 1, 1], 'int32')), [-1]) as tf.Tensor1D;
      const values = tf.reshape(x, [-1]);
      const count = batch * cells * channels;
      const sums = tf.unsortedSegmentSum(values, places, count);
      const named = tf.unsortedSegmentSum(tf.onesLike(values), places, count);
      return tf.reshape(tf.div(sums, tf.maximum(named, 1)), [batch, ...sizes, channels]);
    });
  }

  private sizes(x: tf.Tensor, indices: tf.Tensor, outputSize: Sizes | undefined): readonly number[] {
    const { kernel, stride, padding } = this;
    const owner = this.#owner;
    checkInput(x, kernel.length + 2, owner);
    if (String(indices.shape) !== String(x.shape)) {
      throw new InvalidArgumentError('indices', owner, `have shape [${x.shape}]`, new Got(`[${indices.shape}]`));
    }
    const least = kernel.map((size, i) => (x.shape[i + 1] - 1) * stride[i] - 2 * padding[i] + size);
    if (outputSize === undefined) return least;
    const sizes = checkSizes(outputSize, kernel.length, 'outputSize', owner);
    if (sizes.some((size, i) => Math.abs(size - least[i]) >= stride[i])) {
      const expected = `be less than the stride [${stride}] away from [${least}]`;
      throw new InvalidArgumentError('outputSize', owner, expected, sizes);
    }
    return sizes;
  }
}

/**
 * Puts the values of a max pooling back where they came from, in a sequence of zeros: (B, T', C) to (B, T, C); otherwise as
 * {@link MaxUnpool2d}.
 *
 * @throws InvalidArgumentError as {@link MaxUnpool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool1d, MaxUnpool1d } from '@ai/nn';
 *
 * const { output, indices } = new MaxPool1d(2).forwardWithIndices(tf.tensor3d([[[1], [3], [4], [2]]]));
 * new MaxUnpool1d(2).forward({ x: output, indices }).print(); // [[[0], [3], [4], [0]]]
 * ```
 */
export class MaxUnpool1d extends MaxUnpool {
  constructor(kernelSize: Sizes, options: MaxUnpoolOptions = {}) {
    super(kernelSize, options, 1, 'MaxUnpool1d');
  }
}

/**
 * Puts the values of a max pooling back where they came from, in an image of zeros (Zeiler and Fergus, 2014): (B, H', W', C) to
 * (B, H, W, C), H = (H' - 1) stride - 2 padding + kernel, or as `outputSize` says. A place that overlapping windows name several times
 * gets the mean of their values, where PyTorch keeps one of them.
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers in range, indices of another shape than the values, and an output
 *   size that the windows do not come from; an index outside of the result is the engine's to refuse
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool2d, MaxUnpool2d } from '@ai/nn';
 *
 * const { output, indices } = new MaxPool2d(2).forwardWithIndices(tf.ones([1, 5, 4, 3]));
 * new MaxUnpool2d(2).forward({ x: output, indices, outputSize: [5, 4] }); // (1, 5, 4, 3)
 * ```
 */
export class MaxUnpool2d extends MaxUnpool {
  constructor(kernelSize: Sizes, options: MaxUnpoolOptions = {}) {
    super(kernelSize, options, 2, 'MaxUnpool2d');
  }
}

/**
 * Puts the values of a max pooling back where they came from, in a volume of zeros: (B, D', H', W', C) to (B, D, H, W, C); otherwise as
 * {@link MaxUnpool2d}.
 *
 * @throws InvalidArgumentError as {@link MaxUnpool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool3d, MaxUnpool3d } from '@ai/nn';
 *
 * const { output, indices } = new MaxPool3d(2).forwardWithIndices(tf.ones([1, 4, 4, 4, 2]));
 * new MaxUnpool3d(2).forward({ x: output, indices }); // (1, 4, 4, 4, 2)
 * ```
 */
export class MaxUnpool3d extends MaxUnpool {
  constructor(kernelSize: Sizes, options: MaxUnpoolOptions = {}) {
    super(kernelSize, options, 3, 'MaxUnpool3d');
  }
}
