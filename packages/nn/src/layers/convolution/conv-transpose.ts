import { checkBoolean, checkInteger, InvalidArgumentError, type Random, tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import { fanInUniform, type Initializer } from '../../init/initializers.js';
import type { AxisReads, LayerAnalysis } from '../../module/analysis.js';
import { FILTER_1D, FILTER_2D, FILTER_3D } from '../../module/layout.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';
import { padSpatial } from './padding.js';
import { spread } from './spread.js';

/** Options of the transposed convolutions; an array has one entry per spatial axis. */
export interface ConvTransposeOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** @default 1 */
  readonly stride?: Sizes;
  /** Places taken off each side of the result. @default 0 */
  readonly padding?: Sizes;
  /** Places added at the end, fewer than the stride or the dilation. @default 0 */
  readonly outputPadding?: Sizes;
  /** Distance between the places that a filter writes. @default 1 */
  readonly dilation?: Sizes;
  /** @default 1 */
  readonly groups?: number;
  /** @default true */
  readonly bias?: boolean;
  /** @default fanInUniform, as PyTorch */
  readonly weightInitializer?: Initializer;
  /** @default fanInUniform, as PyTorch */
  readonly biasInitializer?: Initializer;
}

const LAYOUTS = [FILTER_1D, FILTER_2D, FILTER_3D];

abstract class ConvTranspose extends Module {
  /** Stored as (..., outChannels / groups, inChannels). */
  readonly weight: tf.Variable;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly outputPadding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly #owner: string;

  constructor(
    readonly inChannels: number,
    readonly outChannels: number,
    kernelSize: Sizes,
    options: ConvTransposeOptions,
    traits: { readonly axes: number; readonly owner: string },
  ) {
    super();
    const { axes, owner } = traits;
    const { random, stride = 1, padding = 0, outputPadding = 0, dilation = 1, groups = 1, bias = true } = options;
    checkInteger(inChannels, 'inChannels', owner, { min: 1 });
    checkInteger(outChannels, 'outChannels', owner, { min: 1 });
    checkInteger(groups, 'groups', owner, { min: 1 });
    if (inChannels % groups !== 0 || outChannels % groups !== 0) {
      const expected = `divide ${inChannels} input and ${outChannels} output channels`;
      throw new InvalidArgumentError('groups', owner, expected, groups);
    }
    this.kernel = checkSizes(kernelSize, axes, 'kernelSize', owner);
    this.stride = checkSizes(stride, axes, 'stride', owner);
    this.padding = checkSizes(padding, axes, 'padding', owner, 0);
    this.outputPadding = checkSizes(outputPadding, axes, 'outputPadding', owner, 0);
    this.dilation = checkSizes(dilation, axes, 'dilation', owner);
    if (this.outputPadding.some((size, i) => size >= Math.max(this.stride[i], this.dilation[i]))) {
      throw new InvalidArgumentError('outputPadding', owner, 'be less than the stride or the dilation', outputPadding);
    }
    if (this.padding.some((size, i) => size > (this.kernel[i] - 1) * this.dilation[i])) {
      throw new InvalidArgumentError('padding', owner, 'be less than the kernel', padding);
    }
    this.groups = groups;
    this.#owner = owner;
    const initializer = fanInUniform((outChannels / groups) * sizeOf(this.kernel));
    const { weightInitializer = initializer, biasInitializer = initializer } = options;
    const shape = [inChannels, outChannels / groups, ...this.kernel];
    this.weight = parameter(weightInitializer(shape, random), LAYOUTS[axes - 1]);
    this.bias = checkBoolean(bias, 'bias', owner) ? parameter(biasInitializer([outChannels], random)) : undefined;
  }

  override analysis(input: readonly number[]): LayerAnalysis {
    const { kernel, stride, padding, dilation } = this;
    return {
      multiplyAdds: sizeOf(input) * sizeOf(kernel) * (this.outChannels / this.groups),
      reads: kernel.map((size, i) => readsOf(size, stride[i], dilation[i], padding[i])),
    };
  }

  forward(x: tf.Tensor): tf.Tensor {
    return this.forwardWith(x, this.weight);
  }

