import { checkNumber, tf } from '@ai/core';
import { Optimizer, type OptimizerOptions, type ResolvedGroup, type Trainables } from './optimizer.js';

/** Options of {@link Lamb}. */
export interface LambOptions extends OptimizerOptions {
  /** @default 0.001 */
  readonly learningRate?: number;
  /** @default 0.9 */
  readonly beta1?: number;
  /** @default 0.999 */
  readonly beta2?: number;
  /** @default 1e-6 */
  readonly epsilon?: number;
  /** Part of the step before it is scaled. @default 0.01 */
  readonly weightDecay?: number;
}

/**
 * Adam's direction plus decay, scaled per parameter to the norm of the weights: for large batches (You et al., 2020). Where either norm
 * is 0 the scale is 1.
 *
 * @throws InvalidArgumentError for options out of range or a parameter named twice
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Lamb, Linear } from '@ai/nn';
 *
 * const model = new Linear(2, 1, { random: new Random(1) });
 * const optimizer = new Lamb(model, { learningRate: 0.01 });
 * ```
 */
export class Lamb extends Optimizer {
  private readonly beta1: number;
  private readonly beta2: number;
  private readonly epsilon: number;

  constructor(trainables: Trainables, options: LambOptions = {}) {
    const { learningRate = 0.001, weightDecay = 0.01, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-6 } = options;
    checkNumber(beta1, 'beta1', 'Lamb', { min: 0, below: 1 });
    checkNumber(beta2, 'beta2', 'Lamb', { min: 0, below: 1 });
    checkNumber(epsilon, 'epsilon', 'Lamb', { min: 0 });
    super(trainables, { learningRate, weightDecay }, 'Lamb', ['mean', 'square']);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /** The rate and the corrections of the two means. */
  protected override scalars(learningRate: number, step: number): readonly number[] {
    return [learningRate, 1 / (1 - this.beta1 ** step), 1 / Math.sqrt(1 - this.beta2 ** step)];
  }

  protected update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    { mean, square }: Readonly<Record<string, tf.Variable>>,
    { weightDecay }: ResolvedGroup,
    [rate, meanCorrection, rootCorrection]: readonly tf.Tensor[],
  ): tf.Tensor {
    const newMean = tf.add(mean, tf.mul(tf.sub(gradient, mean), 1 - this.beta1));
    const newSquare = tf.add(tf.mul(square, this.beta2), tf.mul(tf.square(gradient), 1 - this.beta2));
    mean.assign(newMean);
    square.assign(newSquare);
    const root = tf.add(tf.mul(tf.sqrt(newSquare), rootCorrection), this.epsilon);
    const adam = tf.div(tf.mul(newMean, meanCorrection), root);
    const direction = weightDecay > 0 ? tf.add(adam, tf.mul(parameter, weightDecay)) : adam;
    const weightNorm = tf.sqrt(tf.sum(tf.square(parameter)));
    const stepNorm = tf.sqrt(tf.sum(tf.square(direction)));
    const usable = tf.logicalAnd(tf.greater(weightNorm, 0), tf.greater(stepNorm, 0));
    const trust = tf.where(usable, tf.div(weightNorm, tf.maximum(stepNorm, tf.scalar(1e-30))), tf.onesLike(weightNorm));
    return tf.sub(parameter, tf.mul(direction, tf.mul(trust, rate)));
  }
}
