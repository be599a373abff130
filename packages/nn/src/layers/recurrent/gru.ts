import { tf } from '@ai/core';
import { Recurrent, type RecurrentOptions } from './recurrent.js';

/**
 * Gated recurrent unit (Cho et al., 2014), its reset gate applied after the product, as PyTorch and cuDNN have it: (B, T, inputSize)
 * to outputs (B, T, hiddenSize directions) and the last state [hidden] (layers directions, B, hiddenSize).
 *
 * Parameters as `Lstm`'s with 3 hiddenSize rows; gates in the order reset, update, new.
 *
 * @throws InvalidArgumentError as `Lstm`
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Gru } from '@ai/nn';
 *
 * const { output, state } = new Gru(3, 8, { random: new Random(1), numLayers: 2 }).forward(tf.zeros([2, 5, 3]));
 * console.log(output.shape, state[0].shape); // [2, 5, 8] [2, 2, 8]
 * ```
 */
export class Gru extends Recurrent {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions) {
    super(inputSize, hiddenSize, options, { gates: 3, owner: 'Gru' });
  }

  protected override get separateBias(): boolean {
    return true;
  }

  protected stepCell(projected: tf.Tensor, recurrent: tf.Tensor, [hidden]: readonly tf.Tensor[]): tf.Tensor[] {
    const [xReset, xUpdate, xNew] = tf.split(projected, 3, 1);
    const [hReset, hUpdate, hNew] = tf.split(recurrent, 3, 1);
    const update = tf.sigmoid(tf.add(xUpdate, hUpdate));
    const candidate = tf.tanh(tf.add(xNew, tf.mul(tf.sigmoid(tf.add(xReset, hReset)), hNew)));
    return [tf.add(candidate, tf.mul(update, tf.sub(hidden, candidate)))];
  }
}
