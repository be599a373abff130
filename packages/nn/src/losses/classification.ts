import { checkBoolean, checkNumber, checkOneOf, InvalidArgumentError, tf } from '@ai/core';
import { checkSameShape, type LossOptions, type Reduction, reduceLoss } from './reduction.js';

/** Options of {@link bceWithLogitsLoss}. */
export interface BceOptions extends LossOptions {
  /** Weight of the positive part of the loss, of all classes or one per entry of the last axis: above 1 favours recall. @default 1 */
  readonly positiveWeight?: number | readonly number[];
}

/**
 * Binary cross entropy of scores before the sigmoid, without overflow: (1 - y) x + (1 + (w - 1) y) log(1 + exp(-x)).
 *
 * @param logits any shape
 * @param targets the same shape, probabilities or 0 and 1
 * @returns a scalar, or the losses with reduction 'none'
 * @throws InvalidArgumentError for different shapes or a negative weight
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { bceWithLogitsLoss } from '@ai/nn';
 *
 * bceWithLogitsLoss(tf.tensor1d([2, -1]), tf.tensor1d([1, 0])).print(); // 0.2201
 * ```
 */
export function bceWithLogitsLoss(logits: tf.Tensor, targets: tf.Tensor, options: BceOptions = {}): tf.Scalar {
  const owner = 'bceWithLogitsLoss';
  checkSameShape(logits, targets, owner);
  const weight = checkPositiveWeight(options.positiveWeight ?? 1, logits, owner);
  return tf.tidy(() => reduceLoss(binaryCrossEntropy(logits, tf.cast(targets, 'float32'), weight), options, owner));
}

function checkPositiveWeight(weight: number | readonly number[], logits: tf.Tensor, owner: string): number | number[] {
  if (typeof weight === 'number') return checkNumber(weight, 'positiveWeight', owner, { min: 0 });
  const classes = logits.shape[logits.shape.length - 1];
  if (!Array.isArray(weight) || weight.length !== classes) {
    throw new InvalidArgumentError('positiveWeight', owner, `be a number or an array of ${classes}`, weight);
  }
  return weight.map((each) => checkNumber(each, 'positiveWeight', owner, { min: 0 }));
}

function binaryCrossEntropy(logits: tf.Tensor, targets: tf.Tensor, positiveWeight: number | number[] = 1): tf.Tensor {
  const soft = tf.softplus(tf.neg(logits));
  const weighted = positiveWeight === 1 ? soft : tf.mul(soft, tf.add(tf.mul(targets, tf.sub(positiveWeight, 1)), 1));
  return tf.add(tf.mul(tf.sub(1, targets), logits), weighted);
}

/**
 * Binary cross entropy of probabilities, -(y log p + (1 - y) log(1 - p)). As in PyTorch logarithms are cut at -100. Scores before the
 * sigmoid belong in {@link bceWithLogitsLoss}, which loses no digits.
 *
 * @param probabilities any shape, 0..1
 * @param targets the same shape, probabilities or 0 and 1
 * @throws InvalidArgumentError for different shapes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { bceLoss } from '@ai/nn';
 *
 * bceLoss(tf.tensor1d([0.9, 0.2]), tf.tensor1d([1, 0])).print(); // 0.1643
 * ```
 */
export function bceLoss(probabilities: tf.Tensor, targets: tf.Tensor, options: LossOptions = {}): tf.Scalar {
  checkSameShape(probabilities, targets, 'bceLoss');
  return tf.tidy(() => {
    const y = tf.cast(targets, 'float32');
    // the maximum is taken of the logarithm, so that the gradient at 0 and 1 is 0 instead of NaN
    const log = (p: tf.Tensor): tf.Tensor => tf.log(tf.maximum(p, Math.exp(-87)));
    const cut = (p: tf.Tensor): tf.Tensor => tf.where(tf.greater(p, 0), log(p), tf.fill(p.shape, -100));
    const losses = tf.add(tf.mul(y, cut(probabilities)), tf.mul(tf.sub(1, y), cut(tf.sub(1, probabilities))));
    return reduceLoss(tf.neg(losses), options, 'bceLoss');
  });
}

/** Options of {@link focalLoss}. */
export interface FocalOptions extends LossOptions {
  /** Weight of positives, 1 - alpha that of negatives; null weighs both alike. @default 0.25 */
  readonly alpha?: number | null;
  /** How strongly well classified samples are discounted. @default 2 */
  readonly gamma?: number;
}

/**
 * Binary cross entropy times (1 - p)^gamma, p the probability of the true class (Lin et al., RetinaNet, 2017).
 *
 * @param logits any shape
 * @param targets the same shape, 0 or 1
 * @throws InvalidArgumentError for different shapes or options out of range
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { focalLoss } from '@ai/nn';
 *
 * focalLoss(tf.tensor1d([2, -1]), tf.tensor1d([1, 0]), { gamma: 2 });
 * ```
 */
