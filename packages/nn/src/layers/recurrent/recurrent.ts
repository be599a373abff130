import { checkBoolean, checkInteger, checkNumber, Got, InvalidArgumentError, type Random, tf } from '@ai/core';
import { fanInUniform } from '../../init/initializers.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { type AnyModule, Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { Dropout } from '../regularization/dropout.js';

/** Options of the recurrent layers. */
export interface RecurrentOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** Layers on top of each other. @default 1 */
  readonly numLayers?: number;
  /** Read the sequence from both ends; the outputs stand side by side. @default false */
  readonly bidirectional?: boolean;
  /** @default true */
  readonly bias?: boolean;
  /** Dropout between layers, in training. @default 0 */
  readonly dropout?: number;
}

/**
 * A sequence, or one with its state or its lengths. T tokens, H hidden units (the hidden state of an LSTM with a projection has
 * `projectionSize` instead), L layers, directions 1 or 2.
 */
export interface RecurrentInput {
  /** (B, T, inputSize). */
  readonly x: tf.Tensor;
  /** States to begin with, each (L directions, B, H): the hidden one, for an LSTM then the cell. @default zeros */
  readonly state?: readonly tf.Tensor[];
  /** Tokens that count in each sequence; the rest gives zeros and moves no state. @default all */
  readonly lengths?: readonly number[];
}

/** What a recurrent layer gives. */
export interface RecurrentOutput {
  /** (B, T, H directions), of the last layer. */
  readonly output: tf.Tensor;
  /** Last states, each (L directions, B, H). */
  readonly state: readonly tf.Tensor[];
}

/** One direction of one layer. */
export interface CellWeights {
  readonly inputWeight: tf.Variable<tf.Rank.R2>;
  readonly hiddenWeight: tf.Variable<tf.Rank.R2>;
  readonly inputBias: tf.Variable<tf.Rank.R1> | undefined;
  readonly hiddenBias: tf.Variable<tf.Rank.R1> | undefined;
  /** What the hidden state is multiplied by before it is given out. */
  readonly projection: tf.Variable<tf.Rank.R2> | undefined;
}

/** Stacked recurrent layers over (B, T, inputSize); subclasses say what one step does. */
export abstract class Recurrent extends Module<tf.Tensor | RecurrentInput, RecurrentOutput> {
  readonly numLayers: number;
  readonly directions: number;
  /** Sizes of the tensors of a state, the hidden one first. */
  readonly #stateSizes: readonly number[];
  readonly #weights: CellWeights[] = [];
  readonly #dropout: Dropout;
  readonly #owner: string;

