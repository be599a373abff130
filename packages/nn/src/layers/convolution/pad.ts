import { checkNumber, checkOneOf, Got, InvalidArgumentError, tf } from '@ai/core';
import { type LayerAnalysis, windowReads } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes } from '../check-input.js';
import { type Edges, PADDING_MODES, type PaddingMode, padSpatial } from './padding.js';

/** Options of {@link Pad}. */
export interface PadOptions {
  /** What stands in the padding. @default 'zeros' */
  readonly mode?: PaddingMode;
  /** Instead of zeros. @default 0 */
  readonly value?: number;
}

/**
 * Extends the spatial axes: (B, T, C), (B, H, W, C) or (B, D, H, W, C). It is PyTorch's zero, constant, reflection, replication and
 * circular padding of any number of axes; edges stand in the order of the axes.
 *
 * @param edges a number for all ends of all axes, or [before, after] for each axis
 * @throws InvalidArgumentError for edges that are not whole numbers >= 0, a value beside another mode than zeros, an input of another
 *   number of axes or too small for its reflection
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Pad } from '@ai/nn';
 *
 * new Pad([[1, 1], [0, 2]], { mode: 'reflect' }).forward(tf.zeros([1, 4, 4, 3])); // (1, 6, 6, 3)
 * ```
 */
export class Pad extends Module {
  readonly edges: number | readonly Edges[];
  readonly mode: PaddingMode;
  readonly value: number;

  constructor(edges: number | readonly (readonly [before: number, after: number])[], options: PadOptions = {}) {
    super();
    const { mode = 'zeros', value = 0 } = options;
    for (const edge of typeof edges === 'number' ? [[edges, edges]] : edges) checkSizes(edge, 2, 'edges', 'Pad', 0);
    this.edges = edges;
    this.mode = checkOneOf(mode, 'mode', 'Pad', PADDING_MODES);
    this.value = checkNumber(value, 'value', 'Pad');
    if (value !== 0 && mode !== 'zeros') {
      throw new InvalidArgumentError('value', 'Pad', "be left out where mode is not 'zeros'", value);
    }
  }

  override analysis(input: readonly number[]): LayerAnalysis {
    return { reads: this.edgesOf(input.length).map(([before]) => windowReads(1, 1, 1, before)) };
  }

  forward(x: tf.Tensor): tf.Tensor {
    const edges = this.edgesOf(x.shape.length);
    checkInput(x, typeof this.edges === 'number' ? [3, 4, 5] : edges.length + 2, 'Pad');
    const limit = { zeros: Number.POSITIVE_INFINITY, replicate: Number.POSITIVE_INFINITY, reflect: -1, circular: 0 };
    edges.forEach((pair, i) => {
      if (Math.max(...pair) > x.shape[i + 1] + limit[this.mode]) {
        throw new InvalidArgumentError('x', 'Pad', `be large enough for ${this.mode}`, new Got(`[${x.shape}]`));
      }
    });
    return tf.tidy(() => {
      if (this.value === 0) return padSpatial(tf.clone(x), edges, this.mode);
      return tf.pad(
        x,
        [[0, 0], ...edges.map(([before, after]): [number, number] => [before, after]), [0, 0]],
        this.value,
      );
    });
  }

  private edgesOf(rank: number): readonly Edges[] {
    const { edges } = this;
    return typeof edges === 'number' ? Array.from({ length: rank - 2 }, (): Edges => [edges, edges]) : edges;
  }
}
