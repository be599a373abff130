import { tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { type AnyModule, Module } from '../../module/module.js';
import { parameter, readVariable, variableInfo } from '../../module/parameter.js';
import type { ConvTranspose1d, ConvTranspose2d, ConvTranspose3d } from '../convolution/conv-transpose.js';
import type { Conv1d } from '../convolution/conv1d.js';
import type { Conv2d } from '../convolution/conv2d.js';
import type { Conv3d } from '../convolution/conv3d.js';
import type { Linear } from '../linear/linear.js';

/**
 * A layer whose weight is learned as a direction and a length per output, g v / |v| (Salimans and Kingma, 2016). It computes what the layer
 * did until its parameters change.
 *
 * Parameters as in checkpoints of PyTorch's `weight_norm`: `bias`, `weight_g` (outputs, 1, ...), `weight_v` of the weight's shape; a
 * transposed convolution has a length per input channel.
 *
 * @param layer it is owned from then on
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Conv1d, WeightNorm } from '@ai/nn';
 *
 * const layer = new WeightNorm(new Conv1d(4, 8, 3, { random: new Random(1) }));
 * layer.forward(tf.zeros([1, 10, 4])); // (1, 8, 8)
 * ```
 */
export class WeightNorm extends Module {
  readonly #lengths: tf.Variable;

  constructor(readonly layer: Linear | Conv1d | Conv2d | Conv3d | ConvTranspose1d | ConvTranspose2d | ConvTranspose3d) {
    super();
    const weight = layer.weight as tf.Variable;
    const { data, shape } = readVariable(weight);
    const [rows, columns] = [shape[0], data.length / shape[0]];
    const lengths = Float32Array.from({ length: rows }, (_, i) =>
      Math.hypot(...data.subarray(i * columns, (i + 1) * columns)),
    );
    const outer = shape.map((size, axis) => (axis === 0 ? size : 1));
    this.#lengths = parameter({ data: lengths, shape: outer }, variableInfo(weight)!.layout);
  }

  protected override *members(): Iterable<readonly [string, tf.Variable | AnyModule]> {
    if (this.layer.bias) yield ['bias', this.layer.bias as tf.Variable];
    yield ['weight_g', this.#lengths];
    yield ['weight_v', this.layer.weight as tf.Variable];
  }

  override analysis(input: readonly number[], output: readonly number[]): LayerAnalysis {
    return this.layer.analysis(input, output);
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      const direction = this.layer.weight as tf.Tensor;
      const inner = this.#lengths.shape.flatMap((size, axis) => (size === 1 ? [axis] : []));
      const norms = tf.sqrt(tf.sum(tf.square(direction), inner, true));
      const weight = tf.mul(direction, tf.div(this.#lengths, norms));
      return (this.layer as { forwardWith(x: tf.Tensor, weight: tf.Tensor): tf.Tensor }).forwardWith(x, weight);
    });
  }
}
