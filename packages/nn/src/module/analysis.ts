/**
 * Which places of its input a layer reads along one axis, for all places at once: those of output o + period are those of output o
 * moved by `advance`. Edges do not exist here: places outside of the input are places.
 */
export interface AxisReads {
  readonly period: number;
  readonly advance: number;
  /** Places of the input that output `o` of 0..period-1 depends on. */
  taps(o: number): readonly number[];
}

/** What a layer says of a call for `summary`, where the operations that ran do not show it. */
export interface LayerAnalysis {
  /**
   * Multiplications each with an addition that the layer's definition takes.
   * @default those of the matrix products and convolutions that ran
   */
  readonly multiplyAdds?: number;
  /**
   * What each place of the output reads: the same place of the input, all places, or some, axis by axis between batch and channels.
   * @default what follows from the operations that ran
   */
  readonly reads?: 'own' | 'all' | readonly AxisReads[];
}

/**
 * A window of `kernel` places `dilation` apart that moves by `stride` and starts `before` places ahead of the input.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { type LayerAnalysis, Module, summary, windowReads } from '@ai/nn';
 *
 * // the largest of three neighbours, by operations that do not show how far they reach
 * class Neighbours extends Module {
 *   override analysis(): LayerAnalysis {
 *     return { reads: [windowReads(3)] };
 *   }
 *
 *   forward(x: tf.Tensor): tf.Tensor {
 *     const length = x.shape[1]! - 2;
 *     return tf.tidy(() => tf.max(tf.stack([0, 1, 2].map((i) => tf.slice(x, [0, i, 0], [-1, length, -1]))), 0));
 *   }
 * }
 * console.log(summary(new Neighbours(), [1, 10, 4]).receptiveField); // { size: [3], jump: [1], start: [1] }
 * ```
 */
export function windowReads(kernel: number, stride = 1, dilation = 1, before = 0): AxisReads {
  return {
    period: 1,
    advance: stride,
    taps: (o) => Array.from({ length: kernel }, (_, k) => o * stride - before + k * dilation),
  };
}