export function focalLoss(logits: tf.Tensor, targets: tf.Tensor, options: FocalOptions = {}): tf.Scalar {
  const owner = 'focalLoss';
  const { alpha = 0.25, gamma = 2 } = options;
  if (alpha !== null) checkNumber(alpha, 'alpha', owner, { min: 0, max: 1 });
  checkNumber(gamma, 'gamma', owner, { min: 0 });
  checkSameShape(logits, targets, owner);
  return tf.tidy(() => {
    const y = tf.cast(targets, 'float32');
    const sign = tf.sub(tf.mul(y, 2), 1);
    // 1 - p = sigmoid(-x) for positives, sigmoid(x) for negatives; its power in the log domain
    const discount = tf.exp(tf.mul(tf.softplus(tf.mul(logits, sign)), -gamma));
    const losses = tf.mul(binaryCrossEntropy(logits, y), discount);
    if (alpha === null) return reduceLoss(losses, options, owner);
    return reduceLoss(tf.mul(losses, tf.add(1 - alpha, tf.mul(y, 2 * alpha - 1))), options, owner);
  });
}

/** Options of {@link hingeLoss}. */
export interface HingeOptions extends LossOptions {
  /** @default 1 */
  readonly margin?: number;
  /** Square the losses. @default false */
  readonly squared?: boolean;
}

/**
 * max(0, margin - y x).
 *
 * @param scores any shape
 * @param targets the same shape, -1 or 1
 * @throws InvalidArgumentError for different shapes or options out of range
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { hingeLoss } from '@ai/nn';
 *
 * hingeLoss(tf.tensor1d([0.5, -2]), tf.tensor1d([1, -1])).print(); // 0.25
 * ```
 */
export function hingeLoss(scores: tf.Tensor, targets: tf.Tensor, options: HingeOptions = {}): tf.Scalar {
  const margin = checkNumber(options.margin ?? 1, 'margin', 'hingeLoss', { above: 0 });
  const squared = checkBoolean(options.squared ?? false, 'squared', 'hingeLoss');
  checkSameShape(scores, targets, 'hingeLoss');
  return tf.tidy(() => {
    const losses = tf.relu(tf.sub(margin, tf.mul(targets, scores)));
    return reduceLoss(squared ? tf.square(losses) : losses, options, 'hingeLoss');
  });
}

/** Options of {@link klDivergenceLoss}. */
export interface KlDivergenceOptions {
  /** 'batchMean' divides the sum by the number of rows: the divergence proper. 'mean' divides by all entries. @default 'batchMean' */
  readonly reduction?: Reduction | 'batchMean';
  /** Targets are log probabilities. @default false */
  readonly logTargets?: boolean;
}

/**
 * Kullback-Leibler divergence, t (log t - x), of log probabilities from target probabilities; 0 where t is 0.
 *
 * @param logProbabilities (B, ...)
 * @param targets the same shape
 * @throws InvalidArgumentError for different shapes or an unknown reduction
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { klDivergenceLoss } from '@ai/nn';
 *
 * const logProbabilities = tf.log(tf.tensor2d([[0.5, 0.5]]));
 * klDivergenceLoss(logProbabilities, tf.tensor2d([[1, 0]])).print(); // 0.6931
 * ```
 */
export function klDivergenceLoss(
  logProbabilities: tf.Tensor,
  targets: tf.Tensor,
  options: KlDivergenceOptions = {},
): tf.Scalar {
  const owner = 'klDivergenceLoss';
  const { reduction = 'batchMean', logTargets = false } = options;
  checkOneOf(reduction, 'reduction', owner, ['batchMean', 'mean', 'sum', 'none']);
  checkBoolean(logTargets, 'logTargets', owner);
  checkSameShape(logProbabilities, targets, owner);
  return tf.tidy(() => {
    const t = logTargets ? tf.exp(targets) : targets;
    const logT = logTargets ? targets : tf.log(tf.where(tf.greater(targets, 0), targets, tf.onesLike(targets)));
    const losses = tf.mul(t, tf.sub(logT, logProbabilities));
    if (reduction !== 'batchMean') return reduceLoss(losses, { reduction }, owner);
    return tf.div(tf.sum(losses), logProbabilities.shape[0] ?? 1) as tf.Scalar;
  });
}

/** Options of {@link diceLoss}. */
export interface DiceOptions extends LossOptions {
  /** Added above and below the line, so that two empty masks have loss 0. @default 1 */
  readonly smooth?: number;
}

/**
 * 1 - Dice coefficient of soft masks, per sample and channel: 1 - (2 sum p t + s) / (sum p + sum t + s) (Milletari et al., 2016).
 *
 * @param probabilities (B, ..., K)
 * @param targets the same shape
 * @returns a scalar, or (B, K) with reduction 'none'
 * @throws InvalidArgumentError for different shapes, fewer than 2 axes or a negative smoothing
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { diceLoss } from '@ai/nn';
 *
 * diceLoss(tf.ones([1, 2, 2, 1]), tf.ones([1, 2, 2, 1])).print(); // 0
 * ```
 */
export function diceLoss(probabilities: tf.Tensor, targets: tf.Tensor, options: DiceOptions = {}): tf.Scalar {
  const smooth = checkNumber(options.smooth ?? 1, 'smooth', 'diceLoss', { min: 0 });
  checkSameShape(probabilities, targets, 'diceLoss');
  return tf.tidy(() => {
    const axes = probabilities.shape.slice(1, -1).map((_, i) => i + 1);
    const t = tf.cast(targets, 'float32');
    const total = (x: tf.Tensor): tf.Tensor => (axes.length ? tf.sum(x, axes) : x);
    const overlap = tf.add(tf.mul(total(tf.mul(probabilities, t)), 2), smooth);
    const sizes = tf.add(tf.add(total(probabilities), total(t)), smooth);
    return reduceLoss(tf.sub(1, tf.div(overlap, sizes)), options, 'diceLoss');
  });
}
