import { type Column, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { defineFormat, listField, vectorField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';
import { determinationOf } from '../scoring.js';
import { checkMembers } from './voting-members.js';

const OWNER = 'VotingRegressor';

/** Options of {@link VotingRegressor}. */
export interface VotingRegressorOptions {
  /** The regressors whose mean is predicted. */
  readonly estimators: readonly Regressor[];
  /** Their weights, >= 0. @default all alike */
  readonly weights?: readonly number[];
}

/**
 * The mean of regressors of different kinds.
 *
 * @example
 * ```ts
 * import { KNeighborsRegressor, LinearRegression, VotingRegressor } from '@ai/classic-ml';
 *
 * const estimators = [new LinearRegression(), new KNeighborsRegressor({ k: 1 })];
 * const model = new VotingRegressor({ estimators }).fit([[0], [1], [2]], [0, 2, 4]);
 * model.predict([[3]]); // [5]: the mean of 6 and 4
 * ```
 */
export class VotingRegressor implements Regressor<VotingRegressorModel> {
  readonly task = 'regression';

  constructor(readonly options: VotingRegressorOptions) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, or what a regressor refuses
   */
  fit(x: Rows, y: Column, options?: FitOptions): VotingRegressorModel {
    const { estimators } = this.options;
    const weights = checkMembers(estimators, this.options.weights, OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    const members = estimators.map((estimator) => estimator.fit(matrix, y, options));
    return new VotingRegressorModel({ members, weights });
  }
}

interface State {
  readonly members: readonly RegressorModel[];
  readonly weights: Float64Array;
}

const formatOf = (classes: ModelClasses) =>
  defineFormat<State>(
    'VotingRegressorModel',
    { members: listField(partField(classes)), weights: vectorField },
    ({ members, weights }) =>
      (members.length === 0 || members.length !== weights.length) && "'weights' must have one for each of 'members'",
  );

/** The fitted model of {@link VotingRegressor}. */
export class VotingRegressorModel implements RegressorModel {
  /** The fitted regressors. */
  readonly members: readonly RegressorModel[];
  /** Their weights, summing to 1. */
  readonly weights: Float64Array;

  constructor({ members, weights }: State) {
    this.members = members;
    this.weights = weights;
  }

  get numFeatures(): number {
    return this.members[0].numFeatures;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the classes of its members: `{ RidgeModel, KNeighborsRegressorModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a member whose class is not among `classes`
   */
  static fromJSON(document: unknown, classes: ModelClasses): VotingRegressorModel {
    return new VotingRegressorModel(formatOf(classes).read(document));
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    const matrix = toMatrix(x, 'X', OWNER);
    const mean = new Float64Array(matrix.rows);
    this.members.forEach((member, m) => {
      member.predict(matrix).forEach((value, i) => {
        mean[i] += this.weights[m] * value;
      });
    });
    return mean;
  }

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return formatOf({}).write(this);
  }
}
