import { checkBoolean, checkNumber, checkOneOf, InvalidArgumentError, type Random, tf } from '@ai/core';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';
import { Conv2d } from '../convolution/conv2d.js';
import type { ConvolutionOptions } from '../convolution/convolution-options.js';
import { interpolationWeights } from './interpolation.js';
import { mapAxis } from './map-axis.js';

/** How values between pixels are found. */
export type Interpolation = 'nearest' | 'bilinear' | 'bicubic';

/** Options of {@link Upsample}: a size or a factor. */
export interface UpsampleOptions {
  /** Height and width of the result. */
  readonly size?: Sizes;
  /** Factor of height and width; sizes are rounded down. */
  readonly scale?: number;
  /** @default 'nearest' */
  readonly mode?: Interpolation;
  /** Match the centres of the corner pixels instead of the image's edges; not for 'nearest'. @default false */
  readonly alignCorners?: boolean;
}

/**
 * Resizes images: (B, H, W, C) to (B, H', W', C), as PyTorch's `interpolate` (no antialiasing).
 *
 * @throws InvalidArgumentError unless exactly one of size and scale is given, and for options out of range
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Upsample } from '@ai/nn';
 *
 * new Upsample({ scale: 2, mode: 'bilinear' }).forward(tf.zeros([1, 8, 8, 3])); // (1, 16, 16, 3)
 * ```
 */
export class Upsample extends Module {
  readonly #size: readonly number[] | undefined;
  readonly #scale: number | undefined;
  readonly mode: Interpolation;
  readonly alignCorners: boolean;

  constructor(options: UpsampleOptions) {
    super();
    const { size, scale, mode = 'nearest', alignCorners = false } = options;
    if ((size === undefined) === (scale === undefined)) {
      throw new InvalidArgumentError('size', 'Upsample', "be given, or 'scale', not both", size);
    }
    this.#size = size === undefined ? undefined : checkSizes(size, 2, 'size', 'Upsample');
    this.#scale = scale === undefined ? undefined : checkNumber(scale, 'scale', 'Upsample', { above: 0 });
    this.mode = checkOneOf(mode, 'mode', 'Upsample', ['nearest', 'bilinear', 'bicubic']);
    this.alignCorners = checkBoolean(alignCorners, 'alignCorners', 'Upsample');
    if (alignCorners && mode === 'nearest') {
      throw new InvalidArgumentError('alignCorners', 'Upsample', "be false where mode is 'nearest'", alignCorners);
    }
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, 4, 'Upsample');
    const size = this.#size ?? [x.shape[1], x.shape[2]].map((n) => Math.max(1, Math.floor(n! * this.#scale!)));
    return resize(x, size, this.mode, this.alignCorners, this.#scale);
  }
}

/** Resizes the two axes after the first. A given scale decides where pixels lie; otherwise the sizes do. */
export function resize(
  x: tf.Tensor,
  size: readonly number[],
  mode: Interpolation,
  alignCorners = false,
  scale?: number,
): tf.Tensor {
  return tf.tidy(() => {
    const factors = size.map((out, i) => out / x.shape[i + 1]);
    if (mode === 'nearest' && factors.every(Number.isInteger)) return repeatPixels(x, factors);
    return size.reduce((y, out, i) => {
      const from = y.shape[i + 1];
      if (from === out) return y;
      return mapAxis(y, i + 1, interpolationWeights(from, out, mode, alignCorners, scale));
    }, tf.clone(x));
  });
}

function repeatPixels(x: tf.Tensor, [down, right]: readonly number[]): tf.Tensor {
  const [batch, height, width, channels] = x.shape;
  const spread = tf.mul(tf.reshape(x, [batch, height, 1, width, 1, channels]), tf.ones([1, 1, down, 1, right, 1]));
  return tf.reshape(spread, [batch, height * down, width * right, channels]);
}

/** Options of {@link ResizeConv2d}. */
export interface ResizeConv2dOptions extends Omit<ConvolutionOptions, 'stride'> {
  readonly random: Random;
  /** Factor of height and width. @default 2 */
  readonly scale?: number;
  /** @default 'nearest' */
  readonly mode?: Interpolation;
}

/**
 * Resizing followed by a convolution with stride 1, which draws no checkerboards as transposed convolutions do
 * (Odena, Dumoulin and Olah, 2016). The convolution's parameters are those of its part `conv`.
 *
 * @throws InvalidArgumentError as its parts
 */
export class ResizeConv2d extends Module {
  readonly conv: Conv2d;
  readonly #upsample: Upsample;

  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ResizeConv2dOptions) {
    super();
    const { scale = 2, mode = 'nearest', ...convolution } = options;
    this.#upsample = new Upsample({ scale, mode });
    this.conv = new Conv2d(inChannels, outChannels, kernelSize, { padding: 'same', ...convolution });
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => this.conv.forward(this.#upsample.forward(x)));
  }
}
