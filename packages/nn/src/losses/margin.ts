import { checkNumber, checkOneOf, Got, InvalidArgumentError, tf } from '@ai/core';
import { encodeLabels } from './cross-entropy.js';
import { checkSameShape, type LossOptions, reduceLoss } from './reduction.js';

/** Options of the ranking and embedding losses. */
export interface RankingOptions extends LossOptions {
  /** @default 0 */
  readonly margin?: number;
}

/**
 * max(0, -y (a - b) + margin): `first` should rank above `second` where y is 1, below where it is -1.
 *
 * @param first any shape
 * @param second the same shape
 * @param targets the same shape, 1 or -1
 * @throws InvalidArgumentError for different shapes or a margin that is not a number
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { marginRankingLoss } from '@ai/nn';
 *
 * marginRankingLoss(tf.tensor1d([1, 2]), tf.tensor1d([3, 1]), tf.tensor1d([1, 1])).print(); // 1
 * ```
 */
export function marginRankingLoss(
  first: tf.Tensor,
  second: tf.Tensor,
  targets: tf.Tensor,
  options: RankingOptions = {},
): tf.Scalar {
  const owner = 'marginRankingLoss';
  const margin = checkNumber(options.margin ?? 0, 'margin', owner);
  checkSameShape(first, second, owner, 'second');
  checkSameShape(first, targets, owner);
  return tf.tidy(() =>
    reduceLoss(tf.relu(tf.add(tf.mul(tf.neg(targets), tf.sub(first, second)), margin)), options, owner),
  );
}

/**
 * Cosine distance of pairs that belong together, 1 - cos, and the cosine above the margin of others, max(0, cos - margin).
 *
 * @param first (B, D)
 * @param second (B, D)
 * @param targets (B), 1 for pairs that belong together, -1 for others
 * @throws InvalidArgumentError for shapes that do not fit or a margin outside [-1, 1]
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { cosineEmbeddingLoss } from '@ai/nn';
 *
 * cosineEmbeddingLoss(tf.tensor2d([[1, 0]]), tf.tensor2d([[0, 1]]), tf.tensor1d([1])).print(); // 1
 * ```
 */
export function cosineEmbeddingLoss(
  first: tf.Tensor,
  second: tf.Tensor,
  targets: tf.Tensor,
  options: RankingOptions = {},
): tf.Scalar {
  const owner = 'cosineEmbeddingLoss';
  const margin = checkNumber(options.margin ?? 0, 'margin', owner, { min: -1, max: 1 });
  checkSameShape(first, second, owner, 'second');
  if (first.shape.length !== 2 || targets.shape.length !== 1 || targets.shape[0] !== first.shape[0]) {
    const got = new Got(`[${targets.shape}] beside [${first.shape}]`);
    throw new InvalidArgumentError('targets', owner, 'have an entry per row of the inputs', got);
  }
  return tf.tidy(() => {
    const squares = (x: tf.Tensor): tf.Tensor => tf.add(tf.sum(tf.square(x), -1), 1e-12);
    const products = tf.sum(tf.mul(first, second), -1);
    const cosines = tf.div(products, tf.sqrt(tf.mul(squares(first), squares(second))));
    const apart = tf.relu(tf.sub(cosines, margin));
    return reduceLoss(tf.where(tf.greater(targets, 0), tf.sub(1, cosines), apart), options, owner);
  });
}

/**
 * x where y is 1, max(0, margin - x) where it is -1, of distances x.
 *
 * @param distances any shape
 * @param targets the same shape, 1 or -1
 * @param options.margin @default 1
 * @throws InvalidArgumentError for different shapes or a margin that is not a number
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { hingeEmbeddingLoss } from '@ai/nn';
 *
 * hingeEmbeddingLoss(tf.tensor1d([0.5, 0.25]), tf.tensor1d([1, -1])).print(); // 0.625
 * ```
 */
export function hingeEmbeddingLoss(distances: tf.Tensor, targets: tf.Tensor, options: RankingOptions = {}): tf.Scalar {
  const owner = 'hingeEmbeddingLoss';
  const margin = checkNumber(options.margin ?? 1, 'margin', owner);
  checkSameShape(distances, targets, owner);
  return tf.tidy(() => {
    const apart = tf.relu(tf.sub(margin, distances));
    return reduceLoss(tf.where(tf.greater(targets, 0), distances, apart), options, owner);
  });
}

/**
 * log(1 + exp(-y x)), without overflow.
 *
 * @param scores any shape
 * @param targets the same shape, 1 or -1
 * @throws InvalidArgumentError for different shapes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { softMarginLoss } from '@ai/nn';
 *
 * softMarginLoss(tf.tensor1d([2, -1]), tf.tensor1d([1, -1])).print(); // 0.2201
 * ```
 */
export function softMarginLoss(scores: tf.Tensor, targets: tf.Tensor, options: LossOptions = {}): tf.Scalar {
  checkSameShape(scores, targets, 'softMarginLoss');
  return tf.tidy(() => reduceLoss(tf.softplus(tf.neg(tf.mul(targets, scores))), options, 'softMarginLoss'));
}

/** Options of {@link multiMarginLoss}. */
export interface MultiMarginOptions extends RankingOptions {
  /** Power of each class's loss. @default 1 */
  readonly power?: 1 | 2;
  /** K factors by the true class. @default all 1 */
  readonly classWeights?: readonly number[];
}

