import { checkBoolean, checkInteger, checkNumber, Got, InvalidArgumentError, tf } from '@ai/core';
import { ndArray } from '../../array/nd-array.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import type { ForwardContext } from '../../module/context.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';

/** Options of {@link GroupNorm}. */
export interface GroupNormOptions {
  /** Added to the variance. @default 1e-5 */
  readonly epsilon?: number;
  /** Learn a factor and an offset per channel. @default true */
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
  protected readonly epsilon: number;

  constructor(
    readonly groups: number,
    readonly channels: number,
    options: GroupNormOptions = {},
    protected readonly owner = 'GroupNorm',
  ) {
    super();
    const { epsilon = 1e-5, affine = true } = options;
    checkInteger(channels, 'channels', owner, { min: 1 });
    checkInteger(groups, 'groups', owner, { min: 1 });
    if (channels % groups !== 0) throw new InvalidArgumentError('groups', owner, `divide ${channels} channels`, groups);
    this.epsilon = checkNumber(epsilon, 'epsilon', owner, { min: 0 });
    checkBoolean(affine, 'affine', owner);
    this.weight = affine ? parameter(ndArray(new Float32Array(channels).fill(1))) : undefined;
    this.bias = affine ? parameter(ndArray(new Float32Array(channels))) : undefined;
  }

  /** The statistics aside, which depend on all places. */
  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  forward(x: tf.Tensor, _context?: ForwardContext): tf.Tensor {
    this.check(x);
    return tf.tidy(() => this.affine(this.normalize(x).normal));
  }

  protected check(x: tf.Tensor): void {
    const { channels } = this;
    if (x.shape.length >= 2 && x.shape[x.shape.length - 1] === channels) return;
    const got = new Got(`[${x.shape}]`);
    throw new InvalidArgumentError('x', this.owner, `have ${channels} channels in its last axis`, got);
  }

  /** `x` less its mean over its standard deviation; the statistics are (B, 1, groups, 1). */
  protected normalize(x: tf.Tensor): { normal: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor } {
    const { groups, channels } = this;
    const grouped = tf.reshape(x, [x.shape[0], -1, groups, channels / groups]);
    const mean = tf.mean(grouped, [1, 3], true);
    const centred = tf.sub(grouped, mean);
    const variance = tf.mean(tf.square(centred), [1, 3], true);
    const normal = tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, this.epsilon))), x.shape);
    return { normal, mean, variance };
  }

  /** Times the factors, plus the offsets. */
  protected affine(normal: tf.Tensor): tf.Tensor {
    const scaled = this.weight ? tf.mul(normal, this.weight) : normal;
    return this.bias ? tf.add(scaled, this.bias) : scaled;
  }
}
