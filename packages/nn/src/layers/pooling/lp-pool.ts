import { checkNumber, tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import type { Sizes } from '../check-input.js';
import { Pool, type PoolOptions } from './pool.js';
import { averagePlane, poolAxes } from './pool-planes.js';

abstract class LpPool extends Pool {
  constructor(
    readonly power: number,
    kernelSize: Sizes,
    options: Omit<PoolOptions, 'padding'>,
    axes: number,
    owner: string,
  ) {
    super(kernelSize, { ...options, padding: 0 }, axes, owner);
    checkNumber(power, 'power', owner, { above: 0 });
  }

  forward(x: tf.Tensor): tf.Tensor {
    const windows = this.windows(x);
    const { power } = this;
    return tf.tidy(() => {
      const mean = poolAxes(power === 2 ? tf.square(x) : tf.pow(x, power), windows, averagePlane);
      return tf.pow(tf.mul(tf.relu(mean), sizeOf(this.kernel)), 1 / power);
    });
  }
}

/**
 * Norm of each window of a sequence, (sum x^p)^(1/p): (B, T, C) to (B, T', C). A negative sum counts as 0 (PyTorch
 * gives NaN); where a sum is 0 its gradient is not finite.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}, and for a power that is not positive
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { LpPool1d } from '@ai/nn';
 *
 * new LpPool1d(2, 2).forward(tf.tensor3d([[[3], [4]]])).print(); // [[[5]]]
 * ```
 */
export class LpPool1d extends LpPool {
  constructor(power: number, kernelSize: Sizes, options: Omit<PoolOptions, 'padding'> = {}) {
    super(power, kernelSize, options, 1, 'LpPool1d');
  }
}

/**
 * Norm of each window, (sum x^p)^(1/p): (B, H, W, C) to (B, H', W', C); otherwise as {@link LpPool1d}.
 *
 * @throws InvalidArgumentError as {@link LpPool1d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { LpPool2d } from '@ai/nn';
 *
 * new LpPool2d(2, 2).forward(tf.ones([1, 4, 4, 1])); // (1, 2, 2, 1), all 2
 * ```
 */
export class LpPool2d extends LpPool {
  constructor(power: number, kernelSize: Sizes, options: Omit<PoolOptions, 'padding'> = {}) {
    super(power, kernelSize, options, 2, 'LpPool2d');
  }
}
