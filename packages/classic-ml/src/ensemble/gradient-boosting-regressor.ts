import type { Column, Rows } from '@ai/core';
import type { FitOptions, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { readRegression } from '../linear/linear-model.js';
import { defineFormat, formatField, listField, vectorField } from '../saving/format.js';
import { determinationOf } from '../scoring.js';
import { TREE_FORMAT, type Tree } from '../tree/tree.js';
import { checkTrees, meanImportances } from '../tree/tree-models.js';
import { boost, boostedScores, type GradientBoostingOptions, readBoosting } from './boosting.js';

const OWNER = 'GradientBoostingRegressor';

/**
 * Gradient boosting of trees on binned features for the squared error (Friedman, 2001; histograms as in Ke et al., 2017).
 *
 * @example
 * ```ts
 * import { GradientBoostingRegressor } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 200 }, (_, i) => [i / 20]);
 * const model = new GradientBoostingRegressor({ numRounds: 50 }).fit(x, x.map(([t]) => Math.sin(t)));
 * model.predict([[1.57]]); // about 1
 * ```
 */
export class GradientBoostingRegressor implements Regressor<GradientBoostingRegressorModel> {
  readonly task = 'regression';

  constructor(readonly options: GradientBoostingOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): GradientBoostingRegressorModel {
    const settings = readBoosting(this.options, OWNER);
    const { x: samples, y: targets, weights } = readRegression(x, y, options, OWNER);
    const weightOf = (i: number): number => (weights ? weights[i] : 1);
    const total = weights ? weights.reduce((a, b) => a + b, 0) : targets.length;
    const start = Float64Array.of(targets.reduce((sum, value, i) => sum + weightOf(i) * value, 0) / total);
    const trees = boost(
      samples,
      {
        numOutputs: 1,
        start,
        derivatives: ([scores], [gradients], [hessians]) => {
          for (let i = 0; i < scores.length; i++) {
            gradients[i] = weightOf(i) * (scores[i] - targets[i]);
            hessians[i] = weightOf(i);
          }
        },
      },
      settings,
    );
    return new GradientBoostingRegressorModel({ trees, start });
  }
}

interface State {
  readonly trees: readonly Tree[];
  readonly start: Float64Array;
}

const FORMAT = defineFormat<State>(
  'GradientBoostingRegressorModel',
  { trees: listField(formatField(TREE_FORMAT)), start: vectorField },
  ({ trees, start }) => checkTrees(trees, 1) || (start.length !== 1 && `'start' must have 1 value`),
);

/** The fitted model of {@link GradientBoostingRegressor}. */
export class GradientBoostingRegressorModel implements RegressorModel {
  readonly trees: readonly Tree[];
  /** The mean of the targets, from which the trees start. */
  readonly start: Float64Array;

  constructor({ trees, start }: State) {
    this.trees = trees;
    this.start = start;
  }

  get numFeatures(): number {
    return this.trees[0].numFeatures;
  }

  /** D shares of the gain, the mean over the trees. */
  get featureImportances(): Float64Array {
    return meanImportances(this.trees);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): GradientBoostingRegressorModel {
    return new GradientBoostingRegressorModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    return boostedScores(this.trees, this.start, readFeatures(x, OWNER, this.numFeatures)).data;
  }

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
