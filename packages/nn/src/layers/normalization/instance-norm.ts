import { checkBoolean, checkNumber, Got, InvalidArgumentError, tf } from '@ai/core';
import { ndArray } from '../../array/nd-array.js';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { buffer } from '../../module/parameter.js';
import { GroupNorm } from './group-norm.js';

/** Options of {@link InstanceNorm}. */
export interface InstanceNormOptions {
  /** Added to the variance. @default 1e-5 */
  readonly epsilon?: number;
  /** Learn a factor and an offset per channel. @default false, as PyTorch */
  readonly affine?: boolean;
  /** Keep means and variances of the samples seen in training, and normalize by them in inference. @default false */
  readonly trackRunningStats?: boolean;
  /** Share of a new batch in the running statistics. @default 0.1 */
  readonly momentum?: number;
}

/**
 * Normalization of each channel of each sample over its pixels: (B, ..., C) (Ulyanov, Vedaldi and Lempitsky, 2016). With
 * `trackRunningStats` inference normalizes all samples by the running statistics instead.
 *
 * Parameters, if `affine`: `weight`, `bias` (C). Buffers, if tracked: `running_mean`, `running_var` (C), the mean over the batch of what
 * its samples have, the variance the unbiased one; `num_batches_tracked` (), which stays 0 as PyTorch's does.
 *
 * @throws InvalidArgumentError for options out of range, another number of channels, and where statistics are tracked in training for
 *   one pixel per channel
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { InstanceNorm } from '@ai/nn';
 *
 * new InstanceNorm(3).forward(tf.zeros([2, 8, 8, 3]));
 * ```
 */
export class InstanceNorm extends GroupNorm {
  readonly runningMean: tf.Variable<tf.Rank.R1> | undefined;
  readonly runningVar: tf.Variable<tf.Rank.R1> | undefined;
  readonly numBatchesTracked: tf.Variable<tf.Rank.R0> | undefined;
  readonly #momentum: number;

  constructor(channels: number, options: InstanceNormOptions = {}) {
    const owner = 'InstanceNorm';
    const { epsilon, affine = false, trackRunningStats = false, momentum = 0.1 } = options;
    super(channels, channels, { epsilon, affine }, owner);
    this.#momentum = checkNumber(momentum, 'momentum', owner, { min: 0, max: 1 });
    if (!checkBoolean(trackRunningStats, 'trackRunningStats', owner)) return;
    this.runningMean = buffer(ndArray(new Float32Array(channels)));
    this.runningVar = buffer(ndArray(new Float32Array(channels).fill(1)));
    this.numBatchesTracked = buffer(ndArray(Int32Array.of(0), []));
  }

  override forward(x: tf.Tensor, { training }: ForwardContext = INFERENCE): tf.Tensor {
    const { runningMean, runningVar } = this;
    if (!runningMean || !runningVar) return super.forward(x);
    this.check(x);
    if (training) return tf.tidy(() => this.affine(this.track(x, runningMean, runningVar)));
    return tf.tidy(() => {
      const deviation = tf.rsqrt(tf.add(runningVar, this.epsilon));
      return this.affine(tf.mul(tf.sub(x, runningMean), deviation));
    });
  }

  /** `x` normalized by its own statistics, which move the running ones. */
  private track(x: tf.Tensor, runningMean: tf.Variable<tf.Rank.R1>, runningVar: tf.Variable<tf.Rank.R1>): tf.Tensor {
    const count = x.size / (x.shape[0] * this.channels);
    if (count < 2) {
      const expected = 'have more than 1 value per sample and channel in training';
      throw new InvalidArgumentError('x', this.owner, expected, new Got(`${count}`));
    }
    const { normal, mean, variance } = this.normalize(x);
    const share = this.#momentum;
    const moved = (running: tf.Tensor1D, samples: tf.Tensor, factor: number) => {
      const batch = tf.squeeze(tf.mean(samples, 0), [0, 2]);
      return tf.add(tf.mul(running, 1 - share), tf.mul(batch, share * factor)) as tf.Tensor1D;
    };
    runningMean.assign(moved(runningMean, mean, 1));
    runningVar.assign(moved(runningVar, variance, count / (count - 1)));
    return normal;
  }
}
