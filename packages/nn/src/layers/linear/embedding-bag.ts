import { checkOneOf, Got, InvalidArgumentError, tf } from '@ai/core';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { Embedding, type EmbeddingOptions } from './embedding.js';

/** Options of {@link EmbeddingBag}. */
export interface EmbeddingBagOptions extends EmbeddingOptions {
  /** @default 'mean' */
  readonly mode?: 'sum' | 'mean' | 'max';
}

/** Bags of indices, alone or with a weight for each. */
export interface EmbeddingBagInput {
  /** (B, N) int32. */
  readonly indices: tf.Tensor;
  /** (B, N), with mode 'sum' only. */
  readonly weights?: tf.Tensor;
}

/**
 * The sum, mean or maximum of the learned rows of each bag of indices: (B, N) to (B, dimensions). Indices equal to the padding index do
 * not count; a bag of those alone gives zeros.
 *
 * Parameter: `weight` (count, dimensions).
 *
 * @throws InvalidArgumentError as `Embedding`, for an unknown mode, weights of another shape or beside another mode than 'sum'
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { EmbeddingBag } from '@ai/nn';
 *
 * const words = tf.tensor2d([[4, 2, 0], [7, 0, 0]], [2, 3], 'int32');
 * new EmbeddingBag(100, 16, { random: new Random(1), paddingIndex: 0 }).forward(words); // (2, 16)
 * ```
 */
export class EmbeddingBag extends Embedding<tf.Tensor | EmbeddingBagInput> {
  readonly mode: 'sum' | 'mean' | 'max';

  constructor(count: number, dimensions: number, options: EmbeddingBagOptions) {
    super(count, dimensions, options);
    this.mode = checkOneOf(options.mode ?? 'mean', 'mode', 'EmbeddingBag', ['sum', 'mean', 'max']);
  }

  override analysis(): { readonly reads: 'all' } {
    return { reads: 'all' };
  }

  override forward(input: tf.Tensor | EmbeddingBagInput, context: ForwardContext = INFERENCE): tf.Tensor {
    const { indices, weights }: EmbeddingBagInput = 'dataId' in input ? { indices: input as tf.Tensor } : input;
    if (indices.shape.length !== 2) {
      throw new InvalidArgumentError('indices', 'EmbeddingBag', 'have shape (B, N)', new Got(`[${indices.shape}]`));
    }
    if (weights && (this.mode !== 'sum' || String(weights.shape) !== String(indices.shape))) {
      const expected = `have shape [${indices.shape}], and go with mode 'sum'`;
      throw new InvalidArgumentError(
        'weights',
        'EmbeddingBag',
        expected,
        new Got(`[${weights.shape}] with '${this.mode}'`),
      );
    }
    return tf.tidy(() => {
      const rows = this.lookUp(indices, context); // zeros at the padding index
      if (this.mode === 'sum') return tf.sum(weights ? tf.mul(rows, tf.expandDims(weights, -1)) : rows, 1);
      const counts = this.counts(indices); // (B, N, 1)
      if (this.mode === 'mean') return tf.div(tf.sum(rows, 1), tf.maximum(tf.sum(counts, 1), 1));
      // one of equal rows gets the gradient, as in PyTorch
      const chosen = tf.argMax(tf.sub(rows, tf.mul(tf.sub(1, counts), 1e30)), 1); // (B, dimensions)
      const winner = tf.transpose(tf.oneHot(chosen as tf.Tensor2D, indices.shape[1] as number), [0, 2, 1]);
      return tf.sum(tf.mul(rows, tf.cast(winner, 'float32')), 1);
    });
  }
}
