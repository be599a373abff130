import { checkOneOf, InvalidArgumentError, tf } from '@ai/core';

/** Options of {@link perceptualLoss}. */
export interface PerceptualOptions {
  /** A factor per feature map. @default all 1 */
  readonly weights?: readonly number[];
  /** How maps are compared: mean squared or mean absolute difference. @default 'squared' */
  readonly distance?: 'squared' | 'absolute';
}

/**
 * Difference of two batches as a network sees them: the weighted sum of the distances of its feature maps (Johnson, Alahi and
 * Fei-Fei, 2016).
 *
 * @param features gives the maps of a batch, such as those of some layers of a trained classifier
 * @param first a batch that `features` takes
 * @param second another of the same shape
 * @throws InvalidArgumentError for weights of another number than maps
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Conv2d, perceptualLoss } from '@ai/nn';
 *
 * const layer = new Conv2d(3, 4, 3, { random: new Random(1) });
 * perceptualLoss((x) => [x, layer.forward(x)], tf.zeros([1, 8, 8, 3]), tf.ones([1, 8, 8, 3]), { weights: [1, 0.5] });
 * ```
 */
export function perceptualLoss(
  features: (x: tf.Tensor) => readonly tf.Tensor[],
  first: tf.Tensor,
  second: tf.Tensor,
  options: PerceptualOptions = {},
): tf.Scalar {
  const { weights, distance = 'squared' } = options;
  checkOneOf(distance, 'distance', 'perceptualLoss', ['squared', 'absolute']);
  return tf.tidy(() => {
    const [a, b] = [features(first), features(second)];
    if (a.length === 0 || (weights && weights.length !== a.length)) {
      throw new InvalidArgumentError(
        'weights',
        'perceptualLoss',
        `have an entry for each of ${a.length} maps`,
        weights,
      );
    }
    const parts = a.map((map, i) => {
      const difference = tf.sub(map, b[i]);
      return tf.mul(tf.mean(distance === 'squared' ? tf.square(difference) : tf.abs(difference)), weights?.[i] ?? 1);
    });
    return tf.addN(parts) as tf.Scalar;
  });
}