  constructor(
    readonly inputSize: number,
    readonly hiddenSize: number,
    options: RecurrentOptions,
    traits: {
      readonly gates: number;
      readonly owner: string;
      readonly states?: number;
      readonly projectionSize?: number;
    },
  ) {
    super();
    const { random, numLayers = 1, bidirectional = false, bias = true, dropout = 0 } = options;
    const { gates, owner, states = 1, projectionSize } = traits;
    checkInteger(inputSize, 'inputSize', owner, { min: 1 });
    checkInteger(hiddenSize, 'hiddenSize', owner, { min: 1 });
    this.numLayers = checkInteger(numLayers, 'numLayers', owner, { min: 1 });
    this.directions = checkBoolean(bidirectional, 'bidirectional', owner) ? 2 : 1;
    checkBoolean(bias, 'bias', owner);
    this.#dropout = new Dropout(checkNumber(dropout, 'dropout', owner, { min: 0, max: 1 }));
    this.#owner = owner;
    const outputs = projectionSize ?? hiddenSize;
    this.#stateSizes = [outputs, ...Array<number>(states - 1).fill(hiddenSize)];
    const draw = fanInUniform(hiddenSize);
    const rows = gates * hiddenSize;
    for (let i = 0; i < numLayers * this.directions; i++) {
      const columns = i < this.directions ? inputSize : outputs * this.directions;
      this.#weights.push({
        inputWeight: parameter(draw([rows, columns], random)),
        hiddenWeight: parameter(draw([rows, outputs], random)),
        inputBias: bias ? parameter(draw([rows], random)) : undefined,
        hiddenBias: bias ? parameter(draw([rows], random)) : undefined,
        projection: projectionSize ? parameter(draw([projectionSize, hiddenSize], random)) : undefined,
      });
    }
  }

  protected override *members(): Iterable<readonly [string, tf.Variable | AnyModule]> {
    for (const [i, weights] of this.#weights.entries()) {
      const suffix = `l${Math.floor(i / this.directions)}${i % this.directions === 1 ? '_reverse' : ''}`;
      yield [`weight_ih_${suffix}`, weights.inputWeight as tf.Variable];
      yield [`weight_hh_${suffix}`, weights.hiddenWeight as tf.Variable];
      if (weights.inputBias) yield [`bias_ih_${suffix}`, weights.inputBias as tf.Variable];
      if (weights.hiddenBias) yield [`bias_hh_${suffix}`, weights.hiddenBias as tf.Variable];
      if (weights.projection) yield [`weight_hr_${suffix}`, weights.projection as tf.Variable];
    }
  }

  /**
   * One step of one cell.
   *
   * @param projected (B, gates H) the input's part with both biases, or with the input's alone if `separateBias`
   * @param recurrent (B, gates H) the hidden state's part, with its bias if `separateBias`
   * @param state each (B, H)
   * @returns the next state, the hidden part before its projection
   */
  protected abstract stepCell(projected: tf.Tensor, recurrent: tf.Tensor, state: readonly tf.Tensor[]): tf.Tensor[];

  /** Whether the hidden bias must stay with the hidden part (the GRU's reset gate multiplies it). */
  protected get separateBias(): boolean {
    return false;
  }

  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  forward(input: tf.Tensor | RecurrentInput, context: ForwardContext = INFERENCE): RecurrentOutput {
    const { x, state, lengths } =
      'dataId' in input ? { x: input as tf.Tensor, state: undefined, lengths: undefined } : input;
    this.check(x, state, lengths);
    return tf.tidy(() => {
      const [batch, tokens] = x.shape;
      const mask = lengths && tf.split(lengthMask(lengths, tokens), tokens, 1); // each (B, 1)
      const initial = state?.map((part) => tf.unstack(part));
      const finals: tf.Tensor[][] = [];
      let sequence = x;
      for (let layer = 0; layer < this.numLayers; layer++) {
        if (layer > 0) sequence = this.#dropout.forward(sequence, context);
        const outputs: tf.Tensor[] = [];
        for (let direction = 0; direction < this.directions; direction++) {
          const i = layer * this.directions + direction;
          const begin = initial
            ? initial.map((parts) => parts[i])
            : this.#stateSizes.map((size) => tf.zeros([batch, size]));
          const { output, last } = this.runCell(this.#weights[i], sequence, begin, direction === 1, mask);
          outputs.push(output);
          finals.push(last);
        }
        sequence = outputs.length === 1 ? outputs[0] : tf.concat(outputs, 2);
      }
      return {
        output: sequence,
        state: this.#stateSizes.map((_, k) => tf.stack(finals.map((parts) => parts[k]))),
      } as unknown as tf.TensorContainer;
    }) as unknown as RecurrentOutput;
  }

  private runCell(
    weights: CellWeights,
    sequence: tf.Tensor,
    begin: readonly tf.Tensor[],
    reverse: boolean,
    mask: readonly tf.Tensor[] | undefined,
  ): { output: tf.Tensor; last: tf.Tensor[] } {
    const [batch, tokens, features] = sequence.shape;
    const { inputWeight, hiddenWeight, inputBias, hiddenBias, projection } = weights;
    const rows = tf.reshape(sequence, [batch * tokens, features]) as tf.Tensor2D;
    const product = tf.matMul(rows, inputWeight, false, true);
    const bias = inputBias && (this.separateBias ? inputBias : tf.add(inputBias, hiddenBias!));
    const projected = tf.unstack(
      tf.reshape(bias ? tf.add(product, bias) : product, [batch, tokens, inputWeight.shape[0]]),
      1,
    );
    const outputs: tf.Tensor[] = Array(tokens);
    let state = [...begin];
    for (let k = 0; k < tokens; k++) {
      const t = reverse ? tokens - 1 - k : k;
      const hidden = tf.matMul(state[0] as tf.Tensor2D, hiddenWeight, false, true);
      const recurrent = this.separateBias && hiddenBias ? tf.add(hidden, hiddenBias) : hidden;
      const next = this.stepCell(projected[t], recurrent, state);
      if (projection) next[0] = tf.matMul(next[0] as tf.Tensor2D, projection, false, true);
      const kept = mask?.[t];
      state = kept ? next.map((value, i) => tf.add(state[i], tf.mul(kept, tf.sub(value, state[i])))) : next;
      outputs[t] = kept ? tf.mul(kept, next[0]) : next[0];
    }
    return { output: tf.stack(outputs, 1), last: state };
  }

  private check(x: tf.Tensor, state: readonly tf.Tensor[] | undefined, lengths: readonly number[] | undefined): void {
    const owner = this.#owner;
    if (x.shape.length !== 3 || x.shape[2] !== this.inputSize || x.shape[1] < 1) {
      throw new InvalidArgumentError('x', owner, `have shape (B, T, ${this.inputSize})`, new Got(`[${x.shape}]`));
    }
    const shapes = (parts: readonly (readonly number[])[]): string => parts.map((shape) => `[${shape}]`).join(', ');
    const expected = shapes(this.#stateSizes.map((size) => [this.numLayers * this.directions, x.shape[0], size]));
    if (state) {
      const given = shapes(state.map(({ shape }) => shape));
      if (given !== expected) {
        throw new InvalidArgumentError('state', owner, `hold tensors of shape ${expected}`, new Got(given || 'none'));
      }
    }
    if (!lengths) return;
    if (lengths.length !== x.shape[0]) {
      throw new InvalidArgumentError('lengths', owner, `have ${x.shape[0]} entries`, new Got(`${lengths.length}`));
    }
    for (const length of lengths) checkInteger(length, 'lengths', owner, { min: 1, max: x.shape[1] });
  }
}

/** (B, T), one where t < length. */
function lengthMask(lengths: readonly number[], tokens: number): tf.Tensor2D {
  const values = lengths.map((length) => Array.from({ length: tokens }, (_, t) => (t < length ? 1 : 0)));
  return tf.tensor2d(values, [lengths.length, tokens], 'float32');
}
