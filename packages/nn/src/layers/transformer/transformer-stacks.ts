import { Got, InvalidArgumentError, tf } from '@ai/core';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { Module } from '../../module/module.js';
import type { AttentionCache } from '../attention/attention-cache.js';
import type { LayerNorm } from '../normalization/layer-norm.js';
import type { TransformerDecoderLayer, TransformerDecoderLayerInput } from './transformer-decoder-layer.js';
import type { TransformerEncoderLayer, TransformerEncoderLayerInput } from './transformer-encoder-layer.js';

/** The caches of all layers. */
interface WithCaches {
  /** One per layer, for generation token by token. */
  readonly caches?: readonly AttentionCache[];
}

/** What {@link TransformerEncoder} takes beside a tensor: masks for all its layers alike. */
export interface TransformerEncoderInput extends Omit<TransformerEncoderLayerInput, 'cache'>, WithCaches {}

/** What {@link TransformerDecoder} takes. */
export interface TransformerDecoderInput extends Omit<TransformerDecoderLayerInput, 'cache'>, WithCaches {}

/** Layers on top of each other, and a normalization at the end if one is given. */
abstract class TransformerStack<Input, Layer> extends Module<Input> {
  readonly layers: readonly Layer[];
  readonly norm: LayerNorm | undefined;
  readonly #owner: string;

  constructor(layers: readonly Layer[], norm: LayerNorm | undefined, owner: string) {
    super();
    if (layers.length === 0)
      throw new InvalidArgumentError('layers', owner, 'hold at least one layer', new Got('none'));
    this.layers = [...layers];
    this.norm = norm;
    this.#owner = owner;
  }

  protected run(
    x: tf.Tensor,
    caches: readonly AttentionCache[] | undefined,
    call: (layer: Layer, x: tf.Tensor, cache: AttentionCache | undefined) => tf.Tensor,
  ): tf.Tensor {
    const { layers, norm } = this;
    if (caches && caches.length !== layers.length) {
      const got = new Got(`${caches.length}`);
      throw new InvalidArgumentError('caches', this.#owner, `have an entry per layer, ${layers.length}`, got);
    }
    return tf.tidy(() => {
      const y = layers.reduce((z, layer, i) => call(layer, z, caches?.[i]), x);
      return norm ? norm.forward(y) : y;
    });
  }
}

/**
 * Encoder layers on top of each other: (B, T, E) to (B, T, E). Layers with `normFirst` want a normalization at the end.
 *
 * Parameters: those of the layers under `layers.0`, `layers.1`, ..., and `norm.weight`, `norm.bias`.
 *
 * @param layers they are owned from then on; PyTorch's are copies of one and begin with the same values, these with their own
 * @param norm at the end; none if it is left out
 * @throws InvalidArgumentError for no layers, and in `forward` as {@link TransformerEncoderLayer} or for another number of caches
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { LayerNorm, TransformerEncoder, TransformerEncoderLayer } from '@ai/nn';
 *
 * const random = new Random(1);
 * const options = { random, feedForwardSize: 32, normFirst: true };
 * const layers = Array.from({ length: 3 }, () => new TransformerEncoderLayer(16, 4, options));
 * const encoder = new TransformerEncoder(layers, new LayerNorm(16));
 * encoder.forward(tf.zeros([2, 5, 16])); // (2, 5, 16)
 * ```
 */
export class TransformerEncoder extends TransformerStack<tf.Tensor | TransformerEncoderInput, TransformerEncoderLayer> {
  constructor(layers: readonly TransformerEncoderLayer[], norm?: LayerNorm) {
    super(layers, norm, 'TransformerEncoder');
  }

  forward(input: tf.Tensor | TransformerEncoderInput, context: ForwardContext = INFERENCE): tf.Tensor {
    const { x, caches, ...masks }: TransformerEncoderInput = 'dataId' in input ? { x: input as tf.Tensor } : input;
    return this.run(x, caches, (layer, z, cache) => layer.forward({ ...masks, x: z, cache }, context));
  }
}

/**
 * Decoder layers on top of each other, all looking at one memory: (B, T, E) and (B, S, E) to (B, T, E).
 *
 * Parameters and arguments as {@link TransformerEncoder}'s.
 *
 * @throws InvalidArgumentError as {@link TransformerEncoder}
 * @example A translation token by token: the caches keep what was read of the tokens before.
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { AttentionCache, TransformerDecoder, TransformerDecoderLayer } from '@ai/nn';
 *
 * const random = new Random(1);
 * const layers = [1, 2].map(() => new TransformerDecoderLayer(16, 4, { random, feedForwardSize: 32 }));
 * const decoder = new TransformerDecoder(layers);
 * const memory = tf.ones([1, 7, 16]); // of an encoder
 * const caches = layers.map(() => new AttentionCache());
 * let token = tf.zeros([1, 1, 16]);
 * for (let t = 0; t < 3; t++) token = decoder.forward({ x: token, memory, causal: true, caches }); // (1, 1, 16)
 * for (const cache of caches) cache.dispose();
 * ```
 */
export class TransformerDecoder extends TransformerStack<TransformerDecoderInput, TransformerDecoderLayer> {
  constructor(layers: readonly TransformerDecoderLayer[], norm?: LayerNorm) {
    super(layers, norm, 'TransformerDecoder');
  }

  forward(input: TransformerDecoderInput, context: ForwardContext = INFERENCE): tf.Tensor {
    const { x, caches, ...rest } = input;
    return this.run(x, caches, (layer, z, cache) => layer.forward({ ...rest, x: z, cache }, context));
  }
}
