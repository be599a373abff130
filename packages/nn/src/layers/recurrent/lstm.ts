import { checkInteger, tf } from '@ai/core';
import { Recurrent, type RecurrentOptions } from './recurrent.js';

/** Options of {@link Lstm}. */
export interface LstmOptions extends RecurrentOptions {
  /** Multiplies the hidden state by a matrix to this size, below that of the cell, before it is given out. @default none */
  readonly projectionSize?: number;
}

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al., 2000): (B, T, inputSize) to
 * outputs (B, T, hiddenSize directions) and the last states [hidden, cell], each (layers directions, B, hiddenSize).
 *
 * Parameters per layer k, those of the backward direction with `_reverse` after them: `weight_ih_lk` (4 hiddenSize, inputs),
 * `weight_hh_lk` (4 hiddenSize, hiddenSize), `bias_ih_lk`, `bias_hh_lk` (4 hiddenSize); gates in the order input, forget, cell, output.
 * With a projection (Sak et al., 2014) also `weight_hr_lk` (projectionSize, hiddenSize); outputs and hidden states, not cells, then have
 * `projectionSize` in the place of `hiddenSize`.
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
  constructor(inputSize: number, hiddenSize: number, options: LstmOptions) {
    const { projectionSize } = options;
    if (projectionSize !== undefined) {
      checkInteger(projectionSize, 'projectionSize', 'Lstm', { min: 1, below: hiddenSize });
    }
    super(inputSize, hiddenSize, options, { gates: 4, owner: 'Lstm', states: 2, projectionSize });
  }

  protected stepCell(projected: tf.Tensor, recurrent: tf.Tensor, [, cell]: readonly tf.Tensor[]): tf.Tensor[] {
    const [input, forget, candidate, output] = tf.split(tf.add(projected, recurrent), 4, 1);
    const next = tf.add(tf.mul(tf.sigmoid(forget), cell), tf.mul(tf.sigmoid(input), tf.tanh(candidate)));
    return [tf.mul(tf.sigmoid(output), tf.tanh(next)), next];
  }
}
