// The whole of a forest for regression; its two kinds differ in how they are grown.
import type { Column, Rows } from '@ai/core';
import type { FitOptions } from '../estimator.js';
import { readRegression } from '../linear/linear-model.js';
import { defineFormat, type Format, formatField, listField, numberField, optionalField } from '../saving/format.js';
import { weightedDetermination } from '../scoring.js';
import { type RegressionTreeOptions, regressionCriterion } from '../tree/regression-criterion.js';
import { meanPrediction, TREE_FORMAT, type Tree } from '../tree/tree.js';
import { checkTrees, MISSING_ALLOWED, TreesRegressorModel } from '../tree/tree-models.js';
import { type ForestKind, type ForestOptions, growForest } from './forest.js';

/** Options of forests for regression; `maxFeatures` is `all` unless given. */
export interface ForestRegressorOptions extends ForestOptions, RegressionTreeOptions {}

/** What a fitted forest of regression trees consists of. */
export interface ForestRegressorState {
  readonly trees: readonly Tree[];
  readonly outOfBagScore: number | undefined;
}

export function fitForestRegressor(
  x: Rows,
  y: Column,
  options: FitOptions,
  settings: ForestRegressorOptions,
  kind: ForestKind,
): ForestRegressorState {
  const data = readRegression(x, y, options, kind.owner, MISSING_ALLOWED);
  const makeCriterion = regressionCriterion(data.y, settings, kind.owner);
  const { trees, outOfBag } = growForest(data.x, data.weights, settings, kind, makeCriterion);
  if (!outOfBag) return { trees, outOfBagScore: undefined };
  const seen = Int32Array.from(data.y.keys()).filter((i) => !Number.isNaN(outOfBag.data[i]));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(seen, (i) => values[i]);
  return { trees, outOfBagScore: weightedDetermination(pick(data.y), pick(outOfBag.data)) };
}

export function forestRegressorFormat(kind: string): Format<ForestRegressorState> {
  return defineFormat<ForestRegressorState>(
    kind,
    { trees: listField(formatField(TREE_FORMAT)), outOfBagScore: optionalField(numberField) },
    ({ trees }) => checkTrees(trees, 1),
  );
}

/** A fitted forest for regression. */
export abstract class ForestRegressorModel extends TreesRegressorModel {
  /** R^2 on samples by the trees that have not seen them, if asked for. */
  readonly outOfBagScore: number | undefined;

  constructor(state: ForestRegressorState) {
    super(state);
    this.outOfBagScore = state.outOfBagScore;
  }

  /** The mean of the trees' predictions. @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    return meanPrediction(this.trees, this.read(x)).data;
  }
}
