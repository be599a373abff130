import { checkInteger, checkNumber, Got, InvalidArgumentError, tf } from '@ai/core';
import { logSoftmax } from '../layers/activation/softmax.js';
import { checkSameShape, type LossOptions, reduceLoss } from './reduction.js';

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions extends LossOptions {
  /** Share of the target that is spread evenly over all classes. @default 0 */
  readonly labelSmoothing?: number;
  /** K factors; the mean is then over the weights of the labels. @default all 1 */
  readonly classWeights?: readonly number[];
  /** A label whose samples do not count. @default none */
  readonly ignoreIndex?: number;
}

/**
 * Cross entropy of softmax scores, -log softmax(x)[label], in the log domain.
 *
 * @param logits (..., K) scores before softmax
 * @param targets (...) labels 0..K-1, or (..., K) probabilities
 * @returns a scalar, or (...) losses with reduction 'none'. The mean divides by the sum of the labels' weights, ignored ones not
 *   counted (NaN if all are ignored); with probabilities by the number of samples.
 * @throws InvalidArgumentError for shapes that do not fit, smoothing outside [0, 1], weights of another length, or an ignored label
 *   beside probabilities
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { crossEntropy } from '@ai/nn';
 *
 * const logits = tf.tensor2d([2, 0, -1, 0, 3, 0], [2, 3]);
 * const loss = crossEntropy(logits, tf.tensor1d([0, 1], 'int32'), { labelSmoothing: 0.1 });
 * ```
 */
export function crossEntropy(logits: tf.Tensor, targets: tf.Tensor, options: CrossEntropyOptions = {}): tf.Scalar {
  const owner = 'crossEntropy';
  const classes = logits.shape[logits.shape.length - 1];
  const smoothing = checkNumber(options.labelSmoothing ?? 0, 'labelSmoothing', owner, { min: 0, max: 1 });
  const weights = checkWeights(options.classWeights, classes, owner);
  const isLabels = targets.shape.length === logits.shape.length - 1;
  if (isLabels) {
    checkLabelShape(logits, targets, owner);
    if (options.ignoreIndex !== undefined) checkInteger(options.ignoreIndex, 'ignoreIndex', owner);
  } else {
    checkSameShape(logits, targets, owner);
    if (options.ignoreIndex !== undefined) {
      throw new InvalidArgumentError(
        'ignoreIndex',
        owner,
        'be left out where targets are probabilities',
        options.ignoreIndex,
      );
    }
  }
  return tf.tidy(() => {
    const oneHot = isLabels ? encodeLabels(targets, classes, options.ignoreIndex) : targets;
    const goal = isLabels && weights ? tf.mul(oneHot, weights) : oneHot;
    const smooth =
      smoothing === 0 ? goal : smoothTargets(oneHot, smoothing, classes, isLabels && weights ? weights : undefined);
    const weighted = weights && !isLabels ? tf.mul(smooth, weights) : smooth;
    const losses = tf.neg(tf.sum(tf.mul(weighted, logSoftmax(logits)), -1));
    const needsOwnMean = isLabels && (weights || options.ignoreIndex !== undefined);
    if (!needsOwnMean || (options.reduction ?? 'mean') !== 'mean') return reduceLoss(losses, options, owner);
    return tf.div(tf.sum(losses), tf.sum(goal)) as tf.Scalar;
  });
}

/**
 * Negative log likelihood of labels, -x[label], of scores that are already log probabilities.
 *
 * @param logProbabilities (..., K)
 * @param labels (...) 0..K-1
 * @throws InvalidArgumentError as {@link crossEntropy}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { nllLoss } from '@ai/nn';
 *
 * nllLoss(tf.log(tf.tensor2d([[0.25, 0.75]])), tf.tensor1d([1], 'int32')).print(); // 0.2877
 * ```
 */
export function nllLoss(
  logProbabilities: tf.Tensor,
  labels: tf.Tensor,
  options: Omit<CrossEntropyOptions, 'labelSmoothing'> = {},
): tf.Scalar {
  const owner = 'nllLoss';
  const classes = logProbabilities.shape[logProbabilities.shape.length - 1];
  checkLabelShape(logProbabilities, labels, owner);
  const weights = checkWeights(options.classWeights, classes, owner);
  return tf.tidy(() => {
    const oneHot = encodeLabels(labels, classes, options.ignoreIndex);
    const goal = weights ? tf.mul(oneHot, weights) : oneHot;
    const losses = tf.neg(tf.sum(tf.mul(goal, logProbabilities), -1));
    if ((options.reduction ?? 'mean') !== 'mean') return reduceLoss(losses, options, owner);
    return tf.div(tf.sum(losses), tf.sum(goal)) as tf.Scalar;
  });
}

function checkWeights(weights: readonly number[] | undefined, classes: number, owner: string): number[] | undefined {
  if (weights === undefined) return undefined;
  if (!Array.isArray(weights) || weights.length !== classes) {
    throw new InvalidArgumentError('classWeights', owner, `be an array of ${classes} numbers`, weights);
  }
  return weights.map((weight) => checkNumber(weight, 'classWeights', owner, { min: 0 }));
}

function checkLabelShape(scores: tf.Tensor, labels: tf.Tensor, owner: string): void {
  const expected = scores.shape.slice(0, -1);
  if (
    scores.shape.length < 1 ||
    labels.shape.length !== expected.length ||
    labels.shape.some((n, i) => n !== expected[i])
  ) {
    throw new InvalidArgumentError(
      'targets',
      owner,
      `have shape [${expected}] or [${scores.shape}]`,
      new Got(`[${labels.shape}]`),
    );
  }
}

/** (..., K) with a one at each label and no one at an ignored label. */
export function encodeLabels(labels: tf.Tensor, classes: number, ignoreIndex?: number): tf.Tensor {
  const whole = tf.cast(labels, 'int32');
  const oneHot = tf.cast(tf.equal(tf.expandDims(whole, -1), tf.range(0, classes, 1, 'int32')), 'float32');
  if (ignoreIndex === undefined || ignoreIndex < 0 || ignoreIndex >= classes) return oneHot;
  return tf.mul(oneHot, tf.expandDims(tf.cast(tf.notEqual(whole, tf.scalar(ignoreIndex, 'int32')), 'float32'), -1));
}

/** (1 - s) times the target plus s / K of each class; a class weight multiplies both, a row of zeros (ignored) stays zero. */
function smoothTargets(target: tf.Tensor, smoothing: number, classes: number, weights?: number[]): tf.Tensor {
  const rows = tf.sum(target, -1, true);
  const spread = tf.mul(rows, smoothing / classes);
  const mixed = tf.add(tf.mul(target, 1 - smoothing), spread);
  return weights ? tf.mul(mixed, weights) : mixed;
}
