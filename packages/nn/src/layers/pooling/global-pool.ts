import { InvalidArgumentError, tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { maximizeAxis } from './pool-axis.js';

/**
 * Mean of every channel over the whole image or sequence: (B, ..., C) to (B, C).
 *
 * @throws InvalidArgumentError for fewer than 3 axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { GlobalAvgPool } from '@ai/nn';
 *
 * new GlobalAvgPool().forward(tf.ones([2, 7, 7, 16])); // (2, 16)
 * ```
 */
export class GlobalAvgPool extends Module {
  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.mean(x, inner(x, 'GlobalAvgPool'));
  }
}

/**
 * Largest value of every channel over the whole image or sequence: (B, ..., C) to (B, C).
 *
 * @throws InvalidArgumentError for fewer than 3 axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { GlobalMaxPool } from '@ai/nn';
 *
 * new GlobalMaxPool().forward(tf.ones([2, 7, 7, 16])); // (2, 16)
 * ```
 */
export class GlobalMaxPool extends Module {
  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    inner(x, 'GlobalMaxPool');
    const [batch, channels] = [x.shape[0], x.shape[x.shape.length - 1]];
    return tf.tidy(() => tf.squeeze(maximizeAxis(tf.reshape(x, [batch, -1, channels]), 1, 1), [1]));
  }
}

function inner(x: tf.Tensor, owner: string): number[] {
  if (x.shape.length < 3) throw new InvalidArgumentError('x', owner, 'have at least 3 axes', x);
  return x.shape.slice(1, -1).map((_, i) => i + 1);
}
