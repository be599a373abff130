import { checkBoolean, checkInteger, Got, InvalidArgumentError, type Random, tf } from '@ai/core';
import { fanInUniform, type Initializer } from '../../init/initializers.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';

/** Options of {@link Linear}. */
export interface LinearOptions {
  /** Draws the initial values. */
  readonly random: Random;
  /** @default true */
  readonly bias?: boolean;
  /** @default fanInUniform, as PyTorch */
  readonly weightInitializer?: Initializer;
  /** @default fanInUniform, as PyTorch */
  readonly biasInitializer?: Initializer;
}

/**
 * y = x W^T + b over the last axis: (..., inFeatures) to (..., outFeatures).
 *
 * Parameters: `weight` (outFeatures, inFeatures), `bias` (outFeatures).
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers >= 1, and for an input with another last axis
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Linear } from '@ai/nn';
 *
 * const layer = new Linear(3, 2, { random: new Random(1) });
 * const y = layer.forward(tf.ones([5, 3])); // (5, 2)
 * ```
 */
export class Linear extends Module {
  readonly weight: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;

  constructor(
    readonly inFeatures: number,
    readonly outFeatures: number,
    options: LinearOptions,
  ) {
    super();
    checkInteger(inFeatures, 'inFeatures', 'Linear', { min: 1 });
    checkInteger(outFeatures, 'outFeatures', 'Linear', { min: 1 });
    const { random, bias = true } = options;
    const { weightInitializer = fanInUniform(inFeatures), biasInitializer = fanInUniform(inFeatures) } = options;
    checkBoolean(bias, 'bias', 'Linear');
    this.weight = parameter(weightInitializer([outFeatures, inFeatures], random));
    this.bias = bias ? parameter(biasInitializer([outFeatures], random)) : undefined;
  }

  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  /** @param x (..., inFeatures) */
  forward(x: tf.Tensor): tf.Tensor {
    return this.forwardWith(x, this.weight);
  }

  /** The same with another weight. */
  forwardWith(x: tf.Tensor, weight: tf.Tensor2D): tf.Tensor {
    return linear(x, weight, this.bias, 'Linear');
  }
}

/**
 * x W^T + b over the last axis; W is (out, in).
 *
 * @throws InvalidArgumentError if the last axis is not `in`
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { linear } from '@ai/nn';
 *
 * linear(tf.tensor2d([[1, 2]]), tf.tensor2d([[1, 1], [1, -1]]), tf.tensor1d([0, 5])).print(); // [[3, 4]]
 * ```
 */
export function linear(x: tf.Tensor, weight: tf.Tensor2D, bias?: tf.Tensor1D, owner = 'linear'): tf.Tensor {
  const [outFeatures, inFeatures] = weight.shape;
  if (x.shape.length < 1 || x.shape[x.shape.length - 1] !== inFeatures) {
    throw new InvalidArgumentError('x', owner, `have ${inFeatures} features in its last axis`, shapeOf(x));
  }
  return tf.tidy(() => {
    const rows = x.shape.length === 2 ? (x as tf.Tensor2D) : (tf.reshape(x, [-1, inFeatures]) as tf.Tensor2D);
    const product = tf.matMul(rows, weight, false, true);
    const y = bias ? tf.add(product, bias) : product;
    return x.shape.length === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), outFeatures]);
  });
}

function shapeOf(x: tf.Tensor): Got {
  return new Got(`shape [${x.shape}]`);
}