/**
 * Hinge loss of several classes, the mean over all K of max(0, margin - x[label] + x[k])^p, k not the label (Crammer and Singer, 2001).
 *
 * @param scores (B, K)
 * @param labels (B) 0..K-1
 * @param options.margin @default 1
 * @throws InvalidArgumentError for shapes that do not fit or options out of range
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { multiMarginLoss } from '@ai/nn';
 *
 * multiMarginLoss(tf.tensor2d([[0.5, 0, 2]]), tf.tensor1d([2], 'int32')).print(); // 0
 * ```
 */
export function multiMarginLoss(scores: tf.Tensor, labels: tf.Tensor, options: MultiMarginOptions = {}): tf.Scalar {
  const owner = 'multiMarginLoss';
  const { power = 1, classWeights } = options;
  const margin = checkNumber(options.margin ?? 1, 'margin', owner);
  checkOneOf(power, 'power', owner, [1, 2]);
  const [batch, classes] = scores.shape;
  if (scores.shape.length !== 2 || labels.shape.length !== 1 || labels.shape[0] !== batch) {
    const got = new Got(`[${labels.shape}] beside [${scores.shape}]`);
    throw new InvalidArgumentError('labels', owner, 'have an entry per row of the scores', got);
  }
  if (classWeights && classWeights.length !== classes) {
    throw new InvalidArgumentError('classWeights', owner, `have ${classes} entries`, classWeights);
  }
  return tf.tidy(() => {
    const own = encodeLabels(labels, classes);
    const right = tf.sum(tf.mul(own, scores), 1, true);
    const short = tf.mul(tf.relu(tf.add(tf.sub(scores, right), margin)), tf.sub(1, own));
    const losses = tf.div(tf.sum(power === 2 ? tf.square(short) : short, 1), classes);
    const weighted = classWeights ? tf.mul(losses, tf.sum(tf.mul(own, classWeights as number[]), 1)) : losses;
    return reduceLoss(weighted, options, owner);
  });
}

/**
 * Binary cross entropy of several labels per sample, the mean over the classes.
 *
 * @param logits (..., K) scores before the sigmoid
 * @param targets the same shape, 0 or 1
 * @returns a scalar, or (...) losses with reduction 'none'
 * @throws InvalidArgumentError for different shapes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { multiLabelSoftMarginLoss } from '@ai/nn';
 *
 * multiLabelSoftMarginLoss(tf.tensor2d([[2, -1]]), tf.tensor2d([[1, 0]])).print(); // 0.2201
 * ```
 */
export function multiLabelSoftMarginLoss(logits: tf.Tensor, targets: tf.Tensor, options: LossOptions = {}): tf.Scalar {
  const owner = 'multiLabelSoftMarginLoss';
  checkSameShape(logits, targets, owner);
  return tf.tidy(() => {
    const losses = tf.sub(tf.softplus(logits), tf.mul(tf.cast(targets, 'float32'), logits));
    return reduceLoss(tf.mean(losses, -1), options, owner);
  });
}

/**
 * Hinge loss of several labels per sample: the sum of max(0, 1 - (x[label] - x[k])) over the labels and all classes k that are none,
 * divided by the number of classes K.
 *
 * @param scores (B, K)
 * @param labels (B, N) int32, 0..K-1; the first negative entry of a row ends it. A label that is named twice counts twice; a row
 *   without labels has the loss 0
 * @returns a scalar, or (B) losses with reduction 'none'
 * @throws InvalidArgumentError for shapes that do not fit
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { multiLabelMarginLoss } from '@ai/nn';
 *
 * const scores = tf.tensor2d([[0.1, 0.2, 0.4, 0.8]]);
 * multiLabelMarginLoss(scores, tf.tensor2d([[3, 0, -1]], [1, 3], 'int32')).print(); // 0.85
 * ```
 */
export function multiLabelMarginLoss(scores: tf.Tensor, labels: tf.Tensor, options: LossOptions = {}): tf.Scalar {
  const owner = 'multiLabelMarginLoss';
  const [batch, classes] = scores.shape;
  if (scores.shape.length !== 2 || labels.shape.length !== 2 || labels.shape[0] !== batch) {
    const got = new Got(`[${labels.shape}] beside [${scores.shape}]`);
    throw new InvalidArgumentError('labels', owner, 'have a row per row of the scores', got);
  }
  return tf.tidy(() => {
    const counts = tf.cumprod(tf.cast(tf.greaterEqual(labels, 0), 'float32'), 1); // (B, N)
    const chosen = tf.mul(encodeLabels(labels, classes), tf.expandDims(counts, 2)); // (B, N, K)
    const others = tf.sub(1, tf.max(chosen, 1, true)); // (B, 1, K)
    const right = tf.sum(tf.mul(chosen, tf.expandDims(scores, 1)), 2, true); // (B, N, 1)
    const short = tf.relu(tf.add(tf.sub(tf.expandDims(scores, 1), right), 1));
    const counted = tf.mul(tf.mul(short, others), tf.expandDims(counts, 2));
    return reduceLoss(tf.div(tf.sum(counted, [1, 2]), classes), options, owner);
  });
}
