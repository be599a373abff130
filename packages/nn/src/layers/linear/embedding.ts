import { checkInteger, checkNumber, type Random, tf } from '@ai/core';
import { type Initializer, normal } from '../../init/initializers.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';

/** Options of {@link Embedding}. */
export interface EmbeddingOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** A row that stays zero and is not trained. @default none */
  readonly paddingIndex?: number;
  /** Largest norm of a row: longer ones are shortened to it when they are looked up. @default none */
  readonly maxNorm?: number;
  /** Which norm: the p-th root of the sum of |w|^p, or the largest |w| for Infinity. @default 2 */
  readonly normType?: number;
  /** @default normal(0, 1), as PyTorch */
  readonly weightInitializer?: Initializer;
}

/**
 * A learned row per index: (...) whole numbers to (..., dimensions). An index outside the table is not checked: its value depends
 * on the engine. With `maxNorm` a call in training shortens the rows that it looks up in the table itself, and its gradients are those
 * of the table after that, as in PyTorch; in inference it gives the same values and leaves the table.
 *
 * Parameter: `weight` (count, dimensions).
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers >= 1, a padding index outside the table, or a norm that is not positive
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
  readonly #maxNorm: number | undefined;
  readonly #normType: number;

  constructor(
    readonly count: number,
    readonly dimensions: number,
    options: EmbeddingOptions,
  ) {
    super();
    checkInteger(count, 'count', 'Embedding', { min: 1 });
    checkInteger(dimensions, 'dimensions', 'Embedding', { min: 1 });
    const { random, paddingIndex, maxNorm, normType = 2, weightInitializer = normal() } = options;
    if (paddingIndex !== undefined) checkInteger(paddingIndex, 'paddingIndex', 'Embedding', { min: 0, below: count });
    this.#paddingIndex = paddingIndex;
    this.#maxNorm = maxNorm === undefined ? undefined : checkNumber(maxNorm, 'maxNorm', 'Embedding', { above: 0 });
    this.#normType =
      normType === Number.POSITIVE_INFINITY ? normType : checkNumber(normType, 'normType', 'Embedding', { above: 0 });
    const values = weightInitializer([count, dimensions], random);
    if (paddingIndex !== undefined) values.data.fill(0, paddingIndex * dimensions, (paddingIndex + 1) * dimensions);
    this.weight = parameter(values);
  }

  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  /** @param indices (...) int32 */
  forward(indices: Input | tf.Tensor, context: ForwardContext = INFERENCE): tf.Tensor {
    return tf.tidy(() => this.lookUp(indices as tf.Tensor, context));
  }

  /** (..., dimensions), zeros at the padding index. */
  protected lookUp(indices: tf.Tensor, { training }: ForwardContext): tf.Tensor {
    const places = tf.reshape(tf.cast(indices, 'int32'), [-1]) as tf.Tensor1D;
    if (this.#maxNorm !== undefined && training) this.shorten(places);
    const stored = tf.gather(this.weight, places);
    const rows = this.#maxNorm === undefined || training ? stored : tf.mul(stored, this.factors(stored));
    const found = tf.reshape(rows, [...indices.shape, this.dimensions]);
    return this.#paddingIndex === undefined ? found : tf.mul(found, this.counts(indices));
  }

  /** Shortens the rows of the table at these places. */
  private shorten(places: tf.Tensor1D): void {
    const uses = tf.unsortedSegmentSum(tf.onesLike(places), places, this.count);
    const factors = this.factors(this.weight);
    this.weight.assign(tf.mul(this.weight, tf.where(tf.expandDims(tf.greater(uses, 0), 1), factors, 1)));
  }

  /** What brings rows to the largest norm allowed, (rows, 1); one for those within it. */
  private factors(rows: tf.Tensor): tf.Tensor {
    const sizes = tf.abs(rows);
    const p = this.#normType;
    const isMax = p === Number.POSITIVE_INFINITY;
    const norms = isMax ? tf.max(sizes, 1, true) : tf.pow(tf.sum(tf.pow(sizes, p), 1, true), 1 / p);
    return tf.where(tf.greater(norms, this.#maxNorm!), tf.div(this.#maxNorm!, tf.add(norms, 1e-7)), 1);
  }

  /** (..., 1), zero at the padding index, else one. */
  protected counts(indices: tf.Tensor): tf.Tensor {
    if (this.#paddingIndex === undefined) return tf.ones([...indices.shape, 1]);
    const padding = tf.scalar(this.#paddingIndex, 'int32');
    return tf.expandDims(tf.cast(tf.notEqual(tf.cast(indices, 'int32'), padding), 'float32'), -1);
  }
}
