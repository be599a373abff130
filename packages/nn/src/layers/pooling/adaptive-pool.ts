import { tf } from '@ai/core';
import type { AxisReads, LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';
import { averageAxis, maximizeAxis, windows } from './pool-axis.js';

/** Pooling to a given size over 1, 2 or 3 spatial axes, axis by axis. */
abstract class AdaptivePool extends Module {
  readonly outputSize: readonly number[];
  readonly #owner: string;

  constructor(outputSize: Sizes, axes: number, owner: string) {
    super();
    this.outputSize = checkSizes(outputSize, axes, 'outputSize', owner);
    this.#owner = owner;
  }

  protected abstract poolAxis(x: tf.Tensor, axis: number, out: number): tf.Tensor;

  override analysis(input: readonly number[]): LayerAnalysis {
    if (this.outputSize.every((out) => out === 1)) return { multiplyAdds: 0, reads: 'all' };
    return { multiplyAdds: 0, reads: this.outputSize.map((out, i) => windowsRead(input[i + 1], out)) };
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, this.outputSize.length + 2, this.#owner);
    return tf.tidy(() => this.outputSize.reduce((y, out, i) => this.poolAxis(y, i + 1, out), tf.clone(x)));
  }
}

function windowsRead(size: number, out: number): AxisReads {
  const parts = windows(size, out);
  return {
    period: out,
    advance: size,
    taps: (o) => Array.from({ length: parts[o][1] - parts[o][0] }, (_, k) => parts[o][0] + k),
  };
}

/**
 * Mean of windows as in {@link AdaptiveAvgPool2d}: (B, T, C) to (B, OT, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveAvgPool1d } from '@ai/nn';
 *
 * new AdaptiveAvgPool1d(3).forward(tf.ones([1, 7, 2])); // (1, 3, 2)
 * ```
 */
export class AdaptiveAvgPool1d extends AdaptivePool {
  protected readonly poolAxis = averageAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 1, 'AdaptiveAvgPool1d');
  }
}

/**
 * Mean of windows that divide the image into `outputSize` parts, overlapping where it does not divide evenly:
 * (B, H, W, C) to (B, OH, OW, C).
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers >= 1 and an input of another number of axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveAvgPool2d } from '@ai/nn';
 *
 * new AdaptiveAvgPool2d(3).forward(tf.ones([1, 7, 8, 2])); // (1, 3, 3, 2)
 * ```
 */
export class AdaptiveAvgPool2d extends AdaptivePool {
  protected readonly poolAxis = averageAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 2, 'AdaptiveAvgPool2d');
  }
}

/**
 * Mean of windows as in {@link AdaptiveAvgPool2d}: (B, D, H, W, C) to (B, OD, OH, OW, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveAvgPool3d } from '@ai/nn';
 *
 * new AdaptiveAvgPool3d([1, 2, 2]).forward(tf.ones([1, 3, 4, 5, 2])); // (1, 1, 2, 2, 2)
 * ```
 */
export class AdaptiveAvgPool3d extends AdaptivePool {
  protected readonly poolAxis = averageAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 3, 'AdaptiveAvgPool3d');
  }
}

/**
 * Largest value of windows as in {@link AdaptiveAvgPool2d}: (B, T, C) to (B, OT, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveMaxPool1d } from '@ai/nn';
 *
 * new AdaptiveMaxPool1d(3).forward(tf.ones([1, 7, 2])); // (1, 3, 2)
 * ```
 */
export class AdaptiveMaxPool1d extends AdaptivePool {
  protected readonly poolAxis = maximizeAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 1, 'AdaptiveMaxPool1d');
  }
}

/**
 * Largest value of windows as in {@link AdaptiveAvgPool2d}: (B, H, W, C) to (B, OH, OW, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveMaxPool2d } from '@ai/nn';
 *
 * new AdaptiveMaxPool2d(2).forward(tf.ones([1, 7, 8, 2])); // (1, 2, 2, 2)
 * ```
 */
export class AdaptiveMaxPool2d extends AdaptivePool {
  protected readonly poolAxis = maximizeAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 2, 'AdaptiveMaxPool2d');
  }
}

/**
 * Largest value of windows as in {@link AdaptiveAvgPool2d}: (B, D, H, W, C) to (B, OD, OH, OW, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveMaxPool3d } from '@ai/nn';
 *
 * new AdaptiveMaxPool3d(2).forward(tf.ones([1, 3, 4, 5, 2])); // (1, 2, 2, 2, 2)
 * ```
 */
export class AdaptiveMaxPool3d extends AdaptivePool {
  protected readonly poolAxis = maximizeAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 3, 'AdaptiveMaxPool3d');
  }
}
