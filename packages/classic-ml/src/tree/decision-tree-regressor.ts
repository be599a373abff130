import { type Column, Random, type Rows } from '@ai/core';
import type { FitOptions, Regressor, SavedModel } from '../estimator.js';
import { readRegression } from '../linear/linear-model.js';
import { defineFormat, formatField } from '../saving/format.js';
import { BestSplitter } from './best-splitter.js';
import { columnsOf } from './columns.js';
import { orderFeatures } from './feature-order.js';
import { growTree } from './grow-tree.js';
import { type CostComplexityPath, costComplexityPath } from './prune-tree.js';
import { type RegressionTreeOptions, regressionCriterion } from './regression-criterion.js';
import { depthOf, meanPrediction, numLeavesOf, TREE_FORMAT, type Tree } from './tree.js';
import { MISSING_ALLOWED, TreesRegressorModel } from './tree-models.js';
import { readGrowth } from './tree-options.js';

const OWNER = 'DecisionTreeRegressor';

/** Options of {@link DecisionTreeRegressor}; `maxFeatures` is `all` unless given. */
export interface DecisionTreeRegressorOptions extends RegressionTreeOptions {}

/**
 * A regression tree (CART): each node splits where the variance of the targets, or another criterion, falls most; a leaf predicts
 * their mean.
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

  constructor(readonly options: DecisionTreeRegressorOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing: a split tries either side for them
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): DecisionTreeRegressorModel {
    const data = readRegression(x, y, options, OWNER, MISSING_ALLOWED);
    const settings = readGrowth(this.options, data.x, data.weights, OWNER);
    const weights = data.weights ?? new Float64Array(data.x.rows).fill(1);
    const measure = regressionCriterion(data.y, this.options, OWNER)(weights);
    const columns = columnsOf(data.x);
    const splitter = new BestSplitter(orderFeatures(columns), measure, settings);
    const tree = growTree(columns, splitter, weights, measure, settings, new Random(settings.seed));
    return new DecisionTreeRegressorModel({ tree });
  }
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
export class DecisionTreeRegressorModel extends TreesRegressorModel {
  protected readonly owner = OWNER;
  readonly tree: Tree;

  constructor({ tree }: State) {
    super({ trees: [tree] });
    this.tree = tree;
  }

  /** Levels below the root. */
  get depth(): number {
    return depthOf(this.tree);
  }

  get numLeaves(): number {
    return numLeavesOf(this.tree);
  }

  /** The trees that pruning would go through: candidates for `ccpAlpha`. */
  costComplexityPath(): CostComplexityPath {
    return costComplexityPath(this.tree);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): DecisionTreeRegressorModel {
    return new DecisionTreeRegressorModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    return meanPrediction(this.trees, this.read(x)).data;
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
