import { checkInteger, type DenseMatrix } from '@ai/core';
import { nearest, squaredDistances } from '@ai/core/linalg';
import { defineMetric } from '../define-metric.js';
import { fromFeatures } from './feature-sets.js';

/** Options of {@link generatorPrecisionRecall}. */
export interface GeneratorPrecisionRecallOptions {
  /** A sample's neighbourhood reaches to its k-th nearest neighbour among its own set. @default 3 */
  readonly k?: number;
}

/** What {@link generatorPrecisionRecall} gives. */
export interface GeneratorPrecisionRecall {
  /** The fraction of generated samples that lie in the neighbourhood of some real sample: quality. */
  readonly precision: number;
  /** The fraction of real samples that lie in the neighbourhood of some generated sample: variety. */
  readonly recall: number;
}

const BLOCK = 256;

/** The fraction of `queries` that lie within the radius of some row of `set`. */
function covered(queries: DenseMatrix, set: DenseMatrix, k: number): number {
  // the nearest neighbour of a sample is itself
  const { distances } = nearest(set, set, k + 1);
  let inside = 0;
  for (let start = 0; start < queries.rows; start += BLOCK) {
    const rows = Math.min(BLOCK, queries.rows - start);
    const block = {
      data: queries.data.subarray(start * queries.columns, (start + rows) * queries.columns),
      rows,
      columns: queries.columns,
    };
    const apart = squaredDistances(block, set).data;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < set.rows; j++) {
        if (apart[i * set.rows + j] > distances[j * (k + 1) + k]) continue;
        inside++;
        break;
      }
    }
  }
  return inside / queries.rows;
}

/**
 * Improved precision and recall of a generator: how many generated samples look real, and how much of what is real is generated, judged
 * by neighbourhoods in a space of features.
 *
 * Data: `real` (N x D features), `generated` (M x D). NaN unless both sides have more than k samples. Time grows with N M.
 *
 * Reference: Kynkaanniemi et al., "Improved precision and recall metric for assessing generative models" (2019).
 *
 * @throws InvalidArgumentError for NaN or infinity, different numbers of columns, or k < 1
 * @example
 * ```ts
 * import { generatorPrecisionRecall } from '@ai/metrics';
 *
 * const real = [[0], [1], [2], [10], [11], [12]];
 * generatorPrecisionRecall(real, [[0.5], [1.5], [2.5]], { k: 1 }); // { precision: 1, recall: 0.5 }
 * ```
 */
export const generatorPrecisionRecall = /* @__PURE__ */ defineMetric(
  { name: 'generatorPrecisionRecall', higherIsBetter: true, inputs: ['real', 'generated'] },
  ({ k = 3 }: GeneratorPrecisionRecallOptions = {}) => {
    checkInteger(k, 'k', 'generatorPrecisionRecall', { min: 1 });
    return fromFeatures('generatorPrecisionRecall', ({ real, generated }): GeneratorPrecisionRecall => {
      if (real.rows <= k || generated.rows <= k) return { precision: Number.NaN, recall: Number.NaN };
      return { precision: covered(generated, real, k), recall: covered(real, generated, k) };
    });
  },
);
