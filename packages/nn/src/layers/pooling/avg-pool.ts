import { checkBoolean, checkNumber, tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import type { Sizes } from '../check-input.js';
import { Pool, type PoolOptions } from './pool.js';
import { averagePlane, poolAxes } from './pool-planes.js';

/** Options of the average pooling layers. */
export interface AvgPoolOptions extends PoolOptions {
  /** Whether padding counts as zeros in the mean. @default true */
  readonly countIncludePad?: boolean;
  /** What sums are divided by. @default the number of places in the window */
  readonly divisor?: number;
}

abstract class AvgPool extends Pool {
  readonly countIncludePad: boolean;
  readonly divisor: number | undefined;

  constructor(kernelSize: Sizes, options: AvgPoolOptions, axes: number, owner: string) {
    super(kernelSize, options, axes, owner);
    this.countIncludePad = checkBoolean(options.countIncludePad ?? true, 'countIncludePad', owner);
    this.divisor =
      options.divisor === undefined ? undefined : checkNumber(options.divisor, 'divisor', owner, { above: 0 });
  }

  forward(x: tf.Tensor): tf.Tensor {
    const windows = this.windows(x);
    return tf.tidy(() => {
      const mean = poolAxes(x, windows, averagePlane);
      const { divisor } = this;
      if (divisor !== undefined)
        return divisor === sizeOf(this.kernel) ? mean : tf.mul(mean, sizeOf(this.kernel) / divisor);
      return windows.reduce((y, { kernel, inside, withPadding }, axis) => {
        const counts = this.countIncludePad ? withPadding : inside;
        if (counts.every((count) => count === kernel)) return y;
        const shape = mean.shape.map((_, i) => (i === axis + 1 ? counts.length : 1));
        return tf.mul(
          y,
          tf.tensor(
            counts.map((count) => kernel / count),
            shape,
          ),
        );
      }, mean);
    });
  }
}

/**
 * Mean of each window of a sequence: (B, T, C) to (B, T', C); otherwise as {@link AvgPool2d}.
 *
 * @throws InvalidArgumentError as {@link AvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AvgPool1d } from '@ai/nn';
 *
 * new AvgPool1d(3, { stride: 2, ceilMode: true }).forward(tf.ones([1, 8, 3])); // (1, 4, 3)
 * ```
 */
export class AvgPool1d extends AvgPool {
  constructor(kernelSize: Sizes, options: AvgPoolOptions = {}) {
    super(kernelSize, options, 1, 'AvgPool1d');
  }
}

/**
 * Mean of each window: (B, H, W, C) to (B, H', W', C), sizes as {@link MaxPool2d}. What reaches over the padding in ceil mode never
 * counts.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}, and for a divisor that is not positive
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AvgPool2d } from '@ai/nn';
 *
 * new AvgPool2d(3, { stride: 2, padding: 1 }).forward(tf.ones([1, 8, 8, 3])); // (1, 4, 4, 3)
 * ```
 */
export class AvgPool2d extends AvgPool {
  constructor(kernelSize: Sizes, options: AvgPoolOptions = {}) {
    super(kernelSize, options, 2, 'AvgPool2d');
  }
}

/**
 * Mean of each window of a volume: (B, D, H, W, C) to (B, D', H', W', C); otherwise as {@link AvgPool2d}.
 *
 * @throws InvalidArgumentError as {@link AvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AvgPool3d } from '@ai/nn';
 *
 * new AvgPool3d(2).forward(tf.ones([1, 4, 8, 8, 3])); // (1, 2, 4, 4, 3)
 * ```
 */
export class AvgPool3d extends AvgPool {
  constructor(kernelSize: Sizes, options: AvgPoolOptions = {}) {
    super(kernelSize, options, 3, 'AvgPool3d');
  }
}
