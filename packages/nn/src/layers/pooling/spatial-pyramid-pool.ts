import { checkOneOf, tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes } from '../check-input.js';
import { AdaptiveAvgPool2d, AdaptiveMaxPool2d } from './adaptive-pool.js';

/**
 * Adaptive pooling on several grids, flattened and joined: (B, H, W, C) to (B, C sum(levels^2)) whatever the image's size
 * (He et al., "Spatial Pyramid Pooling", 2014). Within a grid the order is that of a network with channels first.
 *
 * @throws InvalidArgumentError for levels that are not whole numbers >= 1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { SpatialPyramidPool } from '@ai/nn';
 *
 * new SpatialPyramidPool([1, 2]).forward(tf.ones([2, 13, 9, 16])); // (2, 80)
 * ```
 */
export class SpatialPyramidPool extends Module {
  readonly #pools: readonly Module[];

  constructor(
    readonly levels: readonly number[] = [1, 2, 4],
    kind: 'max' | 'average' = 'max',
  ) {
    super();
    checkOneOf(kind, 'kind', 'SpatialPyramidPool', ['max', 'average']);
    checkSizes(levels, levels.length, 'levels', 'SpatialPyramidPool');
    this.#pools = levels.map((level) => (kind === 'max' ? new AdaptiveMaxPool2d(level) : new AdaptiveAvgPool2d(level)));
  }

  override analysis(): LayerAnalysis {
    return { multiplyAdds: 0, reads: 'all' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, 4, 'SpatialPyramidPool');
    return tf.tidy(() => {
      const parts = this.#pools.map((pool) => tf.transpose(pool.forward(x), [0, 3, 1, 2]));
      return tf.concat(
        parts.map((part) => tf.reshape(part, [x.shape[0], -1])),
        1,
      );
    });
  }
}
