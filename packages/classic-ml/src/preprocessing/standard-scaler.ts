import { checkBoolean, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, readWeights } from '../input/samples.js';
import { defineFormat, vectorField } from '../saving/format.js';
import { columnMoments } from '../statistics/column-moments.js';

const OWNER = 'StandardScaler';

/** Options of {@link StandardScaler}. */
export interface StandardScalerOptions {
  /** Subtract the mean. @default true */
  readonly withMean?: boolean;
  /** Divide by the standard deviation (of the population, divisor N). @default true */
  readonly withStandardDeviation?: boolean;
}

/**
 * Brings each feature to mean 0 and variance 1. A constant feature becomes 0.
 *
 * @example
 * ```ts
 * import { StandardScaler } from '@ai/classic-ml';
 *
 * const scaler = new StandardScaler().fit([[1, 10], [3, 10]]);
 * scaler.transform([[1, 10], [3, 10]]); // [[-1, 0], [1, 0]]
 * ```
 */
export class StandardScaler implements Transformer<StandardScalerModel> {
  constructor(readonly options: StandardScalerOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): StandardScalerModel {
    const { withMean = true, withStandardDeviation = true } = this.options;
    checkBoolean(withMean, 'withMean', OWNER);
    checkBoolean(withStandardDeviation, 'withStandardDeviation', OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    const { means, variances } = columnMoments(matrix, readWeights(options.sampleWeights, OWNER, matrix.rows));
    const means0 = withMean ? means : new Float64Array(matrix.columns);
    // a constant feature keeps its scale
    const scales = variances.map((variance) => (withStandardDeviation && variance > 0 ? Math.sqrt(variance) : 1));
    return new StandardScalerModel({ means: means0, scales });
  }
}

interface State {
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

const FORMAT = defineFormat<State>(
  'StandardScalerModel',
  { means: vectorField, scales: vectorField },
  ({ means, scales }) => means.length !== scales.length && `'means' and 'scales' must have the same length`,
);

/** The fitted model of {@link StandardScaler}. */
export class StandardScalerModel implements TransformerModel {
  /** D values subtracted: means, or 0. */
  readonly means: Float64Array;
  /** D values divided by: standard deviations, or 1. */
  readonly scales: Float64Array;

  constructor(state: State) {
    this.means = state.means;
    this.scales = state.scales;
  }

  get numFeatures(): number {
    return this.means.length;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): StandardScalerModel {
    return new StandardScalerModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x D, (x - mean) / scale */
  transform(x: Rows): DenseMatrix {
    return this.map(x, (value, j) => (value - this.means[j]) / this.scales[j]);
  }

  /** @param x Q x D scaled @returns Q x D, x scale + mean */
  inverseTransform(x: Rows): DenseMatrix {
    return this.map(x, (value, j) => value * this.scales[j] + this.means[j]);
  }

  private map(x: Rows, change: (value: number, column: number) => number): DenseMatrix {
    const { data, rows, columns } = readFeatures(x, OWNER, this.numFeatures);
    const result = new Float64Array(data.length);
    for (let i = 0, o = 0; i < rows; i++) for (let j = 0; j < columns; j++, o++) result[o] = change(data[o], j);
    return { data: result, rows, columns };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
