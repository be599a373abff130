import { checkNumber, tf } from '@ai/core';
import { Optimizer, type OptimizerOptions, type ResolvedGroup, type Trainables } from './optimizer.js';

/** Options of {@link Adagrad}. */
export interface AdagradOptions extends OptimizerOptions {
  /** @default 0.01 */
  readonly learningRate?: number;
  /** The rate of step t is divided by 1 + (t - 1) rateDecay. @default 0 */
  readonly rateDecay?: number;
  /** @default 1e-10 */
  readonly epsilon?: number;
  /** Added to the gradient as weightDecay * w. @default 0 */
  readonly weightDecay?: number;
}

/**
 * Steps by the gradient over the root of the sum of all its squares (Duchi, Hazan and Singer, 2011).
 *
 * @throws InvalidArgumentError for options out of range or a parameter named twice
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Adagrad, Linear } from '@ai/nn';
 *
 * const model = new Linear(2, 1, { random: new Random(1) });
 * const optimizer = new Adagrad(model, { learningRate: 0.1 });
 * ```
 */
export class Adagrad extends Optimizer {
  private readonly rateDecay: number;
  private readonly epsilon: number;

  constructor(trainables: Trainables, options: AdagradOptions = {}) {
    const { learningRate = 0.01, weightDecay = 0, rateDecay = 0, epsilon = 1e-10 } = options;
    checkNumber(rateDecay, 'rateDecay', 'Adagrad', { min: 0 });
    checkNumber(epsilon, 'epsilon', 'Adagrad', { min: 0 });
    super(trainables, { learningRate, weightDecay }, 'Adagrad', ['sum']);
    this.rateDecay = rateDecay;
    this.epsilon = epsilon;
  }

  protected override scalars(learningRate: number, step: number): readonly number[] {
    return [learningRate / (1 + (step - 1) * this.rateDecay)];
  }

  protected update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    { sum }: Readonly<Record<string, tf.Variable>>,
    { weightDecay }: ResolvedGroup,
    [rate]: readonly tf.Tensor[],
  ): tf.Tensor {
    const g = weightDecay > 0 ? tf.add(gradient, tf.mul(parameter, weightDecay)) : gradient;
    const newSum = tf.add(sum, tf.square(g));
    sum.assign(newSum);
    return tf.sub(parameter, tf.div(tf.mul(g, rate), tf.add(tf.sqrt(newSum), this.epsilon)));
  }
}
