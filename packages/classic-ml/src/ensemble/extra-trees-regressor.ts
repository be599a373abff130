import type { Column, Rows } from '@ai/core';
import type { FitOptions, Regressor, SavedModel } from '../estimator.js';
import type { ForestKind } from './forest.js';
import {
  ForestRegressorModel,
  type ForestRegressorOptions,
  fitForestRegressor,
  forestRegressorFormat,
} from './forest-regressor.js';

const KIND: ForestKind = {
  owner: 'ExtraTreesRegressor',
  maxFeatures: 'all',
  bootstrap: false,
  randomThresholds: true,
};
const FORMAT = forestRegressorFormat('ExtraTreesRegressorModel');

/** Options of {@link ExtraTreesRegressor}; `maxFeatures` is `all` unless given. */
export interface ExtraTreesRegressorOptions extends ForestRegressorOptions {}

/**
 * Extremely randomised trees for regression (Geurts, Ernst and Wehenkel, 2006): each node draws one threshold for each feature and takes
 * the best of these, which makes the mean of the trees smoother than that of a random forest.
 *
 * @example
 * ```ts
 * import { ExtraTreesRegressor } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 50 }, (_, i) => [i / 10]);
 * const model = new ExtraTreesRegressor({ numTrees: 20 }).fit(x, x.map(([t]) => Math.sin(t)));
 * model.predict([[1.57]]); // about 1
 * ```
 */
export class ExtraTreesRegressor implements Regressor<ExtraTreesRegressorModel> {
  readonly task = 'regression';

  constructor(readonly options: ExtraTreesRegressorOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing: a split tries either side for them
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): ExtraTreesRegressorModel {
    return new ExtraTreesRegressorModel(fitForestRegressor(x, y, options, this.options, KIND));
  }
}

/** The fitted model of {@link ExtraTreesRegressor}. */
export class ExtraTreesRegressorModel extends ForestRegressorModel {
  protected readonly owner = KIND.owner;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): ExtraTreesRegressorModel {
    return new ExtraTreesRegressorModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
