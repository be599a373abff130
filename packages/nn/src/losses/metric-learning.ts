import { checkBoolean, checkNumber, checkOneOf, Got, InvalidArgumentError, tf } from '@ai/core';
import { crossEntropy, encodeLabels } from './cross-entropy.js';
import { checkSameShape, type LossOptions, reduceLoss } from './reduction.js';

/** Keeps the gradient of a root finite at 0. */
const TINY = 1e-12;
const FAR = 1e30;

/** Options of {@link contrastiveLoss}. */
export interface MarginOptions extends LossOptions {
  /** @default 1 */
  readonly margin?: number;
}

/**
 * y d^2 + (1 - y) max(0, margin - d)^2 for pairs at distance d (Hadsell, Chopra and LeCun, 2006).
 *
 * @param first (B, D)
 * @param second (B, D)
 * @param same (B) 1 for pairs that belong together, 0 for others
 * @throws InvalidArgumentError for different shapes or a margin that is not positive
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { contrastiveLoss } from '@ai/nn';
 *
 * contrastiveLoss(tf.tensor2d([[0, 0]]), tf.tensor2d([[3, 4]]), tf.tensor1d([1])).print(); // 25
 * ```
 */
export function contrastiveLoss(
  first: tf.Tensor,
  second: tf.Tensor,
  same: tf.Tensor,
  options: MarginOptions = {},
): tf.Scalar {
  const margin = checkNumber(options.margin ?? 1, 'margin', 'contrastiveLoss', { above: 0 });
  checkSameShape(first, second, 'contrastiveLoss', 'second');
  checkRows(first, same, 'same', 'contrastiveLoss');
  return tf.tidy(() => {
    const y = tf.cast(same, 'float32');
    const squared = tf.sum(tf.square(tf.sub(first, second)), -1);
    const short = tf.relu(tf.sub(margin, tf.sqrt(tf.add(squared, TINY))));
    return reduceLoss(tf.add(tf.mul(y, squared), tf.mul(tf.sub(1, y), tf.square(short))), options, 'contrastiveLoss');
  });
}

/** Options of {@link tripletLoss}. */
export interface TripletOptions extends MarginOptions {
  /** Take the negative's distance to the positive where that is the smaller one (Balntas et al., 2016). @default false */
  readonly swap?: boolean;
  /** Of the distance's norm: 1 or 2. @default 2 */
  readonly norm?: 1 | 2;
}

/**
 * max(0, d(anchor, positive) - d(anchor, negative) + margin) (Schroff et al., FaceNet, 2015). As in PyTorch
 * 1e-6 is added to each difference.
 *
 * @param anchor (B, D)
 * @param positive (B, D) of the anchor's class
 * @param negative (B, D) of another
 * @throws InvalidArgumentError for different shapes or a margin that is not positive
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { tripletLoss } from '@ai/nn';
 *
 * const rows = (...values: number[]) => tf.tensor2d([values]);
 * tripletLoss(rows(0, 0), rows(0, 1), rows(3, 4)).print(); // 0
 * ```
 */
export function tripletLoss(
  anchor: tf.Tensor,
  positive: tf.Tensor,
  negative: tf.Tensor,
  options: TripletOptions = {},
): tf.Scalar {
  const margin = checkNumber(options.margin ?? 1, 'margin', 'tripletLoss', { above: 0 });
  const swap = checkBoolean(options.swap ?? false, 'swap', 'tripletLoss');
  const norm = checkOneOf(options.norm ?? 2, 'norm', 'tripletLoss', [1, 2]);
  checkSameShape(anchor, positive, 'tripletLoss', 'positive');
  checkSameShape(anchor, negative, 'tripletLoss', 'negative');
  const distance = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
    const difference = tf.add(tf.sub(a, b), 1e-6);
    return norm === 1 ? tf.sum(tf.abs(difference), -1) : tf.sqrt(tf.sum(tf.square(difference), -1));
  };
  return tf.tidy(() => {
    const toNegative = distance(anchor, negative);
    const far = swap ? tf.minimum(toNegative, distance(positive, negative)) : toNegative;
    const losses = tf.relu(tf.add(tf.sub(distance(anchor, positive), far), margin));
    return reduceLoss(losses, options, 'tripletLoss');
  });
}

