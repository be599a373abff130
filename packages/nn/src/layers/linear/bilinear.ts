import { checkBoolean, checkInteger, Got, InvalidArgumentError, tf } from '@ai/core';
import { fanInUniform } from '../../init/initializers.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import type { LinearOptions } from './linear.js';

/**
 * y_k = x1^T W_k x2 + b_k: pairs (..., firstFeatures) and (..., secondFeatures) to (..., outFeatures).
 *
 * Parameters: `weight` (outFeatures, firstFeatures, secondFeatures), `bias` (outFeatures).
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers >= 1, and for inputs of other or different shapes
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Bilinear } from '@ai/nn';
 *
 * const layer = new Bilinear(3, 4, 2, { random: new Random(1) });
 * layer.forward([tf.zeros([5, 3]), tf.zeros([5, 4])]); // (5, 2)
 * ```
 */
export class Bilinear extends Module<readonly [tf.Tensor, tf.Tensor], tf.Tensor> {
  readonly weight: tf.Variable<tf.Rank.R3>;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;

  constructor(
    readonly firstFeatures: number,
    readonly secondFeatures: number,
    readonly outFeatures: number,
    options: LinearOptions,
  ) {
    super();
    checkInteger(firstFeatures, 'firstFeatures', 'Bilinear', { min: 1 });
    checkInteger(secondFeatures, 'secondFeatures', 'Bilinear', { min: 1 });
    checkInteger(outFeatures, 'outFeatures', 'Bilinear', { min: 1 });
    const { random, bias = true } = options;
    const { weightInitializer = fanInUniform(firstFeatures), biasInitializer = fanInUniform(firstFeatures) } = options;
    this.weight = parameter(weightInitializer([outFeatures, firstFeatures, secondFeatures], random));
    this.bias = checkBoolean(bias, 'bias', 'Bilinear') ? parameter(biasInitializer([outFeatures], random)) : undefined;
  }

  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  /** @param pair (..., firstFeatures) and (..., secondFeatures), alike but for the last axis */
  forward([first, second]: readonly [tf.Tensor, tf.Tensor]): tf.Tensor {
    const { firstFeatures, secondFeatures, outFeatures } = this;
    const outer = first.shape.slice(0, -1);
    const fits = String(first.shape) === String([...outer, firstFeatures]);
    if (!fits || String(second.shape) !== String([...outer, secondFeatures])) {
      const got = new Got(`[${first.shape}] and [${second.shape}]`);
      throw new InvalidArgumentError('pair', 'Bilinear', `end in ${firstFeatures} and ${secondFeatures} features`, got);
    }
    return tf.tidy(() => {
      const rows = tf.reshape(first, [-1, firstFeatures]) as tf.Tensor2D;
      // (out, first, second) as (first, out second): one product for all outputs
      const matrix = tf.reshape(tf.transpose(this.weight, [1, 0, 2]), [firstFeatures, -1]) as tf.Tensor2D;
      const left = tf.reshape(tf.matMul(rows, matrix), [rows.shape[0], outFeatures, secondFeatures]);
      const y = tf.sum(tf.mul(left, tf.reshape(second, [rows.shape[0], 1, secondFeatures])), 2);
      const biased = this.bias ? tf.add(y, this.bias) : y;
      return tf.reshape(biased, [...outer, outFeatures]);
    });
  }
}
