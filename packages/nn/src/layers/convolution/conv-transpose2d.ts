import { checkBoolean, checkInteger, InvalidArgumentError, type Random, tf } from '@ai/core';
import { fanInUniform, type Initializer } from '../../init/initializers.js';
import { FILTER_2D } from '../../module/layout.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';

/** Options of {@link ConvTranspose2d}. */
export interface ConvTranspose2dOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** @default 1 */
  readonly stride?: Sizes;
  /** Rows and columns taken off each side of the result. @default 0 */
  readonly padding?: Sizes;
  /** Rows and columns added at the end, fewer than the stride. @default 0 */
  readonly outputPadding?: Sizes;
  /** @default 1 */
  readonly groups?: number;
  /** @default true */
  readonly bias?: boolean;
  /** @default fanInUniform, as PyTorch */
  readonly weightInitializer?: Initializer;
  /** @default fanInUniform, as PyTorch */
  readonly biasInitializer?: Initializer;
}

/**
 * The gradient of a convolution as a layer: (B, H, W, inChannels) to (B, H', W', outChannels),
 * H' = (H - 1) stride - 2 padding + KH + outputPadding.
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
export class ConvTranspose2d extends Module {
  readonly weight: tf.Variable<tf.Rank.R4>;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly outputPadding: readonly number[];
  readonly groups: number;

  constructor(
    readonly inChannels: number,
    readonly outChannels: number,
    kernelSize: Sizes,
    options: ConvTranspose2dOptions,
  ) {
    super();
    const owner = 'ConvTranspose2d';
    const { random, stride = 1, padding = 0, outputPadding = 0, groups = 1, bias = true } = options;
    checkInteger(inChannels, 'inChannels', owner, { min: 1 });
    checkInteger(outChannels, 'outChannels', owner, { min: 1 });
    checkInteger(groups, 'groups', owner, { min: 1 });
    if (inChannels % groups !== 0 || outChannels % groups !== 0) {
      throw new InvalidArgumentError(
        'groups',
        owner,
        `divide ${inChannels} input and ${outChannels} output channels`,
        groups,
      );
    }
    this.kernel = checkSizes(kernelSize, 2, 'kernelSize', owner);
    this.stride = checkSizes(stride, 2, 'stride', owner);
    this.padding = checkSizes(padding, 2, 'padding', owner, 0);
    this.outputPadding = checkSizes(outputPadding, 2, 'outputPadding', owner, 0);
    if (this.outputPadding.some((size, i) => size >= this.stride[i])) {
      throw new InvalidArgumentError('outputPadding', owner, 'be less than the stride', outputPadding);
    }
    if (this.padding.some((size, i) => size > this.kernel[i] - 1)) {
      throw new InvalidArgumentError('padding', owner, 'be less than the kernel', padding);
    }
    this.groups = groups;
    const initializer = fanInUniform((outChannels / groups) * this.kernel[0] * this.kernel[1]);
    const { weightInitializer = initializer, biasInitializer = initializer } = options;
    this.weight = parameter(weightInitializer([inChannels, outChannels / groups, ...this.kernel], random), FILTER_2D);
    this.bias = checkBoolean(bias, 'bias', owner) ? parameter(biasInitializer([outChannels], random)) : undefined;
  }

  /** @param x (B, H, W, inChannels) */
  forward(x: tf.Tensor): tf.Tensor {
    return this.forwardWith(x, this.weight);
  }

  /** The same with another filter, stored alike. */
  forwardWith(x: tf.Tensor, weight: tf.Tensor4D): tf.Tensor {
    checkInput(x, 4, 'ConvTranspose2d', this.inChannels);
    const { kernel, stride, padding, outputPadding, groups } = this;
    // without padding first, then cropped: one rule for every combination
    const size = [0, 1].map(
      (i) => (x.shape[i + 1] - 1) * stride[i] + kernel[i] + Math.max(0, outputPadding[i] - padding[i]),
    );
    const cropped = [0, 1].map((i) => (x.shape[i + 1] - 1) * stride[i] - 2 * padding[i] + kernel[i] + outputPadding[i]);
    const channels = this.outChannels / groups;
    return tf.tidy(() => {
      const inputs = (groups === 1 ? [x] : tf.split(x, groups, 3)) as tf.Tensor4D[];
      const filters = (groups === 1 ? [weight] : tf.split(weight, groups, 3)) as tf.Tensor4D[];
      const parts = inputs.map((input, i) => {
        const shape: [number, number, number, number] = [x.shape[0], size[0], size[1], channels];
        return tf.conv2dTranspose(input, filters[i], shape, stride as [number, number], 'valid');
      });
      const whole = groups === 1 ? parts[0] : tf.concat(parts, 3);
      const y = tf.slice(whole, [0, padding[0], padding[1], 0], [x.shape[0], cropped[0], cropped[1], this.outChannels]);
      return this.bias ? tf.add(y, this.bias) : y;
    });
  }
}
