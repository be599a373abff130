import { checkBoolean, checkNumber, InvalidArgumentError, tf } from '@ai/core';
import { Optimizer, type OptimizerOptions, type ResolvedGroup, type Trainables } from './optimizer.js';

/** Options of {@link Sgd}. */
export interface SgdOptions extends OptimizerOptions {
  /** @default 0.01 */
  readonly learningRate?: number;
  /** Share of the last velocity that is kept. @default 0 */
  readonly momentum?: number;
  /** Look ahead along the velocity. @default false */
  readonly nesterov?: boolean;
  /** Added to the gradient as weightDecay * w. @default 0 */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent, with momentum v = momentum v + g, w = w - rate v, in PyTorch's form (Sutskever et al., 2013).
 *
 * @throws InvalidArgumentError for options out of range, a parameter named twice, and Nesterov's form without momentum
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, Sgd } from '@ai/nn';
 *
 * const model = new Linear(2, 1, { random: new Random(1) });
 * const optimizer = new Sgd(model, { learningRate: 0.1, momentum: 0.9, nesterov: true });
 * ```
 */
export class Sgd extends Optimizer {
  private readonly momentum: number;
  private readonly nesterov: boolean;

  constructor(trainables: Trainables, options: SgdOptions = {}) {
    const { learningRate = 0.01, weightDecay = 0, momentum = 0, nesterov = false } = options;
    checkNumber(momentum, 'momentum', 'Sgd', { min: 0 });
    checkBoolean(nesterov, 'nesterov', 'Sgd');
    if (nesterov && momentum === 0) throw new InvalidArgumentError('nesterov', 'Sgd', 'come with momentum', nesterov);
    super(trainables, { learningRate, weightDecay }, 'Sgd', momentum > 0 ? ['velocity'] : []);
    this.momentum = momentum;
    this.nesterov = nesterov;
  }

  protected update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    { velocity }: Readonly<Record<string, tf.Variable>>,
    { weightDecay }: ResolvedGroup,
    [rate]: readonly tf.Tensor[],
  ): tf.Tensor {
    const g = weightDecay > 0 ? tf.add(gradient, tf.mul(parameter, weightDecay)) : gradient;
    if (!velocity) return tf.sub(parameter, tf.mul(g, rate));
    const next = tf.add(tf.mul(velocity, this.momentum), g);
    velocity.assign(next);
    const direction = this.nesterov ? tf.add(g, tf.mul(next, this.momentum)) : next;
    return tf.sub(parameter, tf.mul(direction, rate));
  }
}
