import { checkBoolean, checkNumber, tf } from '@ai/core';
import { Optimizer, type OptimizerOptions, type ResolvedGroup, type Trainables } from './optimizer.js';

/** Options of {@link RmsProp}. */
export interface RmsPropOptions extends OptimizerOptions {
  /** @default 0.01 */
  readonly learningRate?: number;
  /** Decay of the running mean of squares. @default 0.99 */
  readonly decay?: number;
  /** @default 1e-8 */
  readonly epsilon?: number;
  /** @default 0 */
  readonly momentum?: number;
  /** Divide by the deviation instead of the root mean square. @default false */
  readonly centered?: boolean;
  /** Added to the gradient as weightDecay * w. @default 0 */
  readonly weightDecay?: number;
}

/**
 * Steps by the gradient over the root of the running mean of its squares (Hinton, lecture 6e, 2012; centered: Graves, 2013), epsilon
 * outside the root as in PyTorch.
 *
 * @throws InvalidArgumentError for options out of range or a parameter named twice
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, RmsProp } from '@ai/nn';
 *
 * const model = new Linear(2, 1, { random: new Random(1) });
 * const optimizer = new RmsProp(model, { learningRate: 0.001, momentum: 0.9, centered: true });
 * ```
 */
export class RmsProp extends Optimizer {
  private readonly decay: number;
  private readonly epsilon: number;
  private readonly momentum: number;

  constructor(trainables: Trainables, options: RmsPropOptions = {}) {
    const {
      learningRate = 0.01,
      weightDecay = 0,
      decay = 0.99,
      epsilon = 1e-8,
      momentum = 0,
      centered = false,
    } = options;
    checkNumber(decay, 'decay', 'RmsProp', { min: 0, below: 1 });
    checkNumber(epsilon, 'epsilon', 'RmsProp', { min: 0 });
    checkNumber(momentum, 'momentum', 'RmsProp', { min: 0 });
    checkBoolean(centered, 'centered', 'RmsProp');
    const slots = ['square', ...(centered ? ['mean'] : []), ...(momentum > 0 ? ['velocity'] : [])];
    super(trainables, { learningRate, weightDecay }, 'RmsProp', slots);
    this.decay = decay;
    this.epsilon = epsilon;
    this.momentum = momentum;
  }

  protected update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    { square, mean, velocity }: Readonly<Record<string, tf.Variable>>,
    { weightDecay }: ResolvedGroup,
    [rate]: readonly tf.Tensor[],
  ): tf.Tensor {
    const g = weightDecay > 0 ? tf.add(gradient, tf.mul(parameter, weightDecay)) : gradient;
    const newSquare = tf.add(tf.mul(square, this.decay), tf.mul(tf.square(g), 1 - this.decay));
    square.assign(newSquare);
    let variance: tf.Tensor = newSquare;
    if (mean) {
      const newMean = tf.add(mean, tf.mul(tf.sub(g, mean), 1 - this.decay));
      mean.assign(newMean);
      variance = tf.relu(tf.sub(newSquare, tf.square(newMean))); // rounding may make it negative
    }
    const direction = tf.div(g, tf.add(tf.sqrt(variance), this.epsilon));
    if (!velocity) return tf.sub(parameter, tf.mul(direction, rate));
    const next = tf.add(tf.mul(velocity, this.momentum), direction);
    velocity.assign(next);
    return tf.sub(parameter, tf.mul(next, rate));
  }
}
