import { checkBoolean, InvalidArgumentError, tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';

/** Options of {@link Flatten}. */
export interface FlattenOptions {
  /**
   * Order features as a network that stores channels first would, (C, H, W), so that checkpoints of such networks fit the linear
   * layer that follows; false keeps the stored order (H, W, C). @default true
   */
  readonly channelsFirst?: boolean;
}

/**
 * One row of features per sample: (B, ...) to (B, D).
 *
 * @throws InvalidArgumentError for an input without axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Flatten } from '@ai/nn';
 *
 * new Flatten().forward(tf.zeros([2, 4, 4, 8])); // (2, 128)
 * ```
 */
export class Flatten extends Module {
  readonly channelsFirst: boolean;

  constructor(options: FlattenOptions = {}) {
    super();
    this.channelsFirst = checkBoolean(options.channelsFirst ?? true, 'channelsFirst', 'Flatten');
  }

  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    const rank = x.shape.length;
    if (rank < 1) throw new InvalidArgumentError('x', 'Flatten', 'have at least 1 axis', x);
    return tf.tidy(() => {
      const spatial = Array.from({ length: Math.max(rank - 2, 0) }, (_, i) => i + 1);
      const ordered = this.channelsFirst && rank > 2 ? tf.transpose(x, [0, rank - 1, ...spatial]) : x;
      return tf.reshape(ordered, [x.shape[0], x.shape.slice(1).reduce((product, size) => product * size, 1)]);
    });
  }
}
