import { tf } from '@ai/core';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import type { AttentionCache } from '../attention/attention-cache.js';
import type { MultiHeadAttention } from '../attention/multi-head-attention.js';
import type { Linear } from '../linear/linear.js';
import type { LayerNorm } from '../normalization/layer-norm.js';
import { checkTokens, joinMasks } from './tokens.js';
import { TransformerLayer, type TransformerLayerOptions } from './transformer-layer.js';

/** A sequence and who may see whom in it. B batch, T tokens, E embedding size. */
export interface TransformerEncoderLayerInput {
  /** (B, T, E). */
  readonly x: tf.Tensor;
  /** Each token sees those up to its own position only. @default false */
  readonly causal?: boolean;
  /** (B, T, T) or (B, heads, T, T), zero or false where a token (row) must not see another; B and heads may be 1. */
  readonly mask?: tf.Tensor;
  /** (B, T), zero or false for tokens that nobody sees: those that only fill up. */
  readonly paddingMask?: tf.Tensor;
  /** Keys and values of earlier calls, to which those of this call are added; masks then reach over all of them. */
  readonly cache?: AttentionCache;
}

/**
 * A layer of a transformer's encoder (Vaswani et al., 2017), or of a decoder alone if it is causal: self-attention, then a feed-forward
 * network, each added to its input and normalized: (B, T, E) to (B, T, E). With `normFirst` what goes into each is normalized instead
 * (Xiong et al., 2020).
 *
 * Parameters, F being `feedForwardSize`: `self_attn.*` of {@link MultiHeadAttention}, `linear1.weight` (F, E), `linear1.bias` (F),
 * `linear2.weight` (E, F), `linear2.bias` (E), and `weight` and `bias` (E) of `norm1` and `norm2`.
 *
 * PyTorch's masks are true where ours are false. A token that may see none sees all alike, where PyTorch gives NaN.
 *
 * @throws InvalidArgumentError for options out of range, heads that do not divide E, tensors of other shapes, and in training without
 *   `context.random` if it drops
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { TransformerEncoderLayer } from '@ai/nn';
 *
 * const layer = new TransformerEncoderLayer(16, 4, { random: new Random(1), feedForwardSize: 64, activation: 'gelu' });
 * const paddingMask = tf.tensor2d([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]);
 * layer.forward({ x: tf.zeros([2, 5, 16]), paddingMask }); // (2, 5, 16)
 * ```
 */
export class TransformerEncoderLayer extends TransformerLayer<tf.Tensor | TransformerEncoderLayerInput> {
  readonly selfAttn: MultiHeadAttention;
  readonly linear1: Linear;
  readonly linear2: Linear;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;

  constructor(embeddingSize: number, numHeads: number, options: TransformerLayerOptions) {
    super(embeddingSize, numHeads, options, 'TransformerEncoderLayer');
    this.selfAttn = this.makeAttention();
    [this.linear1, this.linear2] = this.makeFeedForward();
    this.norm1 = this.makeNorm();
    this.norm2 = this.makeNorm();
  }

  forward(input: tf.Tensor | TransformerEncoderLayerInput, context: ForwardContext = INFERENCE): tf.Tensor {
    const { x, causal, mask, paddingMask, cache }: TransformerEncoderLayerInput =
      'dataId' in input ? { x: input as tf.Tensor } : input;
    const owner = 'TransformerEncoderLayer';
    checkTokens(x, this.embeddingSize, 'x', owner);
    return tf.tidy(() => {
      const keys = (x.shape[1] as number) + (cache?.length ?? 0);
      const joined = joinMasks(mask, paddingMask, [x.shape[0], keys], 'paddingMask', owner);
      const attend = (query: tf.Tensor) => this.selfAttn.forward({ query, causal, mask: joined, cache }, context);
      const y = this.add(x, this.norm1, attend, context);
      return this.add(y, this.norm2, (z) => this.feedForward(z, context), context);
    });
  }
}
