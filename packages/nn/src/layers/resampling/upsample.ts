import {
  checkBoolean,
  checkInteger,
  checkNumber,
  checkOneOf,
  Got,
  InvalidArgumentError,
  type Random,
  tf,
} from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, type Sizes } from '../check-input.js';
import { Conv2d } from '../convolution/conv2d.js';
import type { ConvolutionOptions } from '../convolution/convolution-options.js';
import { type Interpolation, interpolationWeights, type Resampling, resamplingReads } from './interpolation.js';
import { mapAxis } from './map-axis.js';

/** Options of {@link Upsample}: a size or a factor. */
export interface UpsampleOptions {
  /** Size of the result, of all spatial axes or of each. */
  readonly size?: Sizes;
  /** Factor of all spatial axes or of each; sizes are rounded down. */
  readonly scale?: number | readonly number[];
  /** @default 'nearest' */
  readonly mode?: Interpolation;
  /** Match the centres of the corner pixels instead of the image's edges; not for the nearest. @default false */
  readonly alignCorners?: boolean;
}

/**
 * Resizes images, (B, H, W, C) to (B, H', W', C), sequences (B, T, C) and volumes (B, D, H, W, C), as PyTorch's `interpolate` (no
 * antialiasing).
 *
 * @throws InvalidArgumentError unless exactly one of size and scale is given, for options out of range, and for an input of another
 *   number of axes than they have entries
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Upsample } from '@ai/nn';
 *
 * new Upsample({ scale: 2, mode: 'bilinear' }).forward(tf.zeros([1, 8, 8, 3])); // (1, 16, 16, 3)
 * ```
 */
export class Upsample extends Module {
  readonly size: Sizes | undefined;
  readonly scale: number | readonly number[] | undefined;
  readonly mode: Interpolation;
  readonly alignCorners: boolean;

  constructor(options: UpsampleOptions) {
    super();
    const { size, scale, mode = 'nearest', alignCorners = false } = options;
    if ((size === undefined) === (scale === undefined)) {
      throw new InvalidArgumentError('size', 'Upsample', "be given, or 'scale', not both", size);
    }
    for (const length of [size ?? []].flat()) checkInteger(length, 'size', 'Upsample', { min: 1 });
    for (const factor of [scale ?? []].flat()) checkNumber(factor, 'scale', 'Upsample', { above: 0 });
    this.size = size;
    this.scale = scale;
    this.mode = checkOneOf(mode, 'mode', 'Upsample', ['nearest', 'nearest-exact', 'bilinear', 'bicubic']);
    this.alignCorners = checkBoolean(alignCorners, 'alignCorners', 'Upsample');
    if (alignCorners && mode.startsWith('nearest')) {
      throw new InvalidArgumentError('alignCorners', 'Upsample', "be false where mode is 'nearest'", alignCorners);
    }
  }

  override analysis(input: readonly number[]): LayerAnalysis {
    return { multiplyAdds: 0, reads: this.resamplings(input).map(resamplingReads) };
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, this.mode === 'bicubic' ? 4 : [3, 4, 5], 'Upsample');
    const axes = this.resamplings(x.shape);
    return tf.tidy(() => axes.reduce((y, each, i) => resampleAxis(y, i + 1, each), tf.clone(x)));
  }

  private resamplings(shape: readonly number[]): Resampling[] {
    const { size, scale, mode, alignCorners } = this;
    const count = shape.length - 2;
    const given = size ?? scale!;
    if (typeof given !== 'number' && given.length !== count) {
      throw new InvalidArgumentError('x', 'Upsample', `have ${given.length + 2} axes`, new Got(`shape [${shape}]`));
    }
    const entries = typeof given === 'number' ? Array<number>(count).fill(given) : given;
    return entries.map((entry, i) => {
      const from = shape[i + 1];
      const to = size === undefined ? Math.max(1, Math.floor(from * entry)) : entry;
      return { from, to, mode, alignCorners, scale: size === undefined ? entry : undefined };
    });
  }
}

/**
 * Resizes the two axes after the first to a size.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { resize } from '@ai/nn';
 *
 * resize(tf.zeros([1, 8, 6, 3]), [12, 12], 'bicubic'); // (1, 12, 12, 3)
 * ```
 */
export function resize(x: tf.Tensor, size: readonly number[], mode: Interpolation, alignCorners = false): tf.Tensor {
  return new Upsample({ size, mode, alignCorners }).forward(x);
}

function resampleAxis(x: tf.Tensor, axis: number, resampling: Resampling): tf.Tensor {
  const { from, to, mode, alignCorners, scale = to / from } = resampling;
  const isExact = alignCorners || scale === to / from; // else places lie a little beside those that the sizes give
  // as in PyTorch, where these two take a size that stays, or 'nearest' one that doubles, for what it is
  const staysAsIs = from === to && (isExact || mode === 'nearest' || mode === 'bilinear');
  if (staysAsIs) return x;
  const repeats = mode.startsWith('nearest') && to % from === 0 && (isExact || (mode === 'nearest' && to === 2 * from));
  if (repeats) return repeatPlaces(x, axis, to / from);
  return mapAxis(x, axis, interpolationWeights(resampling));
}

function repeatPlaces(x: tf.Tensor, axis: number, factor: number): tf.Tensor {
  const { shape } = x;
  const rows = tf.reshape(x, [sizeOf(shape.slice(0, axis + 1)), 1, sizeOf(shape.slice(axis + 1))]);
  const repeated = tf.mul(rows, tf.ones([1, factor, 1]));
  return tf.reshape(
    repeated,
    shape.map((size, i) => (i === axis ? size * factor : size)),
  );
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
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { ResizeConv2d } from '@ai/nn';
 *
 * new ResizeConv2d(8, 4, 3, { random: new Random(1) }).forward(tf.zeros([1, 5, 5, 8])); // (1, 10, 10, 4)
 * ```
 */
export class ResizeConv2d extends Module {
  readonly upsample: Upsample;
  readonly conv: Conv2d;

  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ResizeConv2dOptions) {
    super();
    const { scale = 2, mode = 'nearest', ...convolution } = options;
    this.upsample = new Upsample({ scale, mode });
    this.conv = new Conv2d(inChannels, outChannels, kernelSize, { padding: 'same', ...convolution });
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => this.conv.forward(this.upsample.forward(x)));
  }
}
