import { tf } from '@ai/core';

/**
 * Keys and values of the tokens seen so far, (B, heads, tokens, D) each, for generation token by token. It owns its tensors.
 *
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { AttentionCache, MultiHeadAttention } from '@ai/nn';
 *
 * const attention = new MultiHeadAttention(8, 2, { random: new Random(1) });
 * using cache = new AttentionCache();
 * for (let t = 0; t < 3; t++) attention.forward({ query: tf.ones([1, 1, 8]), causal: true, cache });
 * console.log(cache.length); // 3
 * ```
 */
export class AttentionCache {
  private kept: [keys: tf.Tensor4D, values: tf.Tensor4D] | undefined;

  /** Tokens held. */
  get length(): number {
    return this.kept?.[0].shape[2] ?? 0;
  }

  /** Adds tokens and gives all, which stay the cache's. */
  append(keys: tf.Tensor4D, values: tf.Tensor4D): [keys: tf.Tensor4D, values: tf.Tensor4D] {
    const old = this.kept;
    this.kept = [join(old?.[0], keys), join(old?.[1], values)];
    tf.dispose(old ?? []);
    return this.kept;
  }

  /** Forgets everything. */
  dispose(): void {
    tf.dispose(this.kept ?? []);
    this.kept = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

function join(before: tf.Tensor4D | undefined, next: tf.Tensor4D): tf.Tensor4D {
  return tf.keep(before ? tf.concat([before, next], 2) : tf.clone(next));
}
