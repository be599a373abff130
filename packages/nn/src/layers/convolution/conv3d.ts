import { Got, InvalidArgumentError, tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { FILTER_3D } from '../../module/layout.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { checkInput, type Sizes } from '../check-input.js';
import {
  type ConvolutionOptions,
  type ConvolutionSettings,
  convolutionAnalysis,
  convolutionSettings,
} from './convolution-options.js';
import { edgesOf, padSpatial } from './padding.js';
import { spread } from './spread.js';

/**
 * Convolution over volumes or clips: (B, D, H, W, inChannels) to (B, D', H', W', outChannels).
 *
 * Parameters: `weight`, in checkpoints (outChannels, inChannels / groups, KD, KH, KW), stored as (KD, KH, KW, inChannels / groups,
 * outChannels); `bias` (outChannels).
 *
 * @throws InvalidArgumentError as `Conv2d`
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Conv3d } from '@ai/nn';
 *
 * new Conv3d(1, 2, 3, { random: new Random(1), padding: 1 }).forward(tf.zeros([1, 4, 6, 6, 1])); // (1, 4, 6, 6, 2)
 * ```
 */
export class Conv3d extends Module {
  readonly weight: tf.Variable<tf.Rank.R5>;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly settings: ConvolutionSettings;

  constructor(
    readonly inChannels: number,
    readonly outChannels: number,
    kernelSize: Sizes,
    options: ConvolutionOptions,
  ) {
    super();
    this.settings = convolutionSettings([inChannels, outChannels], kernelSize, 3, options, 'Conv3d');
    const { kernel, groups, bias, weightInitializer, biasInitializer } = this.settings;
    this.weight = parameter(
      weightInitializer([outChannels, inChannels / groups, ...kernel], options.random),
      FILTER_3D,
    );
    this.bias = bias ? parameter(biasInitializer([outChannels], options.random)) : undefined;
  }

  override analysis(input: readonly number[], output: readonly number[]): LayerAnalysis {
    return convolutionAnalysis(this.settings, input, output);
  }

  /** @param x (B, D, H, W, inChannels) */
  forward(x: tf.Tensor): tf.Tensor {
    return this.forwardWith(x, this.weight);
  }

  /** The same with another filter, stored alike. */
  forwardWith(x: tf.Tensor, weight: tf.Tensor5D): tf.Tensor {
    checkInput(x, 5, 'Conv3d', this.inChannels);
    const { kernel, stride, padding, paddingMode, dilation, groups } = this.settings;
    const edges = kernel.map((size, i) =>
      edgesOf(typeof padding === 'string' ? padding : padding[i], x.shape[i + 1], size, stride[i], dilation[i]),
    );
    if (kernel.some((size, i) => x.shape[i + 1] + edges[i][0] + edges[i][1] < (size - 1) * dilation[i] + 1)) {
      throw new InvalidArgumentError(
        'x',
        'Conv3d',
        `be at least as large as the filter [${kernel}]`,
        new Got(`[${x.shape}]`),
      );
    }
    return tf.tidy(() => {
      const inputs = tf.split(padSpatial(x, edges, paddingMode), groups, 4) as tf.Tensor5D[];
      const filters = tf.split(spread(weight, dilation), groups, 4) as tf.Tensor5D[];
      const parts = inputs.map((input, i) => tf.conv3d(input, filters[i], stride as [number, number, number], 'valid'));
      const y = groups === 1 ? parts[0] : tf.concat(parts, 4);
      return this.bias ? tf.add(y, this.bias) : y;
    });
  }
}
