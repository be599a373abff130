import { tf } from '@ai/core';
import { Recurrent, type RecurrentOptions } from './recurrent.js';

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al., 2000): (B, T, inputSize) to
 * outputs (B, T, hiddenSize directions) and the last states [hidden, cell], each (layers directions, B, hiddenSize).
 *
 * Parameters per layer k, those of the backward direction with `_reverse` after them: `weight_ih_lk` (4 hiddenSize, inputs),
 * `weight_hh_lk` (4 hiddenSize, hiddenSize), `bias_ih_lk`, `bias_hh_lk` (4 hiddenSize); gates in the order input, forget, cell, output.
 *
 * @throws InvalidArgumentError for options out of range, inputs and states of other shapes, lengths outside 1..T
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Lstm } from '@ai/nn';
 *
 * const lstm = new Lstm(3, 8, { random: new Random(1), bidirectional: true });
 * const { output, state } = lstm.forward({ x: tf.zeros([2, 5, 3]), lengths: [5, 2] });
 * console.log(output.shape, state[1].shape); // [2, 5, 16] [2, 2, 8]
 * ```
 */
export class Lstm extends Recurrent {
  protected readonly numStates = 2;

  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions) {
    super(inputSize, hiddenSize, options, { gates: 4, owner: 'Lstm' });
  }

  protected stepCell(projected: tf.Tensor, recurrent: tf.Tensor, [, cell]: readonly tf.Tensor[]): tf.Tensor[] {
    const [input, forget, candidate, output] = tf.split(tf.add(projected, recurrent), 4, 1);
    const next = tf.add(tf.mul(tf.sigmoid(forget), cell), tf.mul(tf.sigmoid(input), tf.tanh(candidate)));
    return [tf.mul(tf.sigmoid(output), tf.tanh(next)), next];
  }
}
