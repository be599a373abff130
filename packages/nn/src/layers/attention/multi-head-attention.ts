import { checkBoolean, checkInteger, checkNumber, Got, InvalidArgumentError, type Random, tf } from '@ai/core';
import { constant, xavierUniform } from '../../init/initializers.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { Linear, linear } from '../linear/linear.js';
import { attend, attentionWeights } from './attend.js';
import type { AttentionCache } from './attention-cache.js';

/** Options of {@link MultiHeadAttention}. */
export interface MultiHeadAttentionOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** @default true */
  readonly bias?: boolean;
  /** Dropout of attention weights, in training. @default 0 */
  readonly dropout?: number;
  /** Features of keys; with `valueSize`, the projections then are parameters of their own. @default the embedding size */
  readonly keySize?: number;
  /** Features of values. @default the embedding size */
  readonly valueSize?: number;
}

/** What attends to what. B batch, T queries, S keys, E embedding size. */
export interface AttentionInput {
  /** (B, T, E). */
  readonly query: tf.Tensor;
  /** (B, S, keySize). @default the query: self-attention */
  readonly key?: tf.Tensor;
  /** (B, S, valueSize). @default the key */
  readonly value?: tf.Tensor;
  /** Query t sees keys up to its own position; with fewer queries than keys they are the last ones. @default false */
  readonly causal?: boolean;
  /**
   * (B, S), (B, T, S) or (B, heads, T, S), zero or false where a key must not be seen; B and heads may be 1. A query that sees no key
   * attends to all alike.
   */
  readonly mask?: tf.Tensor;
  /** Added to the scores before the softmax, of the shapes of `mask`: relative positions and the like. */
  readonly bias?: tf.Tensor;
  /** Keys and values of earlier calls, to which those of this call are added. */
  readonly cache?: AttentionCache;
}

/**
 * Attention of several heads, softmax(Q K^T / sqrt(E / heads)) V (Vaswani et al., 2017): (B, T, E) to (B, T, E).
 *
 * Parameters: `in_proj_weight` (3 E, E), `in_proj_bias` (3 E), for queries, keys and values in this order; `out_proj.weight` (E, E),
 * `out_proj.bias` (E). Where keys or values have another size: `q_proj_weight` (E, E), `k_proj_weight` (E, keySize), `v_proj_weight`
 * (E, valueSize) instead of the first.
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
  readonly inProjWeight: tf.Variable<tf.Rank.R2> | undefined;
  readonly qProjWeight: tf.Variable<tf.Rank.R2> | undefined;
  readonly kProjWeight: tf.Variable<tf.Rank.R2> | undefined;
  readonly vProjWeight: tf.Variable<tf.Rank.R2> | undefined;
  readonly inProjBias: tf.Variable<tf.Rank.R1> | undefined;
  readonly outProj: Linear;
  readonly dropout: number;
  readonly keySize: number;
  readonly valueSize: number;

  constructor(
    readonly embeddingSize: number,
    readonly numHeads: number,
    options: MultiHeadAttentionOptions,
  ) {
    super();
    const owner = 'MultiHeadAttention';
    const { random, bias = true, dropout = 0, keySize = embeddingSize, valueSize = embeddingSize } = options;
    checkInteger(embeddingSize, 'embeddingSize', owner, { min: 1 });
    checkInteger(numHeads, 'numHeads', owner, { min: 1 });
    if (embeddingSize % numHeads !== 0) {
      throw new InvalidArgumentError('numHeads', owner, `divide the embedding size ${embeddingSize}`, numHeads);
    }
    checkBoolean(bias, 'bias', owner);
    this.dropout = checkNumber(dropout, 'dropout', owner, { min: 0, max: 1 });
    const zero = constant(0);
    this.keySize = checkInteger(keySize, 'keySize', owner, { min: 1 });
    this.valueSize = checkInteger(valueSize, 'valueSize', owner, { min: 1 });
    const weight = (rows: number, columns: number) => parameter<tf.Rank.R2>(xavierUniform()([rows, columns], random));
    if (keySize === embeddingSize && valueSize === embeddingSize) {
      this.inProjWeight = weight(3 * embeddingSize, embeddingSize);
    } else {
      this.qProjWeight = weight(embeddingSize, embeddingSize);
      this.kProjWeight = weight(embeddingSize, keySize);
      this.vProjWeight = weight(embeddingSize, valueSize);
    }
    this.inProjBias = bias ? parameter(zero([3 * embeddingSize], random)) : undefined;
    this.outProj = new Linear(embeddingSize, embeddingSize, { random, bias, biasInitializer: zero });
  }

  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  forward(input: tf.Tensor | AttentionInput, context: ForwardContext = INFERENCE): tf.Tensor {
    const { query, key, value, causal, mask, bias, cache } = this.inputs(input);
    return tf.tidy(() => {
      const [q, newKeys, newValues] = this.project(query, key, value).map((x) => this.splitHeads(x));
      const [k, v] = cache ? cache.append(newKeys, newValues) : [newKeys, newValues];
      const mixed = attend(q, k, v, { causal, mask, bias, dropout: this.dropout, context });
      const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), query.shape);
      return this.outProj.forward(joined);
    });
  }

  /**
   * What each query pays to each key, in inference: (B, heads, T, S), rows that sum to 1. PyTorch's are their mean over the heads.
   *
   * @param input as for `forward`; keys of a cache are not seen
   */
  weights(input: tf.Tensor | AttentionInput): tf.Tensor {
    const { query, key, value, causal, mask, bias } = this.inputs(input);
    return tf.tidy(() => {
      const [q, k] = this.project(query, key, value).map((x) => this.splitHeads(x));
      return attentionWeights(q, k, { causal, mask, bias });
    });
  }

  private inputs(input: tf.Tensor | AttentionInput) {
    const parts: AttentionInput = 'dataId' in input ? { query: input as tf.Tensor } : input;
    const { query, key = query, value = key, causal = false, mask, bias, cache } = parts;
    this.check(query, key, value);
    return { query, key, value, causal, mask, bias, cache };
  }

  /** One product where queries, keys and values come from the same tensor. */
  private project(query: tf.Tensor, key: tf.Tensor, value: tf.Tensor): tf.Tensor[] {
    const { inProjWeight: weight, qProjWeight, kProjWeight, vProjWeight, inProjBias: bias } = this;
    if (weight && query === key && key === value) return tf.split(linear(query, weight, bias), 3, -1);
    const weights = weight ? tf.split(weight as tf.Tensor2D, 3, 0) : [qProjWeight!, kProjWeight!, vProjWeight!];
    const biases = bias ? (tf.split(bias as tf.Tensor1D, 3, 0) as tf.Tensor1D[]) : [];
    return [query, key, value].map((x, i) => linear(x, weights[i] as tf.Tensor2D, biases[i]));
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
    const given: [string, tf.Tensor, number][] = [
      ['query', query, this.embeddingSize],
      ['key', key, this.keySize],
      ['value', value, this.valueSize],
    ];
    for (const [name, x, size] of given) {
      if (x.shape.length !== 3 || x.shape[2] !== size || x.shape[0] !== query.shape[0]) {
        const expected = `have shape (${query.shape[0]}, tokens, ${size})`;
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
