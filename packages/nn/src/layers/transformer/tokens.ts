import { Got, InvalidArgumentError, tf } from '@ai/core';

/** @throws InvalidArgumentError unless `x` has shape (B, tokens, size), with a given B if one is named */
export function checkTokens(x: tf.Tensor, size: number, argument: string, owner: string, batch?: number): void {
  const { shape } = x;
  if (shape.length === 3 && shape[2] === size && (batch === undefined || shape[0] === batch)) return;
  throw new InvalidArgumentError(
    argument,
    owner,
    `have shape (${batch ?? 'B'}, tokens, ${size})`,
    new Got(`[${shape}]`),
  );
}

/**
 * One mask for attention of two: which keys each query may see, in the shapes of {@link AttentionInput.mask}, and which keys count at
 * all, (B, S).
 *
 * @throws InvalidArgumentError for a padding mask of another shape
 */
export function joinMasks(
  mask: tf.Tensor | undefined,
  padding: tf.Tensor | undefined,
  [batch, keys]: readonly [batch: number, keys: number],
  argument: string,
  owner: string,
): tf.Tensor | undefined {
  if (!padding) return mask;
  if (String(padding.shape) !== String([batch, keys])) {
    throw new InvalidArgumentError(argument, owner, `have shape [${batch},${keys}]`, new Got(`[${padding.shape}]`));
  }
  if (!mask) return padding;
  const wide = tf.reshape(padding, [batch, ...mask.shape.slice(1, -1).map(() => 1), keys]);
  return tf.logicalAnd(tf.cast(mask, 'bool'), tf.cast(wide, 'bool'));
}
