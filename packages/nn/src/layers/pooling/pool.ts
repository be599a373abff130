import { checkBoolean, Got, InvalidArgumentError, type tf } from '@ai/core';
import { type LayerAnalysis, windowReads } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';
import type { AxisWindows } from './pool-planes.js';

/** Options of all pooling layers; an array has one entry per spatial axis. */
export interface PoolOptions {
  /** @default the kernel's size */
  readonly stride?: Sizes;
  /** Places added to both ends of each axis, at most half the kernel. @default 0 */
  readonly padding?: Sizes;
  /** Round sizes up, so that a last window may reach over the end. @default false */
  readonly ceilMode?: boolean;
}

/** What {@link Pool} takes: dilation is the max pooling layers' alone. */
interface WindowOptions extends PoolOptions {
  readonly dilation?: Sizes;
}

/** Pooling over 1, 2 or 3 spatial axes: windows are products of intervals, so that axes may be pooled one after the other. */
export abstract class Pool extends Module {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly ceilMode: boolean;
  protected readonly owner: string;

  constructor(kernelSize: Sizes, options: WindowOptions, axes: number, owner: string) {
    super();
    const { stride = kernelSize, padding = 0, dilation = 1, ceilMode = false } = options;
    this.kernel = checkSizes(kernelSize, axes, 'kernelSize', owner);
    this.stride = checkSizes(stride, axes, 'stride', owner);
    this.padding = checkSizes(padding, axes, 'padding', owner, 0);
    this.dilation = checkSizes(dilation, axes, 'dilation', owner);
    this.ceilMode = checkBoolean(ceilMode, 'ceilMode', owner);
    this.owner = owner;
    if (this.padding.some((size, i) => 2 * size > this.kernel[i])) {
      throw new InvalidArgumentError('padding', owner, 'be at most half the kernel', this.padding);
    }
  }

  override analysis(): LayerAnalysis {
    const { kernel, stride, dilation, padding } = this;
    return { multiplyAdds: 0, reads: kernel.map((size, i) => windowReads(size, stride[i], dilation[i], padding[i])) };
  }

  /** The windows of each axis. @throws InvalidArgumentError for an input that no window fits into */
  protected windows(x: tf.Tensor): AxisWindows[] {
    const { kernel, stride, padding, dilation, ceilMode, owner } = this;
    checkInput(x, kernel.length + 2, owner);
    return kernel.map((size, i) => {
      const length = x.shape[i + 1];
      const reach = dilation[i] * (size - 1) + 1;
      const spare = length + 2 * padding[i] - reach;
      if (spare < 0) {
        const expected = `be at least as large as the kernel [${kernel}]`;
        throw new InvalidArgumentError('x', owner, expected, new Got(`[${x.shape}]`));
      }
      let count = (ceilMode ? Math.ceil(spare / stride[i]) : Math.floor(spare / stride[i])) + 1;
      if ((count - 1) * stride[i] >= length + padding[i]) count--; // a window of padding alone
      const after = Math.max(padding[i], (count - 1) * stride[i] + reach - length - padding[i]);
      const places = (from: number, to: number): number[] =>
        Array.from({ length: count }, (_, o) => {
          const start = o * stride[i] - padding[i];
          return Array.from({ length: size }, (_, k) => start + k * dilation[i]).filter((at) => at >= from && at < to)
            .length;
        });
      return {
        kernel: size,
        stride: stride[i],
        dilation: dilation[i],
        edges: [padding[i], after],
        inside: places(0, length),
        withPadding: places(-padding[i], length + padding[i]),
      };
    });
  }
}
