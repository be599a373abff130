import type { Column, Rows } from '@ai/core';
import type { FitOptions, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { readRegression } from '../linear/linear-model.js';
import { defineFormat, formatField, listField, numberField, optionalField } from '../saving/format.js';
import { determinationOf, weightedDetermination } from '../scoring.js';
import { varianceOf } from '../tree/decision-tree-regressor.js';
import { TREE_FORMAT, type Tree } from '../tree/tree.js';
import { checkTrees, type ForestOptions, growForest, meanImportances, meanPrediction } from './forest.js';

const OWNER = 'RandomForestRegressor';

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

  constructor(readonly options: ForestOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): RandomForestRegressorModel {
    const data = readRegression(x, y, options, OWNER);
    const makeCriterion = (weights: Float64Array) => varianceOf(data.y, weights);
    const { trees, outOfBag } = growForest(data.x, data.weights, this.options, 'all', makeCriterion, OWNER);
    const seen = outOfBag && Int32Array.from(data.y.keys()).filter((i) => !Number.isNaN(outOfBag.data[i]));
    const pick = (values: Float64Array): Float64Array => Float64Array.from(seen ?? [], (i) => values[i]);
    const outOfBagScore = outOfBag && weightedDetermination(pick(data.y), pick(outOfBag.data));
    return new RandomForestRegressorModel({ trees, outOfBagScore });
  }
}

interface State {
  readonly trees: readonly Tree[];
  readonly outOfBagScore: number | undefined;
}

const FORMAT = defineFormat<State>(
  'RandomForestRegressorModel',
  { trees: listField(formatField(TREE_FORMAT)), outOfBagScore: optionalField(numberField) },
  ({ trees }) => checkTrees(trees, 1),
);

/** The fitted model of {@link RandomForestRegressor}. */
export class RandomForestRegressorModel implements RegressorModel {
  readonly trees: readonly Tree[];
  /** R^2 on samples by the trees that have not seen them, if asked for. */
  readonly outOfBagScore: number | undefined;

  constructor(state: State) {
    this.trees = state.trees;
    this.outOfBagScore = state.outOfBagScore;
  }

  get numFeatures(): number {
    return this.trees[0].numFeatures;
  }

  /** D shares of the decrease in variance. */
  get featureImportances(): Float64Array {
    return meanImportances(this.trees);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): RandomForestRegressorModel {
    return new RandomForestRegressorModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    return meanPrediction(this.trees, readFeatures(x, OWNER, this.numFeatures)).data;
  }

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
