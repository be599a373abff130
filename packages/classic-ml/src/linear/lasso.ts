import type { Column, Rows } from '@ai/core';
import type { FitOptions, Regressor, SavedModel } from '../estimator.js';
import { defineFormat } from '../saving/format.js';
import {
  type ElasticNetState,
  type LassoOptions,
  readElasticNetOptions,
  SPARSE_FIELDS,
  SparseLinearModel,
  solveElasticNet,
} from './elastic-net.js';
import { readRegression } from './linear-model.js';

const OWNER = 'Lasso';

/**
 * Least squares with an L1 penalty (Tibshirani, 1996): minimises 1/(2 W) sum w (y - X b - c)^2 + alpha |b|_1, W = sum w.
 * Coefficients that are exactly 0 select features.
 *
 * @example
 * ```ts
 * import { Lasso } from '@ai/classic-ml';
 *
 * const model = new Lasso({ alpha: 0.5 }).fit([[-1, 0], [0, 1], [1, 0], [0, -1]], [-3, 0.1, 3, -0.1]);
 * model.coefficients; // [2, 0]
 * model.selected();   // [0]
 * ```
 */
export class Lasso implements Regressor<LassoModel> {
  readonly task = 'regression';

  constructor(readonly options: LassoOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): LassoModel {
    const settings = readElasticNetOptions({ ...this.options, l1Ratio: 1 }, OWNER);
    return new LassoModel(solveElasticNet(readRegression(x, y, options, OWNER), settings, OWNER));
  }
}

const FORMAT = defineFormat<ElasticNetState>('LassoModel', SPARSE_FIELDS);

/** The fitted model of {@link Lasso}. */
export class LassoModel extends SparseLinearModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): LassoModel {
    return new LassoModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
