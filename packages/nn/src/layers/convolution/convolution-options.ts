import { checkBoolean, checkInteger, checkOneOf, InvalidArgumentError, type Random } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import { fanInUniform, type Initializer } from '../../init/initializers.js';
import { type LayerAnalysis, windowReads } from '../../module/analysis.js';
import { checkSizes, type Sizes } from '../check-input.js';
import { checkPadding, edgesOf, PADDING_MODES, type Padding, type PaddingMode } from './padding.js';

/** Options of the convolutions; an array has one entry per spatial axis. */
export interface ConvolutionOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** @default 1 */
  readonly stride?: Sizes;
  /** @default 0 */
  readonly padding?: Padding;
  /** @default 'zeros' */
  readonly paddingMode?: PaddingMode;
  /** Distance between the pixels that a filter reads. @default 1 */
  readonly dilation?: Sizes;
  /** Parts of the channels that are convolved apart; as many as channels is a depthwise convolution. @default 1 */
  readonly groups?: number;
  /** @default true */
  readonly bias?: boolean;
  /** @default fanInUniform, as PyTorch */
  readonly weightInitializer?: Initializer;
  /** @default fanInUniform, as PyTorch */
  readonly biasInitializer?: Initializer;
}

/** Options with every default in its place. */
export interface ConvolutionSettings {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: 'same' | 'valid' | readonly number[];
  readonly paddingMode: PaddingMode;
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly bias: boolean;
  readonly weightInitializer: Initializer;
  readonly biasInitializer: Initializer;
}

/** A convolution as `summary` sees it, whatever operations it runs as. */
export function convolutionAnalysis(
  { kernel, stride, padding, dilation, groups }: ConvolutionSettings,
  input: readonly number[],
  output: readonly number[],
): LayerAnalysis {
  return {
    multiplyAdds: sizeOf(output) * sizeOf(kernel) * (input[input.length - 1] / groups),
    reads: kernel.map((size, i) => {
      const pad = typeof padding === 'string' ? padding : padding[i];
      return windowReads(size, stride[i], dilation[i], edgesOf(pad, input[i + 1], size, stride[i], dilation[i])[0]);
    }),
  };
}

/** @throws InvalidArgumentError naming the first option that is wrong */
export function convolutionSettings(
  channels: readonly [inChannels: number, outChannels: number],
  kernelSize: Sizes,
  axes: number,
  options: ConvolutionOptions,
  owner: string,
): ConvolutionSettings {
  const [inChannels, outChannels] = channels;
  checkInteger(inChannels, 'inChannels', owner, { min: 1 });
  checkInteger(outChannels, 'outChannels', owner, { min: 1 });
  const { stride = 1, padding = 0, paddingMode = 'zeros', dilation = 1, groups = 1, bias = true } = options;
  checkInteger(groups, 'groups', owner, { min: 1 });
  if (inChannels % groups !== 0 || outChannels % groups !== 0) {
    throw new InvalidArgumentError(
      'groups',
      owner,
      `divide ${inChannels} input and ${outChannels} output channels`,
      groups,
    );
  }
  const kernel = checkSizes(kernelSize, axes, 'kernelSize', owner);
  const initializer = fanInUniform((inChannels / groups) * sizeOf(kernel));
  const { weightInitializer = initializer, biasInitializer = initializer } = options;
  return {
    kernel,
    stride: checkSizes(stride, axes, 'stride', owner),
    padding: checkPadding(padding, axes, owner),
    paddingMode: checkOneOf(paddingMode, 'paddingMode', owner, PADDING_MODES),
    dilation: checkSizes(dilation, axes, 'dilation', owner),
    groups,
    bias: checkBoolean(bias, 'bias', owner),
    weightInitializer,
    biasInitializer,
  };
}
