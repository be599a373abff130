import { checkOneOf, type DenseMatrix, Random, type Rows } from '@ai/core';
import type { Classifier, FitOptions, Label, Labels, SavedModel } from '../estimator.js';
import { type ClassWeights, readClassification } from '../input/class-weights.js';
import { defineFormat, formatField, labelsField } from '../saving/format.js';
import { BestSplitter } from './best-splitter.js';
import { columnsOf } from './columns.js';
import { orderFeatures } from './feature-order.js';
import { growTree } from './grow-tree.js';
import { type CostComplexityPath, costComplexityPath } from './prune-tree.js';
import { ClassCriterion } from './split-criterion.js';
import { depthOf, meanPrediction, numLeavesOf, TREE_FORMAT, type Tree } from './tree.js';
import { MISSING_ALLOWED, TreesClassifierModel } from './tree-models.js';
import { readGrowth, type TreeGrowthOptions } from './tree-options.js';

const OWNER = 'DecisionTreeClassifier';

/** What classification trees and their forests share. */
export interface ClassificationTreeOptions extends TreeGrowthOptions {
  /** Measure of impurity: Gini's, or the entropy in bits (which minimises the log loss). @default 'gini' */
  readonly criterion?: 'gini' | 'entropy';
  /** Weights of classes. @default all 1 */
  readonly classWeights?: ClassWeights;
}

/** Options of {@link DecisionTreeClassifier}; `maxFeatures` is `all` unless given. */
export interface DecisionTreeClassifierOptions extends ClassificationTreeOptions {}

/**
 * A decision tree (CART; Breiman, Friedman, Olshen and Stone, 1984): each node splits by the feature and threshold that lower the
 * impurity most. Of splits equally good, the feature of smaller index and the smaller threshold.
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier } from '@ai/classic-ml';
 *
 * const model = new DecisionTreeClassifier({ maxDepth: 2 }).fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
 * model.predict([[0.2, 0.9]]); // [1]
 * ```
 */
export class DecisionTreeClassifier implements Classifier<DecisionTreeClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: DecisionTreeClassifierOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing: a split tries either side for them
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): DecisionTreeClassifierModel {
    const { criterion = 'gini', classWeights } = this.options;
    checkOneOf(criterion, 'criterion', OWNER, ['gini', 'entropy']);
    const data = readClassification(x, y, options, OWNER, classWeights, MISSING_ALLOWED);
    const settings = readGrowth(this.options, data.x, data.weights, OWNER);
    const weights = data.weights ?? new Float64Array(data.x.rows).fill(1);
    const measure = new ClassCriterion(data.classes.length, data.codes, weights, criterion);
    const columns = columnsOf(data.x);
    const splitter = new BestSplitter(orderFeatures(columns), measure, settings);
    const tree = growTree(columns, splitter, weights, measure, settings, new Random(settings.seed));
    return new DecisionTreeClassifierModel({ classes: data.classes, tree });
  }
}

interface State {
  readonly classes: readonly Label[];
  readonly tree: Tree;
}

const FORMAT = defineFormat<State>(
  'DecisionTreeClassifierModel',
  { classes: labelsField, tree: formatField(TREE_FORMAT) },
  ({ classes, tree }) => tree.values.columns !== classes.length && `'tree' must have a value for each class`,
);

/** The fitted model of {@link DecisionTreeClassifier}. */
export class DecisionTreeClassifierModel extends TreesClassifierModel {
  protected readonly owner = OWNER;
  readonly tree: Tree;

  constructor({ classes, tree }: State) {
    super({ classes, trees: [tree] });
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
  static fromJSON(document: unknown): DecisionTreeClassifierModel {
    return new DecisionTreeClassifierModel(FORMAT.read(document));
  }

  /** The class shares of the leaf. @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    return meanPrediction(this.trees, this.read(x));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