/** Options of {@link minedTripletLoss}. */
export interface MinedTripletOptions {
  /** @default 1 */
  readonly margin?: number;
  /**
   * 'hard': for each anchor the farthest of its class and the nearest of the others (Hermans et al., 2017). 'semi-hard': for each
   * pair the nearest other sample that is farther than the positive, or the farthest if there is none (Schroff et al., 2015). 'all':
   * every triplet with a loss above zero. @default 'hard'
   */
  readonly mining?: 'hard' | 'semi-hard' | 'all';
}

/**
 * Triplet loss over the triplets of a batch; 0 if the batch has none.
 *
 * @param embeddings (B, D)
 * @param labels (B) classes
 * @returns the mean over the chosen triplets
 * @throws InvalidArgumentError for labels of another length or options out of range
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { minedTripletLoss } from '@ai/nn';
 *
 * const embeddings = tf.tensor2d([[0, 0], [0, 1], [3, 4], [3, 5]]);
 * minedTripletLoss(embeddings, tf.tensor1d([0, 0, 1, 1]), { mining: 'semi-hard' });
 * ```
 */
export function minedTripletLoss(
  embeddings: tf.Tensor,
  labels: tf.Tensor,
  options: MinedTripletOptions = {},
): tf.Scalar {
  const { margin = 1, mining = 'hard' } = options;
  checkNumber(margin, 'margin', 'minedTripletLoss', { above: 0 });
  checkOneOf(mining, 'mining', 'minedTripletLoss', ['hard', 'semi-hard', 'all']);
  checkRows(embeddings, labels, 'labels', 'minedTripletLoss');
  return tf.tidy(() => {
    const size = labels.shape[0];
    const distances = pairwiseDistances(embeddings as tf.Tensor2D);
    const alike = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.expandDims(labels, 0)), 'float32');
    const positive = tf.sub(alike, tf.eye(size));
    const negative = tf.sub(1, alike);
    if (mining === 'hard') {
      const farthest = tf.max(tf.sub(distances, tf.mul(tf.sub(1, positive), FAR)), 1);
      const nearest = tf.min(tf.add(distances, tf.mul(alike, FAR)), 1);
      const counts = tf.mul(tf.max(positive, 1), tf.max(negative, 1));
      return weightedMean(tf.relu(tf.add(tf.sub(farthest, nearest), margin)), counts);
    }
    // (anchor, positive, negative)
    const toPositive = tf.expandDims(distances, 2);
    const toNegative = tf.expandDims(distances, 1);
    const valid = tf.mul(tf.expandDims(positive, 2), tf.expandDims(negative, 1));
    if (mining === 'all') {
      const losses = tf.mul(tf.relu(tf.add(tf.sub(toPositive, toNegative), margin)), valid);
      return weightedMean(losses, tf.cast(tf.greater(losses, 0), 'float32'));
    }
    const farther = tf.mul(valid, tf.cast(tf.greater(toNegative, toPositive), 'float32'));
    const chosen = tf.min(tf.add(toNegative, tf.mul(tf.sub(1, farther), FAR)), 2);
    const otherwise = tf.expandDims(tf.max(tf.sub(distances, tf.mul(alike, FAR)), 1), 1);
    const negativeDistance = tf.where(
      tf.greater(tf.max(farther, 2), 0),
      chosen,
      tf.mul(otherwise, tf.onesLike(chosen)),
    );
    return weightedMean(tf.relu(tf.add(tf.sub(distances, negativeDistance), margin)), tf.max(valid, 2));
  });
}

/** sum(w x) / sum(w), 0 if all weights are 0; entries without weight may be anything finite. */
function weightedMean(values: tf.Tensor, weights: tf.Tensor): tf.Scalar {
  const kept = tf.where(tf.greater(weights, 0), values, tf.zerosLike(values));
  return tf.div(tf.sum(tf.mul(kept, weights)), tf.maximum(tf.sum(weights), tf.scalar(1))) as tf.Scalar;
}

/** (B, B) Euclidean distances. */
function pairwiseDistances(x: tf.Tensor2D): tf.Tensor2D {
  const differences = tf.sub(tf.expandDims(x, 1), tf.expandDims(x, 0));
  return tf.sqrt(tf.add(tf.sum(tf.square(differences), 2), TINY)) as tf.Tensor2D;
}

/** Options of {@link arcFaceLoss}. */
export interface ArcFaceOptions extends LossOptions {
  /** Factor of the cosines. @default 64 */
  readonly scale?: number;
  /** Angle added between an embedding and its class, in radians. @default 0.5 */
  readonly margin?: number;
}

