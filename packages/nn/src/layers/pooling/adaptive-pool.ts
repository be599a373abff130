import { checkOneOf, InvalidArgumentError, tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import type { AxisReads, LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';
import { mapAxis } from '../resampling/map-axis.js';

/** Window i of `out` over `size` entries: [floor(i size / out), ceil((i + 1) size / out)). */
function windows(size: number, out: number): [start: number, end: number][] {
  return Array.from({ length: out }, (_, i) => [Math.floor((i * size) / out), Math.ceil(((i + 1) * size) / out)]);
}

/** Pooling to a given size over 1, 2 or 3 spatial axes, axis by axis. */
abstract class AdaptivePool extends Module {
  readonly outputSize: readonly number[];
  readonly #owner: string;

  constructor(outputSize: Sizes, axes: number, owner: string) {
    super();
    this.outputSize = checkSizes(outputSize, axes, 'outputSize', owner);
    this.#owner = owner;
  }

  protected abstract poolAxis(x: tf.Tensor, axis: number, out: number): tf.Tensor;

  override analysis(input: readonly number[]): LayerAnalysis {
    if (this.outputSize.every((out) => out === 1)) return { multiplyAdds: 0, reads: 'all' };
    return { multiplyAdds: 0, reads: this.outputSize.map((out, i) => windowsRead(input[i + 1], out)) };
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, this.outputSize.length + 2, this.#owner);
    return tf.tidy(() => this.outputSize.reduce((y, out, i) => this.poolAxis(y, i + 1, out), tf.clone(x)));
  }
}

function windowsRead(size: number, out: number): AxisReads {
  const parts = windows(size, out);
  return {
    period: out,
    advance: size,
    taps: (o) => Array.from({ length: parts[o][1] - parts[o][0] }, (_, k) => parts[o][0] + k),
  };
}

/**
 * Mean of windows as in {@link AdaptiveAvgPool2d}: (B, T, C) to (B, OT, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveAvgPool1d } from '@ai/nn';
 *
 * new AdaptiveAvgPool1d(3).forward(tf.ones([1, 7, 2])); // (1, 3, 2)
 * ```
 */
export class AdaptiveAvgPool1d extends AdaptivePool {
  protected readonly poolAxis = averageAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 1, 'AdaptiveAvgPool1d');
  }
}

/**
 * Mean of windows that divide the image into `outputSize` parts, overlapping where it does not divide evenly:
 * (B, H, W, C) to (B, OH, OW, C).
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers >= 1 and an input of another number of axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveAvgPool2d } from '@ai/nn';
 *
 * new AdaptiveAvgPool2d(3).forward(tf.ones([1, 7, 8, 2])); // (1, 3, 3, 2)
 * ```
 */
export class AdaptiveAvgPool2d extends AdaptivePool {
  protected readonly poolAxis = averageAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 2, 'AdaptiveAvgPool2d');
  }
}

/**
 * Mean of windows as in {@link AdaptiveAvgPool2d}: (B, D, H, W, C) to (B, OD, OH, OW, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveAvgPool3d } from '@ai/nn';
 *
 * new AdaptiveAvgPool3d([1, 2, 2]).forward(tf.ones([1, 3, 4, 5, 2])); // (1, 1, 2, 2, 2)
 * ```
 */
export class AdaptiveAvgPool3d extends AdaptivePool {
  protected readonly poolAxis = averageAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 3, 'AdaptiveAvgPool3d');
  }
}

/**
 * Largest value of windows as in {@link AdaptiveAvgPool2d}: (B, T, C) to (B, OT, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveMaxPool1d } from '@ai/nn';
 *
 * new AdaptiveMaxPool1d(3).forward(tf.ones([1, 7, 2])); // (1, 3, 2)
 * ```
 */
export class AdaptiveMaxPool1d extends AdaptivePool {
  protected readonly poolAxis = maximizeAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 1, 'AdaptiveMaxPool1d');
  }
}

/**
 * Largest value of windows as in {@link AdaptiveAvgPool2d}: (B, H, W, C) to (B, OH, OW, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveMaxPool2d } from '@ai/nn';
 *
 * new AdaptiveMaxPool2d(2).forward(tf.ones([1, 7, 8, 2])); // (1, 2, 2, 2)
 * ```
 */
export class AdaptiveMaxPool2d extends AdaptivePool {
  protected readonly poolAxis = maximizeAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 2, 'AdaptiveMaxPool2d');
  }
}

/**
 * Largest value of windows as in {@link AdaptiveAvgPool2d}: (B, D, H, W, C) to (B, OD, OH, OW, C).
 *
 * @throws InvalidArgumentError as {@link AdaptiveAvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AdaptiveMaxPool3d } from '@ai/nn';
 *
 * new AdaptiveMaxPool3d(2).forward(tf.ones([1, 3, 4, 5, 2])); // (1, 2, 2, 2, 2)
 * ```
 */
