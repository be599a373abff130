import { checkBoolean, checkInteger, checkNumber, Got, InvalidArgumentError, type Random, tf } from '@ai/core';
import { constant, xavierUniform } from '../../init/initializers.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { Linear, linear } from '../linear/linear.js';
import { attend } from './attend.js';
import type { AttentionCache } from './attention-cache.js';

/** Options of {@link MultiHeadAttention}. */
export interface MultiHeadAttentionOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** @default true */
  readonly bias?: boolean;
  /** Dropout of attention weights, in training. @default 0 */
  readonly dropout?: number;
}

/** What attends to what. B batch, T queries, S keys, E embedding size. */
export interface AttentionInput {
  /** (B, T, E). */
  readonly query: tf.Tensor;
  /** (B, S, E). @default the query: self-attention */
  readonly key?: tf.Tensor;
  /** (B, S, E). @default the key */
  readonly value?: tf.Tensor;
  /** Query t sees keys up to its own position; with fewer queries than keys they are the last ones. @default false */
  readonly causal?: boolean;
  /** (B, S) or (B, T, S), zero or false where a key must not be seen. A query that sees no key attends to all alike. */
  readonly mask?: tf.Tensor;
  /** Keys and values of earlier calls, to which those of this call are added. */
  readonly cache?: AttentionCache;
}

/**
 * Attention of several heads, softmax(Q K^T / sqrt(E / heads)) V (Vaswani et al., 2017): (B, T, E) to (B, T, E).
 *
 * Parameters: `in_proj_weight` (3 E, E), `in_proj_bias` (3 E), for queries, keys and values in this order; `out_proj.weight` (E, E),
 * `out_proj.bias` (E).
 *
 * @throws InvalidArgumentError for options out of range, heads that do not divide E, inputs of other shapes
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { MultiHeadAttention } from '@ai/nn';
 *
 * const attention = new MultiHeadAttention(16, 4, { random: new Random(1) });
 * attention.forward({ query: tf.zeros([2, 5, 16]), causal: true }); // (2, 5, 16)
 * ```
 */
export class MultiHeadAttention extends Module<tf.Tensor | AttentionInput, tf.Tensor> {
  readonly inProjWeight: tf.Variable<tf.Rank.R2>;
  readonly inProjBias: tf.Variable<tf.Rank.R1> | undefined;
  readonly outProj: Linear;
  readonly dropout: number;

  constructor(
    readonly embeddingSize: number,
    readonly numHeads: number,
    options: MultiHeadAttentionOptions,
  ) {
    super();
    const owner = 'MultiHeadAttention';
    const { random, bias = true, dropout = 0 } = options;
    checkInteger(embeddingSize, 'embeddingSize', owner, { min: 1 });
    checkInteger(numHeads, 'numHeads', owner, { min: 1 });
    if (embeddingSize % numHeads !== 0) {
      throw new InvalidArgumentError('numHeads', owner, `divide the embedding size ${embeddingSize}`, numHeads);
    }
    checkBoolean(bias, 'bias', owner);
    this.dropout = checkNumber(dropout, 'dropout', owner, { min: 0, max: 1 });
    const zero = constant(0);
    this.inProjWeight = parameter(xavierUniform()([3 * embeddingSize, embeddingSize], random));
    this.inProjBias = bias ? parameter(zero([3 * embeddingSize], random)) : undefined;
    this.outProj = new Linear(embeddingSize, embeddingSize, { random, bias, biasInitializer: zero });
  }

  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  forward(input: tf.Tensor | AttentionInput, context: ForwardContext = INFERENCE): tf.Tensor {
    const parts: AttentionInput = 'dataId' in input ? { query: input as tf.Tensor } : input;
    const { query, key = query, value = key, causal = false, mask, cache } = parts;
    this.check(query, key, value);
    return tf.tidy(() => {
      const [q, newKeys, newValues] = this.project(query, key, value).map((x) => this.splitHeads(x));
      const [k, v] = cache ? cache.append(newKeys, newValues) : [newKeys, newValues];
      const mixed = attend(q, k, v, { causal, mask, dropout: this.dropout, context });
      const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), query.shape);
      return this.outProj.forward(joined);
    });
  }

  /** One product where queries, keys and values come from the same tensor. */
  private project(query: tf.Tensor, key: tf.Tensor, value: tf.Tensor): tf.Tensor[] {
    const { inProjWeight: weight, inProjBias: bias } = this;
    if (query === key && key === value) return tf.split(linear(query, weight, bias), 3, -1);
    const weights = tf.split(weight as tf.Tensor2D, 3, 0) as tf.Tensor2D[];
    const biases = bias ? (tf.split(bias as tf.Tensor1D, 3, 0) as tf.Tensor1D[]) : [];
    return [query, key, value].map((x, i) => linear(x, weights[i], biases[i]));
  }

  /** (B, T, E) to (B, heads, T, E / heads). */
  private splitHeads(x: tf.Tensor): tf.Tensor4D {
    const [batch, tokens, size] = x.shape;
    return tf.transpose(
      tf.reshape(x, [batch, tokens, this.numHeads, size / this.numHeads]),
      [0, 2, 1, 3],
    ) as tf.Tensor4D;
  }

  private check(query: tf.Tensor, key: tf.Tensor, value: tf.Tensor): void {
    for (const [name, x] of Object.entries({ query, key, value })) {
      if (x.shape.length !== 3 || x.shape[2] !== this.embeddingSize || x.shape[0] !== query.shape[0]) {
        const expected = `have shape (${query.shape[0]}, tokens, ${this.embeddingSize})`;
        throw new InvalidArgumentError(name, 'MultiHeadAttention', expected, new Got(`[${x.shape}]`));
      }
    }
    if (key.shape[1] !== value.shape[1]) {
      throw new InvalidArgumentError(
        'value',
        'MultiHeadAttention',
        `have ${key.shape[1]} tokens`,
        new Got(`${value.shape[1]}`),
      );
    }
  }
}
