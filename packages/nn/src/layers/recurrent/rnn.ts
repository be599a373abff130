import { checkOneOf, tf } from '@ai/core';
import { Recurrent, type RecurrentOptions } from './recurrent.js';

/** Options of {@link Rnn}. */
export interface RnnOptions extends RecurrentOptions {
  /** @default 'tanh' */
  readonly nonlinearity?: 'tanh' | 'relu';
}

/**
 * Plain recurrent network (Elman, 1990), h = tanh(W x + U h + b): (B, T, inputSize) to outputs (B, T, hiddenSize directions) and the
 * last state [hidden] (layers directions, B, hiddenSize).
 *
 * Parameters as `Lstm`'s with hiddenSize rows.
 *
 * @throws InvalidArgumentError as `Lstm`
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Rnn } from '@ai/nn';
 *
 * const { output } = new Rnn(3, 8, { random: new Random(1), nonlinearity: 'relu' }).forward(tf.zeros([2, 5, 3])); // (2, 5, 8)
 * ```
 */
export class Rnn extends Recurrent {
  readonly nonlinearity: 'tanh' | 'relu';

  constructor(inputSize: number, hiddenSize: number, options: RnnOptions) {
    super(inputSize, hiddenSize, options, { gates: 1, owner: 'Rnn' });
    this.nonlinearity = checkOneOf(options.nonlinearity ?? 'tanh', 'nonlinearity', 'Rnn', ['tanh', 'relu']);
  }

  protected stepCell(projected: tf.Tensor, recurrent: tf.Tensor): tf.Tensor[] {
    const sum = tf.add(projected, recurrent);
    return [this.nonlinearity === 'tanh' ? tf.tanh(sum) : tf.relu(sum)];
  }
}
