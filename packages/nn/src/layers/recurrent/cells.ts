import { Got, InvalidArgumentError, tf } from '@ai/core';
import { type AnyModule, Module } from '../../module/module.js';
import { Gru } from './gru.js';
import { Lstm } from './lstm.js';
import type { Recurrent, RecurrentOptions } from './recurrent.js';
import { Rnn, type RnnOptions } from './rnn.js';

/** Options of the recurrent cells. */
export type CellOptions = Pick<RecurrentOptions, 'random' | 'bias'>;

/** One step of a sequence. */
export interface CellInput {
  /** (B, inputSize). */
  readonly x: tf.Tensor;
  /** States before the step, each (B, hiddenSize): the hidden one, for an LSTM then the cell. @default zeros */
  readonly state?: readonly tf.Tensor[];
}

/** A recurrent layer of one step, with the names that PyTorch gives the parameters of its cells. */
abstract class RecurrentCell extends Module<tf.Tensor | CellInput, tf.Tensor[]> {
  readonly #layer: Recurrent;
  readonly #owner: string;

  constructor(layer: Recurrent, owner: string) {
    super();
    this.#layer = layer;
    this.#owner = owner;
  }

  protected override *members(): Iterable<readonly [string, tf.Variable | AnyModule]> {
    for (const [name, variable] of this.#layer.namedParameters()) yield [name.replace('_l0', ''), variable];
  }

  forward(input: tf.Tensor | CellInput): tf.Tensor[] {
    const { x, state }: CellInput = 'dataId' in input ? { x: input as tf.Tensor } : input;
    const { inputSize } = this.#layer;
    if (x.shape.length !== 2 || x.shape[1] !== inputSize || state?.some((part) => part.shape.length !== 2)) {
      const got = new Got([x, ...(state ?? [])].map(({ shape }) => `[${shape}]`).join(' and '));
      throw new InvalidArgumentError('x', this.#owner, `have shape (B, ${inputSize}), as its states two axes`, got);
    }
    return tf.tidy(() => {
      const given = state && { state: state.map((part) => tf.expandDims(part, 0)) };
      const { state: next } = this.#layer.forward({ x: tf.expandDims(x, 1), ...given });
      return next.map((part) => tf.squeeze(part, [0]));
    });
  }
}

/**
 * One step of `Rnn`: (B, inputSize) and [hidden] to the next [hidden], (B, hiddenSize).
 *
 * Parameters: `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`, as `Rnn`'s of one layer.
 *
 * @throws InvalidArgumentError as `Rnn`
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { RnnCell } from '@ai/nn';
 *
 * const [hidden] = new RnnCell(3, 8, { random: new Random(1) }).forward(tf.ones([2, 3])); // (2, 8)
 * ```
 */
export class RnnCell extends RecurrentCell {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions & Pick<RnnOptions, 'nonlinearity'>) {
    super(new Rnn(inputSize, hiddenSize, options), 'RnnCell');
  }
}

/**
 * One step of `Lstm`: (B, inputSize) and [hidden, cell] to the next [hidden, cell], each (B, hiddenSize).
 *
 * Parameters: `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`, as `Lstm`'s of one layer.
 *
 * @throws InvalidArgumentError as `Lstm`
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { LstmCell } from '@ai/nn';
 *
 * const cell = new LstmCell(3, 8, { random: new Random(1) });
 * let state = cell.forward(tf.ones([2, 3]));
 * state = cell.forward({ x: tf.ones([2, 3]), state });
 * console.log(state[0].shape); // [2, 8]
 * ```
 */
export class LstmCell extends RecurrentCell {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions) {
    super(new Lstm(inputSize, hiddenSize, options), 'LstmCell');
  }
}

/**
 * One step of `Gru`: (B, inputSize) and [hidden] to the next [hidden], (B, hiddenSize).
 *
 * Parameters: `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`, as `Gru`'s of one layer.
 *
 * @throws InvalidArgumentError as `Gru`
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { GruCell } from '@ai/nn';
 *
 * const [hidden] = new GruCell(3, 8, { random: new Random(1) }).forward(tf.ones([2, 3])); // (2, 8)
 * ```
 */
export class GruCell extends RecurrentCell {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions) {
    super(new Gru(inputSize, hiddenSize, options), 'GruCell');
  }
}
