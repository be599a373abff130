import { checkNumber, tf } from '@ai/core';
import { checkSameShape, type LossOptions, reduceLoss } from './reduction.js';

/**
 * Squared error (x - y)^2.
 *
 * @param predictions any shape
 * @param targets the same shape
 * @returns a scalar, or the losses with reduction 'none'
 * @throws InvalidArgumentError for different shapes
 */
export function mseLoss(predictions: tf.Tensor, targets: tf.Tensor, options: LossOptions = {}): tf.Scalar {
  checkSameShape(predictions, targets, 'mseLoss');
  return tf.tidy(() => reduceLoss(tf.square(tf.sub(predictions, targets)), options, 'mseLoss'));
}

/**
 * Absolute error |x - y|. Shapes as in {@link mseLoss}.
 *
 * @throws InvalidArgumentError for different shapes
 */
export function maeLoss(predictions: tf.Tensor, targets: tf.Tensor, options: LossOptions = {}): tf.Scalar {
  checkSameShape(predictions, targets, 'maeLoss');
  return tf.tidy(() => reduceLoss(tf.abs(tf.sub(predictions, targets)), options, 'maeLoss'));
}

/** Options of {@link huberLoss} and {@link smoothL1Loss}. */
export interface HuberOptions extends LossOptions {
  /** Where the square turns into a line. @default 1 */
  readonly delta?: number;
}

/**
 * Huber's loss: e^2 / 2 up to |e| = delta, then delta (|e| - delta / 2) (Huber, 1964). Shapes as in {@link mseLoss}.
 *
 * @throws InvalidArgumentError for different shapes or a delta that is not positive
 */
export function huberLoss(predictions: tf.Tensor, targets: tf.Tensor, options: HuberOptions = {}): tf.Scalar {
  const delta = checkNumber(options.delta ?? 1, 'delta', 'huberLoss', { above: 0 });
  checkSameShape(predictions, targets, 'huberLoss');
  return tf.tidy(() => reduceLoss(huber(tf.sub(predictions, targets), delta), options, 'huberLoss'));
}

/**
 * Huber's loss over delta: near |e| for small deltas. Shapes as in {@link mseLoss}.
 *
 * @throws InvalidArgumentError as {@link huberLoss}
 */
export function smoothL1Loss(predictions: tf.Tensor, targets: tf.Tensor, options: HuberOptions = {}): tf.Scalar {
  const delta = checkNumber(options.delta ?? 1, 'delta', 'smoothL1Loss', { above: 0 });
  checkSameShape(predictions, targets, 'smoothL1Loss');
  return tf.tidy(() => reduceLoss(tf.div(huber(tf.sub(predictions, targets), delta), delta), options, 'smoothL1Loss'));
}

/** With q = min(|e|, delta): q^2 / 2 + delta (|e| - q), whose gradient is that of the two cases. */
function huber(error: tf.Tensor, delta: number): tf.Tensor {
  const size = tf.abs(error);
  const inner = tf.clipByValue(size, 0, delta);
  return tf.add(tf.mul(tf.square(inner), 0.5), tf.mul(tf.sub(size, inner), delta));
}
