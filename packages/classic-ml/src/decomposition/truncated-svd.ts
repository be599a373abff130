import { checkInteger, checkOneOf, type DenseMatrix, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { defineFormat, matrixField, vectorField } from '../saving/format.js';
import { columnMoments } from '../statistics/column-moments.js';
import { randomizedRightSingular, rightSingular } from './right-singular.js';

const OWNER = 'TruncatedSvd';

/** Options of {@link TruncatedSvd}. */
export interface TruncatedSvdOptions {
  /** Components E, up to min(N, D). @default 2 */
  readonly numComponents?: number;
  /** `full` is exact; `randomized` is faster for few components of large tables. @default 'full' */
  readonly solver?: 'full' | 'randomized';
  /** Of the randomised solver. @default 0 */
  readonly seed?: number;
}

/**
 * The leading singular vectors of the data as they are, without centering (latent semantic analysis; Deerwester et al., 1990). The
 * sign of a component is such that its largest entry is positive.
 *
 * @example
 * ```ts
 * import { TruncatedSvd } from '@ai/classic-ml';
 *
 * const model = new TruncatedSvd({ numComponents: 1 }).fit([[3, 0], [4, 0]]);
 * model.singularValues;      // [5]
 * model.transform([[2, 7]]); // [[2]]
 * ```
 */
export class TruncatedSvd implements Transformer<TruncatedSvdModel> {
  constructor(readonly options: TruncatedSvdOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): TruncatedSvdModel {
    const { numComponents = 2, solver = 'full', seed = 0 } = this.options;
    checkInteger(numComponents, 'numComponents', OWNER, { min: 1 });
    checkOneOf(solver, 'solver', OWNER, ['full', 'randomized']);
    checkInteger(seed, 'seed', OWNER);
    refuseWeights(options, OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    const limit = Math.min(matrix.rows, matrix.columns);
    if (numComponents > limit) {
      const expected = `be at most the smaller of samples and features (${limit})`;
      throw new InvalidArgumentError('numComponents', OWNER, expected, new Got(`${numComponents}`));
    }
    const { s, vt } = solver === 'full' ? rightSingular(matrix) : randomizedRightSingular(matrix, numComponents, seed);
    const columns = matrix.columns;
    const components = { data: vt.data.slice(0, numComponents * columns), rows: numComponents, columns };
    const { variances } = columnMoments(multiply(matrix, components, { transposeB: true }));
    const total = columnMoments(matrix).variances.reduce((a, b) => a + b, 0);
    return new TruncatedSvdModel({
      components,
      singularValues: s.slice(0, numComponents),
      explainedVariance: variances,
      explainedVarianceRatio: variances.map((variance) => (total > 0 ? variance / total : 0)),
    });
  }
}

interface State {
  readonly components: DenseMatrix;
  readonly singularValues: Float64Array;
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
}

const FORMAT = defineFormat<State>('TruncatedSvdModel', {
  components: matrixField,
  singularValues: vectorField,
  explainedVariance: vectorField,
  explainedVarianceRatio: vectorField,
});

/** The fitted model of {@link TruncatedSvd}. */
export class TruncatedSvdModel implements TransformerModel {
  /** E x D, orthonormal. */
  readonly components: DenseMatrix;
  /** E values, descending. */
  readonly singularValues: Float64Array;
  /** E variances of the transformed training samples (divisor N). */
  readonly explainedVariance: Float64Array;
  /** E shares of the total variance. */
  readonly explainedVarianceRatio: Float64Array;

  constructor(state: State) {
    this.components = state.components;
    this.singularValues = state.singularValues;
    this.explainedVariance = state.explainedVariance;
    this.explainedVarianceRatio = state.explainedVarianceRatio;
  }

  get numFeatures(): number {
    return this.components.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): TruncatedSvdModel {
    return new TruncatedSvdModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x E */
  transform(x: Rows): DenseMatrix {
    return multiply(readFeatures(x, OWNER, this.numFeatures), this.components, { transposeB: true });
  }

  /** @param x Q x E @returns Q x D */
  inverseTransform(x: Rows): DenseMatrix {
    return multiply(readFeatures(x, 'TruncatedSvdModel.inverseTransform', this.components.rows), this.components);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
