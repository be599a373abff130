import { checkBoolean, checkInteger, Got, InvalidArgumentError, tf } from '@ai/core';
import { type LossOptions, reduceLoss } from './reduction.js';

/** Options of {@link ctcLoss}. */
export interface CtcOptions extends LossOptions {
  /** The class that stands for nothing. @default 0 */
  readonly blank?: number;
  /** Frames that count in each sequence. @default all */
  readonly lengths?: readonly number[];
  /**
   * What becomes of a target that its frames cannot hold (each class needs one, each repetition one more for the blank between): it is
   * refused, or its loss and gradient are 0. @default false
   */
  readonly zeroInfinity?: boolean;
}

/** Log of an impossible event: finite, so that differences of two stay numbers. */
const IMPOSSIBLE = -1e30;

/**
 * Connectionist temporal classification: -log of the probability of all ways to write the target over the frames, with blanks and
 * repetitions (Graves et al., 2006). The forward recursion runs in the log domain.
 *
 * @param logProbabilities (B, T, K), log softmax over K
 * @param targets B sequences of classes other than the blank
 * @returns a scalar, or (B) with reduction 'none'. The mean divides each loss by its target's length first, as PyTorch's does.
 * @throws InvalidArgumentError for shapes, classes or lengths out of range, and without `zeroInfinity` for a target that its frames
 *   cannot hold
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { ctcLoss, logSoftmax } from '@ai/nn';
 *
 * const frames = logSoftmax(tf.zeros([1, 5, 4])); // 5 frames, blank and 3 classes
 * ctcLoss(frames, [[1, 2]]);
 * ```
 */
export function ctcLoss(
  logProbabilities: tf.Tensor,
  targets: readonly (readonly number[])[],
  options: CtcOptions = {},
): tf.Scalar {
  const { blank = 0, reduction = 'mean', zeroInfinity = false } = options;
  checkBoolean(zeroInfinity, 'zeroInfinity', 'ctcLoss');
  const [batch, frames, classes] = logProbabilities.shape;
  const { counts, possible } = checkCtc(logProbabilities, targets, options);
  const places = 2 * Math.max(0, ...targets.map((target) => target.length)) + 1;
  // blank, c1, blank, c2, ..., blank
  const labels = targets.map((target) =>
    Array.from({ length: places }, (_, s) => (s % 2 === 1 ? (target[s >> 1] ?? blank) : blank)),
  );
  return tf.tidy(() => {
    const oneHot = tf.oneHot(tf.tensor2d(labels, [batch, places], 'int32'), classes);
    const emitted = tf.matMul(logProbabilities as tf.Tensor3D, tf.cast(oneHot, 'float32') as tf.Tensor3D, false, true);
    const perFrame = tf.unstack(emitted, 1); // each (B, S)
    const rows = (entry: (b: number, s: number) => number): tf.Tensor2D =>
      tf.tensor2d(
        labels.map((_, b) => Array.from({ length: places }, (_, s) => entry(b, s))),
        [batch, places],
      );
    const mayBegin = rows((b, s) => (s === 0 || (s === 1 && targets[b].length > 0) ? 0 : IMPOSSIBLE));
    const maySkip = rows((b, s) => (s % 2 === 1 && s > 1 && labels[b][s] !== labels[b][s - 2] ? 0 : IMPOSSIBLE));
    const mayEnd = rows((b, s) => (s === 2 * targets[b].length || s === 2 * targets[b].length - 1 ? 0 : IMPOSSIBLE));
    const shift = (x: tf.Tensor, by: number): tf.Tensor => {
      if (places <= by) return tf.fill([batch, places], IMPOSSIBLE);
      return tf.concat([tf.fill([batch, by], IMPOSSIBLE), tf.slice(x, [0, 0], [batch, places - by])], 1);
    };
    let alpha: tf.Tensor = tf.add(mayBegin, perFrame[0]);
    for (let t = 1; t < frames; t++) {
      const reached = tf.logSumExp(tf.stack([alpha, shift(alpha, 1), tf.add(shift(alpha, 2), maySkip)]), 0);
      const next = tf.maximum(tf.add(reached, perFrame[t]), tf.fill([batch, places], IMPOSSIBLE));
      const running = counts.map((count) => (t < count ? 1 : 0));
      alpha = running.every((flag) => flag === 1)
        ? next
        : tf.where(tf.mul(tf.tensor2d(running, [batch, 1]), tf.ones([batch, places])).cast('bool'), next, alpha);
    }
    const every = tf.neg(tf.logSumExp(tf.add(alpha, mayEnd), 1));
    const losses = possible.every(Boolean)
      ? every
      : tf.where(tf.tensor1d(possible, 'bool'), every, tf.zerosLike(every));
    if (reduction !== 'mean') return reduceLoss(losses, options, 'ctcLoss');
    const sizes = tf.tensor1d(targets.map((target) => Math.max(1, target.length)));
    return tf.mean<tf.Scalar>(tf.div(losses, sizes));
  });
}

/** @returns frames per sequence, and whether they can hold the target */
function checkCtc(
  logProbabilities: tf.Tensor,
  targets: readonly (readonly number[])[],
  { blank = 0, lengths, zeroInfinity = false }: CtcOptions,
): { readonly counts: readonly number[]; readonly possible: boolean[] } {
  const owner = 'ctcLoss';
  if (logProbabilities.shape.length !== 3) {
    throw new InvalidArgumentError(
      'logProbabilities',
      owner,
      'have shape (B, T, K)',
      new Got(`[${logProbabilities.shape}]`),
    );
  }
  const [batch, frames, classes] = logProbabilities.shape;
  checkInteger(blank, 'blank', owner, { min: 0, below: classes });
  for (const [name, list] of Object.entries({ targets, lengths: lengths ?? targets })) {
    if (list.length !== batch)
      throw new InvalidArgumentError(name, owner, `have ${batch} entries`, new Got(`${list.length}`));
  }
  const counts = lengths ?? targets.map(() => frames);
  const possible = targets.map((target, b) => {
    checkInteger(counts[b], 'lengths', owner, { min: 1, max: frames });
    for (const label of target) {
      checkInteger(label, 'targets', owner, { min: 0, below: classes });
      if (label === blank) throw new InvalidArgumentError('targets', owner, 'be without the blank', label);
    }
    const needed = target.length + target.filter((label, i) => i > 0 && label === target[i - 1]).length;
    if (needed > counts[b] && !zeroInfinity) {
      const got = new Got(`${needed} needed by target ${b}`);
      throw new InvalidArgumentError('targets', owner, `fit into their ${counts[b]} frames`, got);
    }
    return needed <= counts[b];
  });
  return { counts, possible };
}
