// What the fitted models of trees, forests and boosting share.
import type { Column, DenseMatrix, InputOptions, Rows } from '@ai/core';
import { largestClass } from '../decision.js';
import type {
  Label,
  Labels,
  ProbabilisticClassifierModel,
  RegressorModel,
  SavedModel,
  ScoreOptions,
} from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { accuracyOf, determinationOf } from '../scoring.js';
import { importancesOf, type Tree } from './tree.js';

/** Missing values are NaN. */
export const MISSING_ALLOWED: InputOptions = { allowNaN: true };

abstract class TreesModel {
  readonly trees: readonly Tree[];
  /** The estimator's name, for errors. */
  protected abstract readonly owner: string;

  constructor(trees: readonly Tree[]) {
    this.trees = trees;
  }

  get numFeatures(): number {
    return this.trees[0].numFeatures;
  }

  /** D shares of the decrease in impurity, the mean over the trees; all 0 if no tree is split. */
  get featureImportances(): Float64Array {
    return meanImportances(this.trees);
  }

  /** Missing values are let through if the trees know where they go. */
  protected read(x: Rows): DenseMatrix {
    const input = this.trees[0].exceptions && MISSING_ALLOWED;
    return readFeatures(x, this.owner, this.numFeatures, input);
  }

  abstract toJSON(): SavedModel;
}

/** A fitted classifier made of trees. */
export abstract class TreesClassifierModel extends TreesModel implements ProbabilisticClassifierModel {
  readonly classes: readonly Label[];

  constructor(state: { readonly classes: readonly Label[]; readonly trees: readonly Tree[] }) {
    super(state.trees);
    this.classes = state.classes;
  }

  /** @param x Q x D @returns Q x C */
  abstract predictProbabilities(x: Rows): DenseMatrix;

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.predictProbabilities(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, this.owner, x, y, options);
  }
}

/** A fitted regressor made of trees. */
export abstract class TreesRegressorModel extends TreesModel implements RegressorModel {
  constructor(state: { readonly trees: readonly Tree[] }) {
    super(state.trees);
  }

  /** @param x Q x D @returns Q values */
  abstract predict(x: Rows): Float64Array;

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, this.owner, x, y, options);
  }
}

/** The mean of the trees' importances, scaled to sum to 1. */
function meanImportances(trees: readonly Tree[]): Float64Array {
  const sums = new Float64Array(trees[0].numFeatures);
  for (const tree of trees) {
    importancesOf(tree).forEach((share, j) => {
      sums[j] += share;
    });
  }
  const total = sums.reduce((a, b) => a + b, 0);
  return total > 0 ? sums.map((sum) => sum / total) : sums;
}

/** A damaged document's complaint, if any. */
export function checkTrees(trees: readonly Tree[], numOutputs: number): string | false {
  const [first] = trees;
  const fits = (tree: Tree): boolean => tree.values.columns === numOutputs && tree.numFeatures === first.numFeatures;
  return (trees.length === 0 || !trees.every(fits)) && `'trees' must all have ${numOutputs} values in a node`;
}
