import { checkOneOf, Got, InvalidArgumentError, tf } from '@ai/core';

/** What becomes of the losses of a batch: their mean, their sum, or nothing. */
export type Reduction = 'mean' | 'sum' | 'none';

/** Options common to all losses. */
export interface LossOptions {
  /** @default 'mean' */
  readonly reduction?: Reduction;
}

/** Reduces losses; 'none' gives them as they are. */
export function reduceLoss(losses: tf.Tensor, { reduction = 'mean' }: LossOptions, owner: string): tf.Scalar {
  checkOneOf(reduction, 'reduction', owner, ['mean', 'sum', 'none']);
  if (reduction === 'none') return losses as tf.Scalar;
  return reduction === 'mean' ? tf.mean<tf.Scalar>(losses) : tf.sum<tf.Scalar>(losses);
}

/** @throws InvalidArgumentError unless both have the same shape */
export function checkSameShape(predictions: tf.Tensor, targets: tf.Tensor, owner: string, name = 'targets'): void {
  const [a, b] = [predictions.shape, targets.shape];
  if (a.length !== b.length || a.some((size, axis) => size !== b[axis])) {
    throw new InvalidArgumentError(name, owner, `have the shape of the predictions, [${a}]`, new Got(`[${b}]`));
  }
}
