import { checkBoolean, checkInteger, checkNumber, checkOneOf, type Random, tf } from '@ai/core';
import type { ForwardContext } from '../../module/context.js';
import { Module } from '../../module/module.js';
import { gelu } from '../activation/gates.js';
import { relu } from '../activation/rectifiers.js';
import { MultiHeadAttention } from '../attention/multi-head-attention.js';
import { Linear } from '../linear/linear.js';
import { LayerNorm } from '../normalization/layer-norm.js';
import { Dropout } from '../regularization/dropout.js';

/** Options of {@link TransformerEncoderLayer} and {@link TransformerDecoderLayer}. */
export interface TransformerLayerOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** Units of the hidden layer of the feed-forward network. @default 2048, as PyTorch */
  readonly feedForwardSize?: number;
  /** Dropout of attention weights, of hidden units and of what each part adds, in training. @default 0.1 */
  readonly dropout?: number;
  /** What stands between the two layers of the feed-forward network. @default 'relu' */
  readonly activation?: 'relu' | 'gelu' | ((x: tf.Tensor) => tf.Tensor);
  /** Normalize what goes into each part instead of the sum of its input and output. @default false */
  readonly normFirst?: boolean;
  /** Added to the variances of the normalizations. @default 1e-5 */
  readonly epsilon?: number;
  /** Whether linear layers, attention and normalizations have biases. @default true */
  readonly bias?: boolean;
}

const ACTIVATIONS = { relu, gelu };

/** What encoder and decoder layers share: how their parts are made and added up. The parts themselves are the subclasses'. */
export abstract class TransformerLayer<Input> extends Module<Input> {
  readonly #options: Required<Omit<TransformerLayerOptions, 'activation'>>;
  readonly #activation: (x: tf.Tensor) => tf.Tensor;
  readonly #dropout: Dropout;

  abstract readonly linear1: Linear;
  abstract readonly linear2: Linear;

  constructor(
    readonly embeddingSize: number,
    readonly numHeads: number,
    options: TransformerLayerOptions,
    owner: string,
  ) {
    super();
    const { random, feedForwardSize = 2048, dropout = 0.1, activation = 'relu' } = options;
    const { normFirst = false, epsilon = 1e-5, bias = true } = options;
    checkInteger(embeddingSize, 'embeddingSize', owner, { min: 1 });
    checkInteger(feedForwardSize, 'feedForwardSize', owner, { min: 1 });
    checkNumber(dropout, 'dropout', owner, { min: 0, max: 1 });
    checkBoolean(normFirst, 'normFirst', owner);
    checkNumber(epsilon, 'epsilon', owner, { min: 0 });
    checkBoolean(bias, 'bias', owner);
    this.#options = { random, feedForwardSize, dropout, normFirst, epsilon, bias };
    this.#activation =
      typeof activation === 'function'
        ? activation
        : ACTIVATIONS[checkOneOf(activation, 'activation', owner, ['relu', 'gelu'])];
    this.#dropout = new Dropout(dropout);
  }

  protected makeAttention(): MultiHeadAttention {
    const { random, dropout, bias } = this.#options;
    return new MultiHeadAttention(this.embeddingSize, this.numHeads, { random, dropout, bias });
  }

  protected makeFeedForward(): [Linear, Linear] {
    const { random, feedForwardSize, bias } = this.#options;
    return [
      new Linear(this.embeddingSize, feedForwardSize, { random, bias }),
      new Linear(feedForwardSize, this.embeddingSize, { random, bias }),
    ];
  }

  protected makeNorm(): LayerNorm {
    const { epsilon, bias } = this.#options;
    return new LayerNorm(this.embeddingSize, { epsilon, bias });
  }

  /** The sum of `x` and what a part makes of it, normalized after it or before. */
  protected add(x: tf.Tensor, norm: LayerNorm, part: (x: tf.Tensor) => tf.Tensor, context: ForwardContext): tf.Tensor {
    const dropped = (y: tf.Tensor): tf.Tensor => this.#dropout.forward(part(y), context);
    return this.#options.normFirst ? tf.add(x, dropped(norm.forward(x))) : norm.forward(tf.add(x, dropped(x)));
  }

  protected feedForward(x: tf.Tensor, context: ForwardContext): tf.Tensor {
    const hidden = this.#activation(this.linear1.forward(x));
    return this.linear2.forward(this.#dropout.forward(hidden, context));
  }
}
