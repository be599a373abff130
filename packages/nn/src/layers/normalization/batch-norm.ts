import { batchNormTraining, checkBoolean, checkInteger, checkNumber, Got, InvalidArgumentError, tf } from '@ai/core';
import { ndArray } from '../../array/nd-array.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { Module } from '../../module/module.js';
import { buffer, parameter } from '../../module/parameter.js';
import { checkInput } from '../check-input.js';

/** Options of {@link BatchNorm1d} and {@link BatchNorm2d}. */
export interface BatchNormOptions {
  /** Added to the variance. @default 1e-5 */
  readonly epsilon?: number;
  /** Share of the new batch in the running statistics; null gives all batches the same share. @default 0.1 */
  readonly momentum?: number | null;
  /** Learn a factor and an offset per channel. @default true */
  readonly affine?: boolean;
  /** Keep running statistics; false normalizes by the batch in inference as well. @default true */
  readonly trackRunningStats?: boolean;
}

/** Batch normalization over all axes but the last. */
abstract class BatchNorm extends Module {
  readonly weight: tf.Variable<tf.Rank.R1> | undefined;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly runningMean: tf.Variable<tf.Rank.R1> | undefined;
  readonly runningVar: tf.Variable<tf.Rank.R1> | undefined;
  readonly numBatchesTracked: tf.Variable<tf.Rank.R0> | undefined;
  readonly #epsilon: number;
  readonly #momentum: number | null;
  readonly #ranks: readonly number[];
  readonly #owner: string;

  constructor(
    readonly channels: number,
    options: BatchNormOptions,
    ranks: readonly number[],
    owner: string,
  ) {
    super();
    const { epsilon = 1e-5, momentum = 0.1, affine = true, trackRunningStats = true } = options;
    checkInteger(channels, 'channels', owner, { min: 1 });
    this.#epsilon = checkNumber(epsilon, 'epsilon', owner, { min: 0 });
    this.#momentum = momentum === null ? null : checkNumber(momentum, 'momentum', owner, { min: 0, max: 1 });
    this.#ranks = ranks;
    this.#owner = owner;
    checkBoolean(affine, 'affine', owner);
    const filled = (value: number) => ndArray(new Float32Array(channels).fill(value));
    this.weight = affine ? parameter(filled(1)) : undefined;
    this.bias = affine ? parameter(filled(0)) : undefined;
    if (!checkBoolean(trackRunningStats, 'trackRunningStats', owner)) return;
    this.runningMean = buffer(filled(0));
    this.runningVar = buffer(filled(1));
    this.numBatchesTracked = buffer(ndArray(Int32Array.of(0), []));
  }

  /** The statistics aside, which depend on all places. */
  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  forward(x: tf.Tensor, context: ForwardContext = INFERENCE): tf.Tensor {
    checkInput(x, this.#ranks, this.#owner, this.channels);
    return tf.tidy(() => {
      const { runningMean, runningVar } = this;
      // volumes as rows of channels: the native operation takes up to 4 axes
      const rows = x.shape.length > 4 ? tf.reshape(x, [-1, this.channels]) : x;
      const scale = this.weight ?? (tf.ones([this.channels]) as tf.Tensor1D);
      const offset = this.bias ?? (tf.zeros([this.channels]) as tf.Tensor1D);
      const normalized =
        !context.training && runningMean && runningVar
          ? tf.batchNorm(rows, runningMean, runningVar, offset, scale, this.#epsilon)
          : this.byBatch(rows, scale, offset, context);
      return rows === x ? normalized : tf.reshape(normalized, x.shape);
    });
  }

  private byBatch(x: tf.Tensor, scale: tf.Tensor1D, offset: tf.Tensor1D, context: ForwardContext): tf.Tensor {
    const count = x.size / this.channels;
    if (count < 2) {
      const expected = 'have more than 1 value per channel in training';
      throw new InvalidArgumentError('x', this.#owner, expected, new Got(`${count}`));
    }
    const { value, mean, variance } = batchNormTraining(x, scale, offset, this.#epsilon);
    if (context.training) this.track(mean, tf.mul(variance, count / (count - 1)));
    return value;
  }

  /** Moves the running statistics towards those of a batch. */
  private track(mean: tf.Tensor, variance: tf.Tensor): void {
    const { runningMean, runningVar, numBatchesTracked } = this;
    if (!runningMean || !runningVar || !numBatchesTracked) return;
    const batches = tf.add(numBatchesTracked, tf.scalar(1, 'int32')) as tf.Scalar;
    const share = this.#momentum ?? tf.div(1, tf.cast(batches, 'float32'));
    const moved = (running: tf.Tensor, batch: tf.Tensor) =>
      tf.add(tf.mul(running, tf.sub(1, share)), tf.mul(batch, share)) as tf.Tensor1D;
    runningMean.assign(moved(runningMean, mean));
    runningVar.assign(moved(runningVar, variance));
    numBatchesTracked.assign(batches);
  }
}

/**
 * Batch normalization of features, (B, C) or (B, T, C): in training by the batch's mean and variance, which also move the running
 * statistics; in inference by those (Ioffe and Szegedy, 2015).
 *
 * Parameters: `weight`, `bias` (C). Buffers: `running_mean`, `running_var` (C), `num_batches_tracked` (). The running variance is
 * the unbiased one.
 *
 * @throws InvalidArgumentError for options out of range, another number of channels, and in training for one value per channel
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { BatchNorm1d } from '@ai/nn';
 *
 * new BatchNorm1d(1, { affine: false }).forward(tf.tensor2d([[1], [3]]), { training: true }).print(); // [[-1], [1]]
 * ```
 */
export class BatchNorm1d extends BatchNorm {
  constructor(channels: number, options: BatchNormOptions = {}) {
    super(channels, options, [2, 3], 'BatchNorm1d');
  }
}

/**
 * Batch normalization of images, (B, H, W, C); otherwise as {@link BatchNorm1d}.
 *
 * @throws InvalidArgumentError as {@link BatchNorm1d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { BatchNorm2d } from '@ai/nn';
 *
 * const norm = new BatchNorm2d(3);
 * const y = norm.forward(tf.ones([2, 4, 4, 3]), { training: true }); // zeros
 * ```
 */
export class BatchNorm2d extends BatchNorm {
  constructor(channels: number, options: BatchNormOptions = {}) {
    super(channels, options, [4], 'BatchNorm2d');
  }
}

/**
 * Batch normalization of volumes, (B, D, H, W, C); otherwise as {@link BatchNorm1d}.
 *
 * @throws InvalidArgumentError as {@link BatchNorm1d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { BatchNorm3d } from '@ai/nn';
 *
 * new BatchNorm3d(2).forward(tf.ones([1, 2, 3, 3, 2]));
 * ```
 */
export class BatchNorm3d extends BatchNorm {
  constructor(channels: number, options: BatchNormOptions = {}) {
    super(channels, options, [5], 'BatchNorm3d');
  }
}
