import { type Random, tf } from '@ai/core';

/** Random numbers of a shape. */
export const normal =
  (...shape: number[]) =>
  (random: Random): tf.Tensor =>
    tf.tensor(
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
      shape,
    );

export const zeros =
  (...shape: number[]) =>
  (): tf.Tensor =>
    tf.zeros(shape);

export const image = normal(2, 5, 6, 4);

/** Inputs of another rank and another number of channels than an image of 4. */
export const notImages = [zeros(2, 5, 4), zeros(2, 5, 6, 3)];

/** For functions with kinks and jumps, near which gradients cannot be measured. */
export const kinked = { checkGradients: false };