/**
 * Cross entropy of scaled cosines, with a margin added to the angle of the true class (Deng et al., ArcFace, 2019). Beyond pi - margin,
 * where the cosine would rise again, it goes on as a line.
 *
 * @param embeddings (B, D)
 * @param weight (K, D), a row per class
 * @param labels (B) 0..K-1
 * @throws InvalidArgumentError for shapes that do not fit or options out of range
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { arcFaceLoss } from '@ai/nn';
 *
 * arcFaceLoss(tf.ones([2, 3]), tf.eye(3), tf.tensor1d([0, 2], 'int32'));
 * ```
 */
export function arcFaceLoss(
  embeddings: tf.Tensor,
  weight: tf.Tensor,
  labels: tf.Tensor,
  options: ArcFaceOptions = {},
): tf.Scalar {
  const { scale = 64, margin = 0.5 } = options;
  checkNumber(scale, 'scale', 'arcFaceLoss', { above: 0 });
  checkNumber(margin, 'margin', 'arcFaceLoss', { min: 0, below: Math.PI });
  checkRows(embeddings, labels, 'labels', 'arcFaceLoss');
  if (weight.shape.length !== 2 || weight.shape[1] !== embeddings.shape[1]) {
    throw new InvalidArgumentError(
      'weight',
      'arcFaceLoss',
      `have shape (K, ${embeddings.shape[1]})`,
      new Got(`[${weight.shape}]`),
    );
  }
  return tf.tidy(() => {
    const cosines = tf.matMul(unitRows(embeddings) as tf.Tensor2D, unitRows(weight) as tf.Tensor2D, false, true);
    const inside = tf.clipByValue(cosines, -1 + 1e-7, 1 - 1e-7);
    const sines = tf.sqrt(tf.sub(1, tf.square(inside)));
    const turned = tf.sub(tf.mul(inside, Math.cos(margin)), tf.mul(sines, Math.sin(margin)));
    const line = tf.sub(cosines, Math.sin(margin) * margin);
    const withMargin = tf.where(tf.greater(cosines, Math.cos(Math.PI - margin)), turned, line);
    const own = encodeLabels(labels, weight.shape[0]);
    const logits = tf.add(cosines, tf.mul(own, tf.sub(withMargin, cosines)));
    return crossEntropy(tf.mul(logits, scale), labels, options);
  });
}

/**
 * Contrastive loss of SimCLR: each of two views of a sample has to find the other among all views by cosine similarity over
 * `temperature` (Chen et al., 2020).
 *
 * @param first (B, D)
 * @param second (B, D), row i from the same sample as row i of the first
 * @param options.temperature @default 0.5
 * @throws InvalidArgumentError for different shapes or a temperature that is not positive
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { ntXentLoss } from '@ai/nn';
 *
 * const views = tf.tensor2d([[1, 0], [0, 1]]);
 * ntXentLoss(views, views, { temperature: 0.1 }).print(); // near 0
 * ```
 */
export function ntXentLoss(
  first: tf.Tensor,
  second: tf.Tensor,
  options: LossOptions & { readonly temperature?: number } = {},
): tf.Scalar {
  const temperature = checkNumber(options.temperature ?? 0.5, 'temperature', 'ntXentLoss', { above: 0 });
  checkSameShape(first, second, 'ntXentLoss', 'second');
  return tf.tidy(() => {
    const size = first.shape[0];
    const rows = unitRows(tf.concat([first, second], 0)) as tf.Tensor2D;
    const scores = tf.sub(tf.div(tf.matMul(rows, rows, false, true), temperature), tf.mul(tf.eye(2 * size), 1e9));
    const partners = Int32Array.from({ length: 2 * size }, (_, i) => (i + size) % (2 * size));
    return crossEntropy(scores, tf.tensor1d(partners, 'int32'), options);
  });
}

function unitRows(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), -1, true), TINY)));
}

function checkRows(rows: tf.Tensor, other: tf.Tensor, name: string, owner: string): void {
  if (rows.shape.length !== 2 || other.shape.length !== 1 || other.shape[0] !== rows.shape[0]) {
    throw new InvalidArgumentError(
      name,
      owner,
      `have shape (${rows.shape[0]})`,
      new Got(`[${other.shape}] beside [${rows.shape}]`),
    );
  }
}
