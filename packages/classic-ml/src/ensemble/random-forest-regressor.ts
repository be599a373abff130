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
  owner: 'RandomForestRegressor',
  maxFeatures: 'all',
  bootstrap: true,
  randomThresholds: false,
};
const FORMAT = forestRegressorFormat('RandomForestRegressorModel');

/** Options of {@link RandomForestRegressor}; `maxFeatures` is `all` unless given. */
export interface RandomForestRegressorOptions extends ForestRegressorOptions {}

/**
 * A random forest for regression (Breiman, 2001): the mean of trees on samples drawn with replacement. All features are looked at in
 * each node unless `maxFeatures` says otherwise.
 *
 * @example
 * ```ts
 * import { RandomForestRegressor } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 50 }, (_, i) => [i / 10]);
 * const model = new RandomForestRegressor({ numTrees: 20 }).fit(x, x.map(([t]) => Math.sin(t)));
 * model.predict([[1.57]]); // about 1
 * ```
 */
export class RandomForestRegressor implements Regressor<RandomForestRegressorModel> {
  readonly task = 'regression';

  constructor(readonly options: RandomForestRegressorOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing: a split tries either side for them
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): RandomForestRegressorModel {
    return new RandomForestRegressorModel(fitForestRegressor(x, y, options, this.options, KIND));
  }
}

/** The fitted model of {@link RandomForestRegressor}. */
export class RandomForestRegressorModel extends ForestRegressorModel {
  protected readonly owner = KIND.owner;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): RandomForestRegressorModel {
    return new RandomForestRegressorModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
