import { checkBoolean, checkNumber, Got, InvalidArgumentError, layerNorm, tf } from '@ai/core';
import { type NdArray, ndArray, sizeOf } from '../../array/nd-array.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { checkSizes } from '../check-input.js';

/** Options of {@link LayerNorm}. */
export interface LayerNormOptions {
  /** Added to the variance. @default 1e-5 */
  readonly epsilon?: number;
  /** Learn a factor and an offset per entry. @default true */
  readonly affine?: boolean;
  /** @default true */
  readonly bias?: boolean;
}

function filled(shape: readonly number[], value: number): NdArray {
  return ndArray(new Float32Array(sizeOf(shape)).fill(value), shape);
}

function checkTail(x: tf.Tensor, shape: readonly number[], owner: string): number[] {
  const first = x.shape.length - shape.length;
  if (first < 0 || shape.some((size, i) => x.shape[first + i] !== size)) {
    throw new InvalidArgumentError('x', owner, `end in the axes [${shape}]`, new Got(`shape [${x.shape}]`));
  }
  return shape.map((_, i) => first + i);
}

/**
 * Normalization of each sample over its last axes, (..., shape): mean 0, variance 1, times `weight`, plus `bias` (Ba, Kiros and
 * Hinton, 2016).
 *
 * Parameters: `weight`, `bias`, both of the normalized shape.
 *
 * @param normalizedShape sizes of the axes normalized over, or the size of the last
 * @throws InvalidArgumentError for options out of range and an input that ends in other axes
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { LayerNorm } from '@ai/nn';
 *
 * new LayerNorm(4).forward(tf.range(0, 8).reshape([2, 4]));
 * ```
 */
export class LayerNorm extends Module {
  readonly weight: tf.Variable | undefined;
  readonly bias: tf.Variable | undefined;
  readonly #shape: readonly number[];
  readonly #epsilon: number;

  constructor(normalizedShape: number | readonly number[], options: LayerNormOptions = {}) {
    super();
    const { epsilon = 1e-5, affine = true, bias = true } = options;
    const shape = typeof normalizedShape === 'number' ? [normalizedShape] : normalizedShape;
    this.#shape = checkSizes(shape, shape.length, 'normalizedShape', 'LayerNorm');
    this.#epsilon = checkNumber(epsilon, 'epsilon', 'LayerNorm', { min: 0 });
    this.weight = checkBoolean(affine, 'affine', 'LayerNorm') ? parameter(filled(shape, 1)) : undefined;
    this.bias = checkBoolean(bias, 'bias', 'LayerNorm') && affine ? parameter(filled(shape, 0)) : undefined;
  }

  /** The statistics aside, which depend on all places. */
  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    checkTail(x, this.#shape, 'LayerNorm');
    return tf.tidy(() => {
      const size = sizeOf(this.#shape);
      const scale = this.weight ? tf.reshape(this.weight as tf.Tensor, [size]) : tf.ones([size]);
      const offset = this.bias ? tf.reshape(this.bias as tf.Tensor, [size]) : tf.zeros([size]);
      const rows = this.#shape.length === 1 ? x : tf.reshape(x, [-1, size]);
      const y = layerNorm(rows, scale as tf.Tensor1D, offset as tf.Tensor1D, this.#epsilon);
      return this.#shape.length === 1 ? y : tf.reshape(y, x.shape);
    });
  }
}

/**
 * Division by the root mean square over the last axes, times `weight` (Zhang and Sennrich, 2019).
 *
 * Parameter: `weight` of the normalized shape.
 *
 * @throws InvalidArgumentError as {@link LayerNorm}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { RmsNorm } from '@ai/nn';
 *
 * new RmsNorm(2).forward(tf.tensor2d([[1, 7]])).print(); // [[0.2, 1.4]]
 * ```
 */
export class RmsNorm extends Module {
  readonly weight: tf.Variable | undefined;
  readonly #shape: readonly number[];
  readonly #epsilon: number;

  /** @param options.epsilon added to the mean square; 2^-23 by default, as in PyTorch */
  constructor(normalizedShape: number | readonly number[], options: Omit<LayerNormOptions, 'bias'> = {}) {
    super();
    const { epsilon = 2 ** -23, affine = true } = options;
    const shape = typeof normalizedShape === 'number' ? [normalizedShape] : normalizedShape;
    this.#shape = checkSizes(shape, shape.length, 'normalizedShape', 'RmsNorm');
    this.#epsilon = checkNumber(epsilon, 'epsilon', 'RmsNorm', { min: 0 });
    this.weight = checkBoolean(affine, 'affine', 'RmsNorm') ? parameter(filled(shape, 1)) : undefined;
  }

  /** The statistics aside, which depend on all places. */
  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    const axes = checkTail(x, this.#shape, 'RmsNorm');
    return tf.tidy(() => {
      const normal = tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), axes, true), this.#epsilon)));
      return this.weight ? tf.mul(normal, this.weight) : normal;
    });
  }
}
