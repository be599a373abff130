import { type Column, Random, type Rows } from '@ai/core';
import type { FitOptions, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { readRegression } from '../linear/linear-model.js';
import { defineFormat, formatField } from '../saving/format.js';
import { determinationOf } from '../scoring.js';
import { growTree, sortFeatures } from './grow-tree.js';
import { VarianceCriterion } from './split-criterion.js';
import { addPredictions, depthOf, importancesOf, TREE_FORMAT, type Tree } from './tree.js';
import { readGrowth, type TreeGrowthOptions } from './tree-options.js';

const OWNER = 'DecisionTreeRegressor';

/**
 * A regression tree (CART): each node splits where the variance of the targets falls most; a leaf predicts their mean.
 *
 * @example
 * ```ts
 * import { DecisionTreeRegressor } from '@ai/classic-ml';
 *
 * const model = new DecisionTreeRegressor({ maxDepth: 1 }).fit([[1], [2], [8], [9]], [10, 12, 30, 32]);
 * model.predict([[0], [7]]); // [11, 31]
 * ```
 */
export class DecisionTreeRegressor implements Regressor<DecisionTreeRegressorModel> {
  readonly task = 'regression';

  constructor(readonly options: TreeGrowthOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): DecisionTreeRegressorModel {
    const data = readRegression(x, y, options, OWNER);
    const settings = readGrowth(this.options, data.x.columns, OWNER);
    const weights = data.weights ?? new Float64Array(data.x.rows).fill(1);
    const measure = varianceOf(data.y, weights);
    const tree = growTree(sortFeatures(data.x), weights, measure, settings, new Random(settings.seed));
    return new DecisionTreeRegressorModel({ tree });
  }
}

/** The criterion over targets with their mean taken off, so that sums of squares keep their digits. */
export function varianceOf(y: Float64Array, weights: Float64Array): VarianceCriterion {
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = y.reduce((sum, value, i) => sum + weights[i] * value, 0) / total;
  return new VarianceCriterion(
    y.map((value) => value - mean),
    weights,
    mean,
  );
}

interface State {
  readonly tree: Tree;
}

const FORMAT = defineFormat<State>(
  'DecisionTreeRegressorModel',
  { tree: formatField(TREE_FORMAT) },
  ({ tree }) => tree.values.columns !== 1 && `'tree' must have one value in each node`,
);

/** The fitted model of {@link DecisionTreeRegressor}. */
export class DecisionTreeRegressorModel implements RegressorModel {
  readonly tree: Tree;

  constructor({ tree }: State) {
    this.tree = tree;
  }

  get numFeatures(): number {
    return this.tree.numFeatures;
  }

  /** D shares of the decrease in variance. */
  get featureImportances(): Float64Array {
    return importancesOf(this.tree);
  }

  /** Levels below the root. */
  get depth(): number {
    return depthOf(this.tree);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): DecisionTreeRegressorModel {
    return new DecisionTreeRegressorModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    const matrix = readFeatures(x, OWNER, this.numFeatures);
    const sums = new Float64Array(matrix.rows);
    addPredictions(this.tree, matrix, sums);
    return sums;
  }

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
