import { Got, InvalidArgumentError, tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { depthwiseFilter, FILTER_2D } from '../../module/layout.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { checkInput, type Sizes } from '../check-input.js';
import {
  type ConvolutionOptions,
  type ConvolutionSettings,
  convolutionAnalysis,
  convolutionSettings,
} from './convolution-options.js';
import { type ConvolutionGeometry, convolve } from './convolve.js';
import { type Edges, edgesOf, padSpatial } from './padding.js';

/**
 * Convolution over images: (B, H, W, inChannels) to (B, H', W', outChannels).
 *
 * Parameters: `weight`, in checkpoints (outChannels, inChannels / groups, KH, KW), stored as (KH, KW, inChannels / groups, outChannels)
 * or, with one group per channel, (KH, KW, inChannels, multiplier); `bias` (outChannels).
 *
 * H' = floor((H + 2 padding - dilation (KH - 1) - 1) / stride) + 1.
 *
 * @throws InvalidArgumentError for options out of range, groups that do not divide the channels, and an input of another shape or
 *   smaller than the filter
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Conv2d } from '@ai/nn';
 *
 * const conv = new Conv2d(3, 16, 3, { random: new Random(1), padding: 1, stride: 2 });
 * const y = conv.forward(tf.zeros([2, 32, 32, 3])); // (2, 16, 16, 16)
 * ```
 */
export class Conv2d extends Module {
  readonly weight: tf.Variable<tf.Rank.R4>;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly settings: ConvolutionSettings;

  constructor(
    readonly inChannels: number,
    readonly outChannels: number,
    kernelSize: Sizes,
    options: ConvolutionOptions,
  ) {
    super();
    this.settings = convolutionSettings([inChannels, outChannels], kernelSize, 2, options, 'Conv2d');
    const { kernel, groups, bias, weightInitializer, biasInitializer } = this.settings;
    const shape = [outChannels, inChannels / groups, ...kernel];
    const layout = isDepthwise(groups, inChannels) ? depthwiseFilter(inChannels) : FILTER_2D;
    this.weight = parameter(weightInitializer(shape, options.random), layout);
    this.bias = bias ? parameter(biasInitializer([outChannels], options.random)) : undefined;
  }

  override analysis(input: readonly number[], output: readonly number[]): LayerAnalysis {
    return convolutionAnalysis(this.settings, input, output);
  }

  /** @param x (B, H, W, inChannels) */
  forward(x: tf.Tensor): tf.Tensor {
    return this.forwardWith(x, this.weight);
  }

  /** The same with another filter, stored alike. */
  forwardWith(x: tf.Tensor, weight: tf.Tensor4D): tf.Tensor {
    checkInput(x, 4, 'Conv2d', this.inChannels);
    return tf.tidy(() => convolve2d(x as tf.Tensor4D, weight, this.bias, this.settings, 'Conv2d'));
  }
}

/** Whether every channel is a group of its own. */
export function isDepthwise(groups: number, inChannels: number): boolean {
  return groups > 1 && groups === inChannels;
}

/** The convolution that the settings describe, on a filter (KH, KW, in, out), or (KH, KW, in, multiplier) if `depthwise`. */
export function convolve2d(
  x: tf.Tensor4D,
  weight: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  settings: ConvolutionSettings,
  owner: string,
  depthwise = isDepthwise(settings.groups, x.shape[3]),
): tf.Tensor4D {
  const { kernel, stride, padding, paddingMode, dilation, groups } = settings;
  const edges = [0, 1].map((i): Edges => {
    const pair = edgesOf(
      typeof padding === 'string' ? padding : padding[i],
      x.shape[i + 1],
      kernel[i],
      stride[i],
      dilation[i],
    );
    const needed = (kernel[i] - 1) * dilation[i] + 1;
    if (x.shape[i + 1] + pair[0] + pair[1] < needed) {
      throw new InvalidArgumentError(
        'x',
        owner,
        `be at least as large as the filter (${needed})`,
        new Got(`[${x.shape}]`),
      );
    }
    if (paddingMode === 'reflect' && Math.max(...pair) >= x.shape[i + 1]) {
      throw new InvalidArgumentError('x', owner, 'be larger than its reflected padding', new Got(`[${x.shape}]`));
    }
    return pair;
  }) as [Edges, Edges];
  const isZeros = paddingMode === 'zeros';
  const input = isZeros ? x : (padSpatial(x, edges, paddingMode) as tf.Tensor4D);
  const geometry: ConvolutionGeometry = {
    stride,
    dilation,
    groups,
    edges: isZeros
      ? edges
      : [
          [0, 0],
          [0, 0],
        ],
    depthwise,
  };
  const y = convolve(input, weight, geometry);
  return bias ? tf.add(y, bias) : y;
}
