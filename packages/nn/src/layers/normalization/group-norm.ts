import { checkBoolean, checkInteger, checkNumber, Got, InvalidArgumentError, tf } from '@ai/core';
import { ndArray } from '../../array/nd-array.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';

/** Options of {@link GroupNorm} and {@link InstanceNorm}. */
export interface GroupNormOptions {
  /** Added to the variance. @default 1e-5 */
  readonly epsilon?: number;
  /** Learn a factor and an offset per channel. @default true for GroupNorm, false for InstanceNorm, as PyTorch */
  readonly affine?: boolean;
}

/**
 * Normalization of each sample over its pixels and a group of channels: (B, ..., C) (Wu and He, 2018).
 *
 * Parameters: `weight`, `bias` (C).
 *
 * @throws InvalidArgumentError for options out of range, groups that do not divide the channels, another number of channels
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { GroupNorm } from '@ai/nn';
 *
 * new GroupNorm(2, 6).forward(tf.zeros([1, 4, 4, 6]));
 * ```
 */
export class GroupNorm extends Module {
  readonly weight: tf.Variable<tf.Rank.R1> | undefined;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly #epsilon: number;
  readonly #owner: string;

  constructor(
    readonly groups: number,
    readonly channels: number,
    options: GroupNormOptions = {},
    owner = 'GroupNorm',
  ) {
    super();
    const { epsilon = 1e-5, affine = true } = options;
    checkInteger(channels, 'channels', owner, { min: 1 });
    checkInteger(groups, 'groups', owner, { min: 1 });
    if (channels % groups !== 0) throw new InvalidArgumentError('groups', owner, `divide ${channels} channels`, groups);
    this.#epsilon = checkNumber(epsilon, 'epsilon', owner, { min: 0 });
    this.#owner = owner;
    checkBoolean(affine, 'affine', owner);
    this.weight = affine ? parameter(ndArray(new Float32Array(channels).fill(1))) : undefined;
    this.bias = affine ? parameter(ndArray(new Float32Array(channels))) : undefined;
  }

  /** The statistics aside, which depend on all places. */
  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    const { groups, channels } = this;
    if (x.shape.length < 2 || x.shape[x.shape.length - 1] !== channels) {
      throw new InvalidArgumentError(
        'x',
        this.#owner,
        `have ${channels} channels in its last axis`,
        new Got(`[${x.shape}]`),
      );
    }
    return tf.tidy(() => {
      const grouped = tf.reshape(x, [x.shape[0], -1, groups, channels / groups]);
      const centred = tf.sub(grouped, tf.mean(grouped, [1, 3], true));
      const variance = tf.mean(tf.square(centred), [1, 3], true);
      const normal = tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, this.#epsilon))), x.shape);
      const scaled = this.weight ? tf.mul(normal, this.weight) : normal;
      return this.bias ? tf.add(scaled, this.bias) : scaled;
    });
  }
}

/**
 * Normalization of each channel of each sample over its pixels: (B, ..., C) (Ulyanov, Vedaldi and Lempitsky, 2016). It keeps no
 * running statistics.
 *
 * @throws InvalidArgumentError as {@link GroupNorm}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { InstanceNorm } from '@ai/nn';
 *
 * new InstanceNorm(3).forward(tf.zeros([2, 8, 8, 3]));
 * ```
 */
export class InstanceNorm extends GroupNorm {
  constructor(channels: number, options: GroupNormOptions = {}) {
    super(channels, channels, { affine: false, ...options }, 'InstanceNorm');
  }
}
