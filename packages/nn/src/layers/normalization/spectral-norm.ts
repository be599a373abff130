import { checkInteger, type Random, tf } from '@ai/core';
import { ndArray } from '../../array/nd-array.js';
import type { LayerAnalysis } from '../../module/analysis.js';
import { type ForwardContext, INFERENCE } from '../../module/context.js';
import { type AnyModule, Module } from '../../module/module.js';
import { buffer } from '../../module/parameter.js';
import { ConvTranspose2d } from '../convolution/conv-transpose.js';
import { Conv2d } from '../convolution/conv2d.js';
import type { Linear } from '../linear/linear.js';

/** Options of {@link SpectralNorm}. */
export interface SpectralNormOptions {
  /** Draws the first singular vectors. */
  readonly random: Random;
  /** Power iterations per training step. @default 1 */
  readonly iterations?: number;
}

/**
 * A layer whose weight is divided by its largest singular value, estimated by power iteration while training (Miyato et al., 2018).
 *
 * Parameters and buffers as in checkpoints of PyTorch's `spectral_norm`: `weight_orig`, `bias`, `weight_u`, `weight_v`.
 *
 * @param layer a Linear, Conv2d or ConvTranspose2d; it is owned from then on
 * @throws InvalidArgumentError for iterations that are not a whole number >= 1
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Linear, SpectralNorm } from '@ai/nn';
 *
 * const random = new Random(1);
 * const layer = new SpectralNorm(new Linear(8, 1, { random }), { random });
 * layer.forward(tf.zeros([4, 8]), { training: true }); // (4, 1)
 * ```
 */
export class SpectralNorm extends Module {
  readonly #iterations: number;
  readonly #u: tf.Variable<tf.Rank.R1>;
  readonly #v: tf.Variable<tf.Rank.R1>;

  constructor(
    readonly layer: Linear | Conv2d | ConvTranspose2d,
    options: SpectralNormOptions,
  ) {
    super();
    this.#iterations = checkInteger(options.iterations ?? 1, 'iterations', 'SpectralNorm', { min: 1 });
    const [rows, columns] = tf.tidy(() => this.matrix().shape);
    const unit = (size: number) => {
      const values = Float32Array.from({ length: size }, () => options.random.normal());
      const norm = Math.hypot(...values) || 1;
      return buffer<tf.Rank.R1>(ndArray(values.map((value) => value / norm)));
    };
    this.#u = unit(rows);
    this.#v = unit(columns);
    tf.tidy(() => {
      for (let i = 0; i < 15; i++) this.iterate(this.matrix());
    });
  }

  protected override *members(): Iterable<readonly [string, tf.Variable | AnyModule]> {
    yield ['weight_orig', this.layer.weight as tf.Variable];
    if (this.layer.bias) yield ['bias', this.layer.bias as tf.Variable];
    yield ['weight_u', this.#u as tf.Variable];
    yield ['weight_v', this.#v as tf.Variable];
  }

  override analysis(input: readonly number[], output: readonly number[]): LayerAnalysis {
    return this.layer.analysis(input, output);
  }

  forward(x: tf.Tensor, context: ForwardContext = INFERENCE): tf.Tensor {
    return tf.tidy(() => {
      const matrix = this.matrix();
      if (context.training) for (let i = 0; i < this.#iterations; i++) this.iterate(matrix);
      // the vectors are read as variables: no gradient flows through the iteration
      const sigma = tf.sum(tf.mul(this.#u, tf.squeeze(tf.matMul(matrix, tf.expandDims(this.#v, 1)), [1])));
      return this.layer.forwardWith(x, tf.div(this.layer.weight as tf.Tensor, sigma) as tf.Tensor2D & tf.Tensor4D);
    });
  }

  /** The weight as (out, everything else), in the checkpoint's order. */
  private matrix(): tf.Tensor2D {
    const { layer } = this;
    if (!(layer instanceof Conv2d) && !(layer instanceof ConvTranspose2d)) return tf.clone(layer.weight as tf.Tensor2D);
    const { weight } = layer;
    const first = layer instanceof Conv2d ? layer.outChannels : layer.outChannels / layer.groups;
    const isDepthwise = layer instanceof Conv2d && weight.shape[3] !== layer.outChannels;
    const order = isDepthwise ? [2, 3, 0, 1] : layer instanceof Conv2d ? [3, 2, 0, 1] : [2, 3, 0, 1];
    return tf.reshape(tf.transpose(weight as tf.Tensor, order), [first, -1]) as tf.Tensor2D;
  }

  private iterate(matrix: tf.Tensor2D): void {
    this.#v.assign(normalize(tf.matMul(matrix, tf.expandDims(this.#u, 1), true)));
    this.#u.assign(normalize(tf.matMul(matrix, tf.expandDims(this.#v, 1))));
  }
}

function normalize(column: tf.Tensor): tf.Tensor1D {
  const norm = tf.sqrt(tf.sum(tf.square(column)));
  return tf.squeeze(tf.div(column, tf.maximum(norm, 1e-12)), [1]) as tf.Tensor1D;
}