  /** The same with another filter, stored alike. */
  forwardWith(x: tf.Tensor, weight: tf.Tensor): tf.Tensor {
    const { kernel, stride, padding, outputPadding, dilation, groups } = this;
    checkInput(x, kernel.length + 2, this.#owner, this.inChannels);
    const last = kernel.length + 1;
    // without padding first, then cropped: one rule for every combination
    const written = kernel.map((size, i) => (x.shape[i + 1] - 1) * stride[i] + (size - 1) * dilation[i] + 1);
    const cropped = written.map((size, i) => size - 2 * padding[i] + outputPadding[i]);
    const added = outputPadding.map((size, i): [number, number] => [0, Math.max(0, size - padding[i])]);
    return tf.tidy(() => {
      const filter = spread(weight, dilation);
      const inputs = groups === 1 ? [x] : tf.split(x, groups, last);
      const filters = groups === 1 ? [filter] : tf.split(filter, groups, last);
      const parts = inputs.map((input, i) => transposed(input, filters[i], stride, written));
      const y = padSpatial(groups === 1 ? parts[0] : tf.concat(parts, last), added);
      const out = tf.slice(y, [0, ...padding, 0], [x.shape[0], ...cropped, this.outChannels]);
      return this.bias ? tf.add(out, this.bias) : out;
    });
  }
}

/** Output o is written by input i where o = i stride - padding + k dilation. */
function readsOf(kernel: number, stride: number, dilation: number, padding: number): AxisReads {
  return {
    period: stride,
    advance: 1,
    taps: (o) =>
      Array.from({ length: kernel }, (_, k) => (o + padding - k * dilation) / stride).filter((i) =>
        Number.isInteger(i),
      ),
  };
}

/** A convolution's gradient without padding, of one group. */
function transposed(x: tf.Tensor, filter: tf.Tensor, stride: readonly number[], size: readonly number[]): tf.Tensor {
  const [batch] = x.shape;
  const channels = filter.shape[filter.rank - 2];
  if (size.length === 1) {
    const row = transposed(tf.expandDims(x, 1), tf.expandDims(filter, 0), [1, ...stride], [1, ...size]);
    return tf.squeeze(row, [1]);
  }
  if (size.length === 2) {
    const shape: [number, number, number, number] = [batch, size[0], size[1], channels];
    return tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, shape, stride as [number, number], 'valid');
  }
  // TensorFlow.js has no gradient of conv3dTranspose: a convolution of the volume with zeros between its entries is the same
  const axes = [1, 2, 3];
  const wide = axes.reduce((y, axis) => spreadAlong(y, axis, stride[axis - 1]), x);
  const edges = axes.map((axis): [number, number] => {
    const before = filter.shape[axis - 1] - 1;
    return [before, size[axis - 1] - wide.shape[axis]];
  });
  const turned = tf.transpose(tf.reverse(filter, [0, 1, 2]), [0, 1, 2, 4, 3]) as tf.Tensor5D;
  return tf.conv3d(padSpatial(wide, edges) as tf.Tensor5D, turned, 1, 'valid');
}

function spreadAlong(x: tf.Tensor, axis: number, factor: number): tf.Tensor {
  return spread(
    x,
    x.shape.map((_, i) => (i === axis ? factor : 1)),
  );
}

/**
 * The gradient of a convolution over sequences as a layer: (B, T, inChannels) to (B, T', outChannels); otherwise as
 * {@link ConvTranspose2d}.
 *
 * @throws InvalidArgumentError as {@link ConvTranspose2d}
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { ConvTranspose1d } from '@ai/nn';
 *
 * new ConvTranspose1d(8, 4, 4, { random: new Random(1), stride: 2, padding: 1 }).forward(tf.zeros([1, 7, 8])); // (1, 14, 4)
 * ```
 */
export class ConvTranspose1d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions) {
    super(inChannels, outChannels, kernelSize, options, { axes: 1, owner: 'ConvTranspose1d' });
  }
}

/**
 * The gradient of a convolution as a layer: (B, H, W, inChannels) to (B, H', W', outChannels),
 * H' = (H - 1) stride - 2 padding + dilation (KH - 1) + 1 + outputPadding.
 *
 * Parameters: `weight`, in checkpoints (inChannels, outChannels / groups, KH, KW), stored as (KH, KW, outChannels / groups,
 * inChannels); `bias` (outChannels).
 *
 * @throws InvalidArgumentError for options out of range and an input of another shape
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { ConvTranspose2d } from '@ai/nn';
 *
 * const layer = new ConvTranspose2d(8, 4, 4, { random: new Random(1), stride: 2, padding: 1 });
 * layer.forward(tf.zeros([1, 7, 7, 8])); // (1, 14, 14, 4)
 * ```
 */
export class ConvTranspose2d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions) {
    super(inChannels, outChannels, kernelSize, options, { axes: 2, owner: 'ConvTranspose2d' });
  }
}

/**
 * The gradient of a convolution over volumes as a layer: (B, D, H, W, inChannels) to (B, D', H', W', outChannels); otherwise as
 * {@link ConvTranspose2d}.
 *
 * @throws InvalidArgumentError as {@link ConvTranspose2d}
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { ConvTranspose3d } from '@ai/nn';
 *
 * new ConvTranspose3d(2, 1, 2, { random: new Random(1), stride: 2 }).forward(tf.zeros([1, 2, 3, 3, 2])); // (1, 4, 6, 6, 1)
 * ```
 */
export class ConvTranspose3d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions) {
    super(inChannels, outChannels, kernelSize, options, { axes: 3, owner: 'ConvTranspose3d' });
  }
}
