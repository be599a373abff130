import { tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { FILTER_1D } from '../../module/layout.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { checkInput, type Sizes } from '../check-input.js';
import { convolve2d } from './conv2d.js';
import {
  type ConvolutionOptions,
  type ConvolutionSettings,
  convolutionAnalysis,
  convolutionSettings,
} from './convolution-options.js';

/**
 * Convolution over sequences: (B, T, inChannels) to (B, T', outChannels).
 *
 * Parameters: `weight`, in checkpoints (outChannels, inChannels / groups, K), stored as (K, inChannels / groups, outChannels); `bias`
 * (outChannels).
 *
 * @throws InvalidArgumentError as `Conv2d`
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Conv1d } from '@ai/nn';
 *
 * new Conv1d(4, 8, 3, { random: new Random(1), padding: 'same' }).forward(tf.zeros([2, 10, 4])); // (2, 10, 8)
 * ```
 */
export class Conv1d extends Module {
  readonly weight: tf.Variable<tf.Rank.R3>;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly settings: ConvolutionSettings;

  constructor(
    readonly inChannels: number,
    readonly outChannels: number,
    kernelSize: Sizes,
    options: ConvolutionOptions,
  ) {
    super();
    this.settings = convolutionSettings([inChannels, outChannels], kernelSize, 1, options, 'Conv1d');
    const { kernel, groups, bias, weightInitializer, biasInitializer } = this.settings;
    this.weight = parameter(
      weightInitializer([outChannels, inChannels / groups, ...kernel], options.random),
      FILTER_1D,
    );
    this.bias = bias ? parameter(biasInitializer([outChannels], options.random)) : undefined;
  }

  override analysis(input: readonly number[], output: readonly number[]): LayerAnalysis {
    return convolutionAnalysis(this.settings, input, output);
  }

  /** @param x (B, T, inChannels) */
  forward(x: tf.Tensor): tf.Tensor {
    return this.forwardWith(x, this.weight);
  }

  /** The same with another filter, stored alike. */
  forwardWith(x: tf.Tensor, weight: tf.Tensor3D): tf.Tensor {
    checkInput(x, 3, 'Conv1d', this.inChannels);
    const { kernel, stride, padding, dilation } = this.settings;
    const settings: ConvolutionSettings = {
      ...this.settings,
      kernel: [1, ...kernel],
      stride: [1, ...stride],
      dilation: [1, ...dilation],
      padding: typeof padding === 'string' ? padding : [0, ...padding],
    };
    return tf.tidy(() => {
      const row = tf.expandDims(x, 1) as tf.Tensor4D;
      const filter = tf.expandDims(weight, 0) as tf.Tensor4D;
      return tf.squeeze(convolve2d(row, filter, this.bias, settings, 'Conv1d', false), [1]);
    });
  }
}
