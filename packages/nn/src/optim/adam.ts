import { checkNumber, tf } from '@ai/core';
import { Optimizer, type OptimizerOptions, type ResolvedGroup, type Trainables } from './optimizer.js';

/** Options of {@link Adam} and {@link AdamW}. */
export interface AdamOptions extends OptimizerOptions {
  /** @default 0.001 */
  readonly learningRate?: number;
  /** Decay of the running mean of gradients. @default 0.9 */
  readonly beta1?: number;
  /** Decay of the running mean of their squares. @default 0.999 */
  readonly beta2?: number;
  /** @default 1e-8 */
  readonly epsilon?: number;
  /** Adam adds weightDecay * w to the gradient; AdamW shrinks the weights by it. @default 0 for Adam, 0.01 for AdamW */
  readonly weightDecay?: number;
}

/**
 * Adam (Kingma and Ba, 2015): steps by the running mean of gradients over the root of that of their squares, both corrected for
 * their start at zero. Weight decay is L2 regularization, as in PyTorch's Adam.
 *
 * @throws InvalidArgumentError for options out of range or a parameter named twice
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Adam, Linear, mseLoss } from '@ai/nn';
 *
 * const model = new Linear(2, 1, { random: new Random(1) });
 * const adam = new Adam(model, { learningRate: 0.01 });
 * const [x, y] = [tf.ones([4, 2]), tf.zeros([4, 1])];
 * const { value, grads } = tf.variableGrads(() => mseLoss(model.forward(x), y), model.trainableVariables());
 * adam.step(grads);
 * tf.dispose([value, grads]);
 * ```
 */
export class Adam extends Optimizer {
  protected readonly decoupled: boolean = false;
  private readonly beta1: number;
  private readonly beta2: number;
  private readonly epsilon: number;

  constructor(trainables: Trainables, options: AdamOptions = {}, owner = 'Adam', defaultDecay = 0) {
    const { learningRate = 0.001, weightDecay = defaultDecay, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
    checkNumber(beta1, 'beta1', owner, { min: 0, below: 1 });
    checkNumber(beta2, 'beta2', owner, { min: 0, below: 1 });
    checkNumber(epsilon, 'epsilon', owner, { min: 0 });
    super(trainables, { learningRate, weightDecay }, owner, ['sum', 'squareSum']);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /**
   * The rate, epsilon and the plain rate. Means are kept as the sums that they are multiples of, which saves passes over memory: the
   * factors (1 - beta) and the corrections for the start at zero are in the rate and in epsilon.
   */
  protected override scalars(learningRate: number, step: number): readonly number[] {
    const mean = (1 - this.beta1) / (1 - this.beta1 ** step);
    const root = Math.sqrt((1 - this.beta2) / (1 - this.beta2 ** step));
    return [(learningRate * mean) / root, this.epsilon / root, learningRate];
  }

  protected update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    { sum, squareSum }: Readonly<Record<string, tf.Variable>>,
    { weightDecay }: ResolvedGroup,
    [rate, epsilon, plainRate]: readonly tf.Tensor[],
  ): tf.Tensor {
    const g = weightDecay > 0 && !this.decoupled ? tf.add(gradient, tf.mul(parameter, weightDecay)) : gradient;
    const newSum = tf.add(tf.mul(sum, this.beta1), g);
    const newSquareSum = tf.add(tf.mul(squareSum, this.beta2), tf.square(g));
    sum.assign(newSum);
    squareSum.assign(newSquareSum);
    const change = tf.mul(tf.div(newSum, tf.add(tf.sqrt(newSquareSum), epsilon)), rate);
    if (weightDecay === 0 || !this.decoupled) return tf.sub(parameter, change);
    return tf.sub(tf.sub(parameter, tf.mul(tf.mul(parameter, weightDecay), plainRate)), change);
  }
}

/**
 * Adam whose weight decay shrinks the weights apart from the gradient (Loshchilov and Hutter, 2019).
 *
 * @throws InvalidArgumentError as {@link Adam}
 * @example Biases without decay.
 * ```ts
 * import { Random } from '@ai/core';
 * import { AdamW, Linear } from '@ai/nn';
 *
 * const model = new Linear(2, 1, { random: new Random(1) });
 * const named = [...model.namedParameters()];
 * const group = (isBias: boolean) => new Map(named.filter(([name]) => name.endsWith('bias') === isBias));
 * const optimizer = new AdamW([{ parameters: group(false) }, { parameters: group(true), weightDecay: 0 }], {
 *   learningRate: 3e-4,
 * });
 * ```
 */
export class AdamW extends Adam {
  protected override readonly decoupled = true;

  constructor(trainables: Trainables, options: AdamOptions = {}) {
    super(trainables, options, 'AdamW', 0.01);
  }
}