export class AdaptiveMaxPool3d extends AdaptivePool {
  protected readonly poolAxis = maximizeAxis;

  constructor(outputSize: Sizes) {
    super(outputSize, 3, 'AdaptiveMaxPool3d');
  }
}

function averageAxis(x: tf.Tensor, axis: number, out: number): tf.Tensor {
  const size = x.shape[axis];
  if (out === size) return x;
  if (out === 1) return tf.mean(x, axis, true);
  const weights = windows(size, out).map(([start, end]) =>
    Array.from({ length: size }, (_, i) => (i >= start && i < end ? 1 / (end - start) : 0)),
  );
  return mapAxis(x, axis, weights);
}

/** By max pooling, which gives the error of equal largest values to one of them; the gradient of tf.max would give it to all. */
function maximizeAxis(x: tf.Tensor, axis: number, out: number): tf.Tensor {
  const { shape } = x;
  const size = shape[axis];
  if (out === size) return x;
  const rows = tf.reshape(x, [sizeOf(shape.slice(0, axis)), size, 1, sizeOf(shape.slice(axis + 1))]) as tf.Tensor4D;
  const parts = windows(size, out).map(([start, end]) => {
    const part = tf.slice(rows, [0, start, 0, 0], [-1, end - start, -1, -1]);
    return tf.maxPool(part, [end - start, 1], 1, 'valid');
  });
  const joined = parts.length === 1 ? parts[0] : tf.concat(parts, 1);
  return tf.reshape(
    joined,
    shape.map((n, i) => (i === axis ? out : n)),
  );
}

/**
 * Mean of every channel over the whole image or sequence: (B, ..., C) to (B, C).
 *
 * @throws InvalidArgumentError for fewer than 3 axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { GlobalAvgPool } from '@ai/nn';
 *
 * new GlobalAvgPool().forward(tf.ones([2, 7, 7, 16])); // (2, 16)
 * ```
 */
export class GlobalAvgPool extends Module {
  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.mean(x, inner(x, 'GlobalAvgPool'));
  }
}

/**
 * Largest value of every channel over the whole image or sequence: (B, ..., C) to (B, C).
 *
 * @throws InvalidArgumentError for fewer than 3 axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { GlobalMaxPool } from '@ai/nn';
 *
 * new GlobalMaxPool().forward(tf.ones([2, 7, 7, 16])); // (2, 16)
 * ```
 */
export class GlobalMaxPool extends Module {
  override analysis(): LayerAnalysis {
    return { reads: 'all' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    inner(x, 'GlobalMaxPool');
    const [batch, channels] = [x.shape[0], x.shape[x.shape.length - 1]];
    return tf.tidy(() => tf.squeeze(maximizeAxis(tf.reshape(x, [batch, -1, channels]), 1, 1), [1]));
  }
}

function inner(x: tf.Tensor, owner: string): number[] {
  if (x.shape.length < 3) throw new InvalidArgumentError('x', owner, 'have at least 3 axes', x);
  return x.shape.slice(1, -1).map((_, i) => i + 1);
}

/**
 * Adaptive pooling on several grids, flattened and joined: (B, H, W, C) to (B, C sum(levels^2)) whatever the image's size
 * (He et al., "Spatial Pyramid Pooling", 2014). Within a grid the order is that of a network with channels first.
 *
 * @throws InvalidArgumentError for levels that are not whole numbers >= 1
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { SpatialPyramidPool } from '@ai/nn';
 *
 * new SpatialPyramidPool([1, 2]).forward(tf.ones([2, 13, 9, 16])); // (2, 80)
 * ```
 */
export class SpatialPyramidPool extends Module {
  readonly #pools: readonly Module[];

  constructor(
    readonly levels: readonly number[] = [1, 2, 4],
    kind: 'max' | 'average' = 'max',
  ) {
    super();
    checkOneOf(kind, 'kind', 'SpatialPyramidPool', ['max', 'average']);
    checkSizes(levels, levels.length, 'levels', 'SpatialPyramidPool');
    this.#pools = levels.map((level) => (kind === 'max' ? new AdaptiveMaxPool2d(level) : new AdaptiveAvgPool2d(level)));
  }

  override analysis(): LayerAnalysis {
    return { multiplyAdds: 0, reads: 'all' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkInput(x, 4, 'SpatialPyramidPool');
    return tf.tidy(() => {
      const parts = this.#pools.map((pool) => tf.transpose(pool.forward(x), [0, 3, 1, 2]));
      return tf.concat(
        parts.map((part) => tf.reshape(part, [x.shape[0], -1])),
        1,
      );
    });
  }
}
