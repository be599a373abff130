import { tf } from '@ai/core';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import type { MultiHeadAttention } from '../attention/multi-head-attention.js';
import type { Linear } from '../linear/linear.js';
import type { LayerNorm } from '../normalization/layer-norm.js';
import { checkTokens, joinMasks } from './tokens.js';
import type { TransformerEncoderLayerInput } from './transformer-encoder-layer.js';
import { TransformerLayer, type TransformerLayerOptions } from './transformer-layer.js';

/** A sequence that is being written, and what it is written from. B batch, T tokens, S tokens of the memory, E embedding size. */
export interface TransformerDecoderLayerInput extends TransformerEncoderLayerInput {
  /** (B, S, E), what an encoder gave. */
  readonly memory: tf.Tensor;
  /** (B, T, S) or (B, heads, T, S), zero or false where a token must not see one of the memory; B and heads may be 1. */
  readonly memoryMask?: tf.Tensor;
  /** (B, S), zero or false for tokens of the memory that only fill up. */
  readonly memoryPaddingMask?: tf.Tensor;
}

/**
 * A layer of a transformer's decoder (Vaswani et al., 2017): self-attention, attention to a memory, a feed-forward network, each added
 * to its input and normalized: (B, T, E) and (B, S, E) to (B, T, E). Pass `causal: true` where tokens must not see later ones, as
 * PyTorch's mask of the same name does. With `normFirst` what goes into each part is normalized instead.
 *
 * Parameters as {@link TransformerEncoderLayer}'s, with `multihead_attn.*` for the attention to the memory and `norm3` beside them.
 *
 * @throws InvalidArgumentError as {@link TransformerEncoderLayer}
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { TransformerDecoderLayer } from '@ai/nn';
 *
 * const layer = new TransformerDecoderLayer(16, 4, { random: new Random(1), feedForwardSize: 64 });
 * layer.forward({ x: tf.zeros([2, 3, 16]), memory: tf.zeros([2, 5, 16]), causal: true }); // (2, 3, 16)
 * ```
 */
export class TransformerDecoderLayer extends TransformerLayer<TransformerDecoderLayerInput> {
  readonly selfAttn: MultiHeadAttention;
  readonly multiheadAttn: MultiHeadAttention;
  readonly linear1: Linear;
  readonly linear2: Linear;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;
  readonly norm3: LayerNorm;

  constructor(embeddingSize: number, numHeads: number, options: TransformerLayerOptions) {
    super(embeddingSize, numHeads, options, 'TransformerDecoderLayer');
    this.selfAttn = this.makeAttention();
    this.multiheadAttn = this.makeAttention();
    [this.linear1, this.linear2] = this.makeFeedForward();
    this.norm1 = this.makeNorm();
    this.norm2 = this.makeNorm();
    this.norm3 = this.makeNorm();
  }

  forward(input: TransformerDecoderLayerInput, context: ForwardContext = INFERENCE): tf.Tensor {
    const { x, memory, causal, mask, paddingMask, memoryMask, memoryPaddingMask, cache } = input;
    const owner = 'TransformerDecoderLayer';
    checkTokens(x, this.embeddingSize, 'x', owner);
    const [batch, tokens] = x.shape as [number, number];
    checkTokens(memory, this.embeddingSize, 'memory', owner, batch);
    return tf.tidy(() => {
      const keys = tokens + (cache?.length ?? 0);
      const own = joinMasks(mask, paddingMask, [batch, keys], 'paddingMask', owner);
      const sources = memory.shape[1] as number;
      const others = joinMasks(memoryMask, memoryPaddingMask, [batch, sources], 'memoryPaddingMask', owner);
      const attend = (query: tf.Tensor) => this.selfAttn.forward({ query, causal, mask: own, cache }, context);
      const look = (query: tf.Tensor) => this.multiheadAttn.forward({ query, key: memory, mask: others }, context);
      const y = this.add(this.add(x, this.norm1, attend, context), this.norm2, look, context);
      return this.add(y, this.norm3, (z) => this.feedForward(z, context), context);
    });
  }
}
