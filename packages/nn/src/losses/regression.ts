import { checkBoolean, checkNumber, tf } from '@ai/core';
import { checkSameShape, type LossOptions, reduceLoss } from './reduction.js';

/**
 * Squared error (x - y)^2.
 *
 * @param predictions any shape
 * @param targets the same shape
 * @returns a scalar, or the losses with reduction 'none'
 * @throws InvalidArgumentError for different shapes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { mseLoss } from '@ai/nn';
 *
 * mseLoss(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])).print(); // 2
 * ```
 */
export function mseLoss(predictions: tf.Tensor, targets: tf.Tensor, options: LossOptions = {}): tf.Scalar {
  checkSameShape(predictions, targets, 'mseLoss');
  return tf.tidy(() => reduceLoss(tf.square(tf.sub(predictions, targets)), options, 'mseLoss'));
}

/**
 * Absolute error |x - y|. Shapes as in {@link mseLoss}.
 *
 * @throws InvalidArgumentError for different shapes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { maeLoss } from '@ai/nn';
 *
 * maeLoss(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])).print(); // 1
 * ```
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
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { huberLoss } from '@ai/nn';
 *
 * huberLoss(tf.tensor1d([0]), tf.tensor1d([3])).print(); // 2.5
 * ```
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
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { smoothL1Loss } from '@ai/nn';
 *
 * smoothL1Loss(tf.tensor1d([0]), tf.tensor1d([3]), { delta: 0.5 }).print(); // 2.75
 * ```
 */
export function smoothL1Loss(predictions: tf.Tensor, targets: tf.Tensor, options: HuberOptions = {}): tf.Scalar {
  const delta = checkNumber(options.delta ?? 1, 'delta', 'smoothL1Loss', { above: 0 });
  checkSameShape(predictions, targets, 'smoothL1Loss');
  return tf.tidy(() => reduceLoss(tf.div(huber(tf.sub(predictions, targets), delta), delta), options, 'smoothL1Loss'));
}

/** Options of {@link poissonNllLoss}. */
export interface PoissonNllOptions extends LossOptions {
  /** Predictions are logarithms of the rates. @default true */
  readonly logRates?: boolean;
  /** Add Stirling's approximation of log y! for targets above 1. @default false */
  readonly full?: boolean;
  /** Added to rates before their logarithm. @default 1e-8 */
  readonly epsilon?: number;
}

/**
 * Negative log likelihood of counts under Poisson's distribution, rate - y log rate. Shapes as in {@link mseLoss}.
 *
 * @param predictions log rates, or rates
 * @param targets counts
 * @throws InvalidArgumentError for different shapes or a negative epsilon
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { poissonNllLoss } from '@ai/nn';
 *
 * poissonNllLoss(tf.tensor1d([0, 1]), tf.tensor1d([1, 3]));
 * ```
 */
export function poissonNllLoss(predictions: tf.Tensor, targets: tf.Tensor, options: PoissonNllOptions = {}): tf.Scalar {
  const { logRates = true, full = false, epsilon = 1e-8 } = options;
  checkBoolean(logRates, 'logRates', 'poissonNllLoss');
  checkBoolean(full, 'full', 'poissonNllLoss');
  checkNumber(epsilon, 'epsilon', 'poissonNllLoss', { min: 0 });
  checkSameShape(predictions, targets, 'poissonNllLoss');
  return tf.tidy(() => {
    const y = tf.cast(targets, 'float32');
    const [rates, logs] = logRates
      ? [tf.exp(predictions), predictions]
      : [predictions, tf.log(tf.add(predictions, epsilon))];
    const losses = tf.sub(rates, tf.mul(y, logs));
    if (!full) return reduceLoss(losses, options, 'poissonNllLoss');
    const safe = tf.maximum(y, 1);
    const stirling = tf.add(tf.sub(tf.mul(safe, tf.log(safe)), safe), tf.mul(tf.log(tf.mul(safe, 2 * Math.PI)), 0.5));
    return reduceLoss(
      tf.add(losses, tf.where(tf.greater(y, 1), stirling, tf.zerosLike(stirling))),
      options,
      'poissonNllLoss',
    );
  });
}

/** Options of {@link gaussianNllLoss}. */
export interface GaussianNllOptions extends LossOptions {
  /** Add log(2 pi) / 2. @default false */
  readonly full?: boolean;
  /** Smallest variance; smaller ones count as it, with its gradient. @default 1e-6 */
  readonly epsilon?: number;
}

/**
 * Negative log likelihood of targets under normal distributions, (log v + (x - y)^2 / v) / 2 (Nix and Weigend, 1994).
 *
 * @param means any shape
 * @param targets the same shape
 * @param variances the same shape
 * @throws InvalidArgumentError for different shapes or an epsilon that is not positive
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { gaussianNllLoss } from '@ai/nn';
 *
 * gaussianNllLoss(tf.tensor1d([0]), tf.tensor1d([2]), tf.tensor1d([1])).print(); // 2
 * ```
 */
export function gaussianNllLoss(
  means: tf.Tensor,
  targets: tf.Tensor,
  variances: tf.Tensor,
  options: GaussianNllOptions = {},
): tf.Scalar {
  const { full = false, epsilon = 1e-6 } = options;
  checkBoolean(full, 'full', 'gaussianNllLoss');
  checkNumber(epsilon, 'epsilon', 'gaussianNllLoss', { above: 0 });
  checkSameShape(means, targets, 'gaussianNllLoss');
  checkSameShape(means, variances, 'gaussianNllLoss', 'variances');
  return tf.tidy(() => {
    // as in PyTorch the gradient passes through the lower bound
    const v = tf.customGrad((x) => ({ value: tf.maximum(x as tf.Tensor, epsilon), gradFunc: (dy: tf.Tensor) => dy }))(
      variances,
    );
    const losses = tf.mul(tf.add(tf.log(v), tf.div(tf.square(tf.sub(means, targets)), v)), 0.5);
    return reduceLoss(full ? tf.add(losses, 0.5 * Math.log(2 * Math.PI)) : losses, options, 'gaussianNllLoss');
  });
}

/** With q = min(|e|, delta): q^2 / 2 + delta (|e| - q), whose gradient is that of the two cases. */
function huber(error: tf.Tensor, delta: number): tf.Tensor {
  const size = tf.abs(error);
  const inner = tf.clipByValue(size, 0, delta);
  return tf.add(tf.mul(tf.square(inner), 0.5), tf.mul(tf.sub(size, inner), delta));
}
