import { type Column, checkBoolean, type DenseMatrix, InvalidArgumentError, type Rows } from '@ai/core';
import type { FitOptions, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { readFeatures, takeRows } from '../input/samples.js';
import { readRegression } from '../linear/linear-model.js';
import { Ridge } from '../linear/ridge.js';
import { makeFolds } from '../model-selection/cross-validate.js';
import { outOfFold } from '../model-selection/out-of-fold.js';
import type { Splitter } from '../model-selection/splitter.js';
import { booleanField, defineFormat, listField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';
import { determinationOf } from '../scoring.js';
import { checkStack, regressorSays, sideBySide } from './stacking-features.js';
import { checkMembers } from './voting-members.js';

const OWNER = 'StackingRegressor';

/** Options of {@link StackingRegressor}. */
export interface StackingRegressorOptions {
  /** The regressors whose predictions are learned from. */
  readonly estimators: readonly Regressor[];
  /** The regressor that decides. @default new Ridge() */
  readonly final?: Regressor;
  /** A splitter, or the number of folds, not shuffled. @default 5 */
  readonly folds?: number | Splitter;
  /** The one that decides sees the features too. @default false */
  readonly passThrough?: boolean;
}

/**
 * Stacked regressors (Wolpert, "Stacked generalization", 1992; Breiman, "Stacked regressions", 1996): a regressor learns from what others
 * predict for samples that they have not seen, fold by fold; the others are then fitted to all samples.
 *
 * @example
 * ```ts
 * import { DecisionTreeRegressor, LinearRegression, makeRegression, StackingRegressor } from '@ai/classic-ml';
 *
 * const { x, y } = makeRegression({ numSamples: 80, seed: 1 });
 * const estimators = [new LinearRegression(), new DecisionTreeRegressor({ maxDepth: 3 })];
 * new StackingRegressor({ estimators }).fit(x, y).score(x, y); // nearly 1
 * ```
 */
export class StackingRegressor implements Regressor<StackingRegressorModel> {
  readonly task = 'regression';

  constructor(readonly options: StackingRegressorOptions) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights, or what a member refuses
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): StackingRegressorModel {
    const { estimators, final = new Ridge(), folds = 5, passThrough = false } = this.options;
    checkMembers(estimators, undefined, OWNER);
    checkBoolean(passThrough, 'passThrough', OWNER);
    if (typeof final?.fit !== 'function') throw new InvalidArgumentError('final', OWNER, 'be a regressor', final);
    const { x: matrix, y: values, weights } = readRegression(x, y, options, OWNER);
    const parts = makeFolds(this, { x: matrix, y: Array.from(values), weights }, { folds });
    const says = estimators.map((estimator) => {
      const perFold = parts.map(({ trainIndices, testIndices }) => {
        const train = Float64Array.from(trainIndices, (i) => values[i]);
        const own = weights && { sampleWeights: Float64Array.from(trainIndices, (i) => weights[i]) };
        const model = estimator.fit(takeRows(matrix, trainIndices), train, own);
        return regressorSays(model, takeRows(matrix, testIndices));
      });
      return outOfFold(parts, perFold, matrix.rows, OWNER);
    });
    const all = weights && { sampleWeights: weights };
    const features = sideBySide(passThrough ? [...says, matrix] : says, matrix.rows);
    return new StackingRegressorModel({
      members: estimators.map((estimator) => estimator.fit(matrix, values, all)),
      final: final.fit(features, values, all),
      passThrough,
    });
  }
}

interface State {
  readonly members: readonly RegressorModel[];
  readonly final: RegressorModel;
  readonly passThrough: boolean;
}

const formatOf = (classes: ModelClasses) =>
  defineFormat<State>(
    'StackingRegressorModel',
    { members: listField(partField(classes)), final: partField(classes), passThrough: booleanField },
    checkStack,
  );

/** The fitted model of {@link StackingRegressor}. */
export class StackingRegressorModel implements RegressorModel {
  /** The regressors, fitted to all samples. */
  readonly members: readonly RegressorModel[];
  /** The one that decides. */
  readonly final: RegressorModel;

  constructor(private readonly state: State) {
    this.members = state.members;
    this.final = state.final;
  }

  get numFeatures(): number {
    return this.members[0].numFeatures;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the classes of its members and of the one that decides: `{ LinearRegressionModel, RidgeModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a model whose class is not among `classes`
   */
  static fromJSON(document: unknown, classes: ModelClasses): StackingRegressorModel {
    return new StackingRegressorModel(formatOf(classes).read(document));
  }

  /** What the members predict, as the one that decides sees it. @param x Q x D @returns Q x F */
  transform(x: Rows): DenseMatrix {
    const matrix = readFeatures(x, OWNER, this.numFeatures);
    const says = this.members.map((member) => regressorSays(member, matrix));
    return sideBySide(this.state.passThrough ? [...says, matrix] : says, matrix.rows);
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    return this.final.predict(this.transform(x));
  }

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return formatOf({}).write(this.state);
  }
}
