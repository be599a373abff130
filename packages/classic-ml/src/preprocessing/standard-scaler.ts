import { checkBoolean, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer } from '../estimator.js';
import { readWeights } from '../input/samples.js';
import { defineFormat } from '../saving/format.js';
import { columnMoments } from '../statistics/column-moments.js';
import { AFFINE_FIELDS, type AffineScale, AffineScalerModel, checkAffine } from './affine-scaler-model.js';

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
    const centers = withMean ? means : new Float64Array(matrix.columns);
    // a constant feature keeps its scale
    const scales = variances.map((variance) => (withStandardDeviation && variance > 0 ? Math.sqrt(variance) : 1));
    return new StandardScalerModel({ centers, scales });
  }
}

const FORMAT = defineFormat<AffineScale>('StandardScalerModel', AFFINE_FIELDS, checkAffine);

/** The fitted model of {@link StandardScaler}: centers are means, scales standard deviations. */
export class StandardScalerModel extends AffineScalerModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): StandardScalerModel {
    return new StandardScalerModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
