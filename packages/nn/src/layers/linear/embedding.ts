import { checkInteger, type Random, tf } from '@ai/core';
import { type Initializer, normal } from '../../init/initializers.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';

/** Options of {@link Embedding}. */
export interface EmbeddingOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** A row that stays zero and is not trained. @default none */
  readonly paddingIndex?: number;
  /** @default normal(0, 1), as PyTorch */
  readonly weightInitializer?: Initializer;
}

/**
 * A learned row per index: (...) whole numbers to (..., dimensions). An index outside the table is not checked: its value depends
 * on the engine.
 *
 * Parameter: `weight` (count, dimensions).
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers >= 1 or a padding index outside the table
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Embedding } from '@ai/nn';
 *
 * new Embedding(100, 16, { random: new Random(1) }).forward(tf.tensor2d([[1, 2, 3]], [1, 3], 'int32')); // (1, 3, 16)
 * ```
 */
export class Embedding<Input = tf.Tensor> extends Module<Input | tf.Tensor> {
  readonly weight: tf.Variable<tf.Rank.R2>;
  readonly #paddingIndex: number | undefined;

  constructor(
    readonly count: number,
    readonly dimensions: number,
    options: EmbeddingOptions,
  ) {
    super();
    checkInteger(count, 'count', 'Embedding', { min: 1 });
    checkInteger(dimensions, 'dimensions', 'Embedding', { min: 1 });
    const { random, paddingIndex, weightInitializer = normal() } = options;
    if (paddingIndex !== undefined) checkInteger(paddingIndex, 'paddingIndex', 'Embedding', { min: 0, below: count });
    this.#paddingIndex = paddingIndex;
    const values = weightInitializer([count, dimensions], random);
    if (paddingIndex !== undefined) values.data.fill(0, paddingIndex * dimensions, (paddingIndex + 1) * dimensions);
    this.weight = parameter(values);
  }

  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  /** @param indices (...) int32 */
  forward(indices: Input | tf.Tensor): tf.Tensor {
    return tf.tidy(() => this.lookUp(indices as tf.Tensor));
  }

  /** (..., dimensions), zeros at the padding index. */
  protected lookUp(indices: tf.Tensor): tf.Tensor {
    const rows = tf.gather(this.weight, tf.reshape(tf.cast(indices, 'int32'), [-1]));
    const found = tf.reshape(rows, [...indices.shape, this.dimensions]);
    return this.#paddingIndex === undefined ? found : tf.mul(found, this.counts(indices));
  }

  /** (..., 1), zero at the padding index, else one. */
  protected counts(indices: tf.Tensor): tf.Tensor {
    if (this.#paddingIndex === undefined) return tf.ones([...indices.shape, 1]);
    const padding = tf.scalar(this.#paddingIndex, 'int32');
    return tf.expandDims(tf.cast(tf.notEqual(tf.cast(indices, 'int32'), padding), 'float32'), -1);
  }
}
