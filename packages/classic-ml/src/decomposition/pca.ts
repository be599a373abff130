import {
  checkBoolean,
  checkInteger,
  checkOneOf,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  type Rows,
  toMatrix,
} from '@ai/core';
import { multiply } from '@ai/core/linalg';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { booleanField, defineFormat, matrixField, numberField, vectorField } from '../saving/format.js';
import { centerRows } from '../statistics/column-moments.js';
import { centeredRandomizedSingular, centeredRightSingular } from './centered-singular.js';

const OWNER = 'Pca';

/** Options of {@link Pca}. */
export interface PcaOptions {
  /** Components E: a number up to min(N, D), or a share in (0, 1) of the variance to keep. @default min(N, D) */
  readonly numComponents?: number;
  /** Scale the components to variance 1. @default false */
  readonly whiten?: boolean;
  /** `full` is exact; `randomized` is faster for few components of large tables. @default 'full' */
  readonly solver?: 'full' | 'randomized';
  /** Of the randomised solver. @default 0 */
  readonly seed?: number;
}

/**
 * Principal component analysis: the orthogonal directions of largest variance, from the singular value decomposition of the centered
 * data. The sign of a component is such that its largest entry is positive.
 *
 * @example
 * ```ts
 * import { Pca } from '@ai/classic-ml';
 *
 * const model = new Pca({ numComponents: 1 }).fit([[1, 1], [2, 2.1], [3, 2.9]]);
 * model.explainedVarianceRatio;        // [0.998...]
 * model.transform([[2, 2]]);           // 1 x 1
 * ```
 */
export class Pca implements Transformer<PcaModel> {
  constructor(readonly options: PcaOptions = {}) {}

  /**
   * @param x N x D, N >= 2
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): PcaModel {
    const { whiten = false, solver = 'full', seed = 0, numComponents } = this.options;
    checkBoolean(whiten, 'whiten', OWNER);
    checkOneOf(solver, 'solver', OWNER, ['full', 'randomized']);
    checkInteger(seed, 'seed', OWNER);
    const isShare = numComponents !== undefined && numComponents > 0 && numComponents < 1;
    if (numComponents !== undefined && !isShare) checkInteger(numComponents, 'numComponents', OWNER, { min: 1 });
    refuseWeights(options, OWNER);
    const matrix = toMatrix(x, 'X', OWNER, { minRows: 2 });
    const limit = Math.min(matrix.rows, matrix.columns);
    if (numComponents !== undefined && numComponents > limit) {
      const expected = `be at most the smaller of samples and features (${limit})`;
      throw new InvalidArgumentError('numComponents', OWNER, expected, new Got(`${numComponents}`));
    }
    if (isShare && solver === 'randomized') {
      throw new InvalidArgumentError('numComponents', OWNER, "be an integer for solver 'randomized'", numComponents);
    }
    const count = isShare ? limit : (numComponents ?? limit);
    const found = solver === 'full' ? centeredRightSingular(matrix) : centeredRandomizedSingular(matrix, count, seed);
    const { means, s, vt, squares } = found;
    const total = squares / (matrix.rows - 1);
    const variances = s.map((value) => (value * value) / (matrix.rows - 1));
    const kept = isShare ? countForShare(variances, total, numComponents) : count;
    const rest = total - variances.slice(0, kept).reduce((a, b) => a + b, 0);
    return new PcaModel({
      means,
      components: { data: vt.data.slice(0, kept * matrix.columns), rows: kept, columns: matrix.columns },
      explainedVariance: variances.slice(0, kept),
      explainedVarianceRatio: variances.slice(0, kept).map((value) => (total > 0 ? value / total : 0)),
      singularValues: s.slice(0, kept),
      noiseVariance: kept < limit ? Math.max(0, rest) / (limit - kept) : 0,
      whiten,
    });
  }
}

function countForShare(variances: Float64Array, total: number, share: number): number {
  let sum = 0;
  for (let c = 0; c < variances.length; c++) {
    sum += variances[c];
    if (sum > share * total) return c + 1;
  }
  return variances.length;
}

interface State {
  readonly means: Float64Array;
  readonly components: DenseMatrix;
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
  readonly singularValues: Float64Array;
  readonly noiseVariance: number;
  readonly whiten: boolean;
}

const FORMAT = defineFormat<State>(
  'PcaModel',
  {
    means: vectorField,
    components: matrixField,
    explainedVariance: vectorField,
    explainedVarianceRatio: vectorField,
    singularValues: vectorField,
    noiseVariance: numberField,
    whiten: booleanField,
  },
  ({ means, components, explainedVariance }) =>
    (means.length !== components.columns && `'means' must have an entry for each feature`) ||
    (explainedVariance.length !== components.rows && `'explainedVariance' must have an entry for each component`),
);

/** The fitted model of {@link Pca}. */
export class PcaModel implements TransformerModel {
  /** D means. */
  readonly means: Float64Array;
  /** E x D directions, orthonormal, by descending variance. */
  readonly components: DenseMatrix;
  /** E variances along the components (divisor N - 1). */
  readonly explainedVariance: Float64Array;
  /** E shares of the total variance. */
  readonly explainedVarianceRatio: Float64Array;
  /** E singular values of the centered data. */
  readonly singularValues: Float64Array;
  /** Mean variance along the directions left out; 0 if none. */
  readonly noiseVariance: number;
  /** Whether components are scaled to variance 1. */
  readonly whiten: boolean;

  constructor(state: State) {
    this.means = state.means;
    this.components = state.components;
    this.explainedVariance = state.explainedVariance;
    this.explainedVarianceRatio = state.explainedVarianceRatio;
    this.singularValues = state.singularValues;
    this.noiseVariance = state.noiseVariance;
    this.whiten = state.whiten;
  }

  get numFeatures(): number {
    return this.means.length;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): PcaModel {
    return new PcaModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x E */
  transform(x: Rows): DenseMatrix {
    const matrix = readFeatures(x, OWNER, this.numFeatures);
    const projected = multiply(centerRows(matrix, this.means), this.components, { transposeB: true });
    this.scale(projected, (value, deviation) => value / deviation);
    return projected;
  }

  /** The samples that have the given components. @param x Q x E @returns Q x D */
  inverseTransform(x: Rows): DenseMatrix {
    const projected = readFeatures(x, 'PcaModel.inverseTransform', this.components.rows);
    const scaled = { ...projected, data: projected.data.slice() };
    this.scale(scaled, (value, deviation) => value * deviation);
    const result = multiply(scaled, this.components);
    for (let o = 0; o < result.data.length; o++) result.data[o] += this.means[o % result.columns];
    return result;
  }

  private scale({ data, columns }: DenseMatrix, change: (value: number, deviation: number) => number): void {
    if (!this.whiten) return;
    // a direction without variance keeps its scale
    const deviations = this.explainedVariance.map((variance) => Math.sqrt(variance) || 1);
    for (let o = 0; o < data.length; o++) data[o] = change(data[o], deviations[o % columns]);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
