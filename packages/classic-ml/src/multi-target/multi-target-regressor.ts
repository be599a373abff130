import { checkSameLength, type DenseMatrix, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, FittedModel, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { defineFormat, listField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';

const OWNER = 'MultiTargetRegressor';

/** Options of {@link MultiTargetRegressor}. */
export interface MultiTargetRegressorOptions<Model extends RegressorModel> {
  /** The regressor that is fitted to each target. */
  readonly base: Regressor<Model>;
}

/**
 * Several targets at once: a regressor of one target, fitted to each of them. For least squares with or without a penalty that is what
 * fitting all together gives.
 *
 * @example
 * ```ts
 * import { LinearRegression, MultiTargetRegressor } from '@ai/classic-ml';
 *
 * const model = new MultiTargetRegressor({ base: new LinearRegression() }).fit([[1], [2], [3]], [[3, 0], [5, 1], [7, 2]]);
 * model.predict([[4]]); // [[9, 3]]
 * ```
 */
export class MultiTargetRegressor<Model extends RegressorModel> {
  constructor(readonly options: MultiTargetRegressorOptions<Model>) {}

  /**
   * @param x N x D
   * @param y N x T values
   * @throws InvalidArgumentError for a base without `fit`, invalid targets, or what the base refuses
   */
  fit(x: Rows, y: Rows, options?: FitOptions): MultiTargetRegressorModel<Model> {
    const { base } = this.options;
    if (typeof base?.fit !== 'function') throw new InvalidArgumentError('base', OWNER, 'be a regressor', base);
    const matrix = toMatrix(x, 'X', OWNER);
    const targets = toMatrix(y, 'y', OWNER);
    checkSameLength(matrix.rows, targets.rows, ['X', 'y'], OWNER);
    const models = Array.from({ length: targets.columns }, (_, t) => base.fit(matrix, columnOf(targets, t), options));
    return new MultiTargetRegressorModel({ models });
  }
}

function columnOf({ data, rows, columns }: DenseMatrix, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => data[i * columns + column]);
}

interface State<Model extends RegressorModel> {
  readonly models: readonly Model[];
}

const formatOf = <Model extends RegressorModel>(classes: ModelClasses) =>
  defineFormat<State<Model>>(
    'MultiTargetRegressorModel',
    { models: listField(partField(classes)) },
    ({ models }) => models.length === 0 && "'models' must have one for each target",
  );

/** The fitted model of {@link MultiTargetRegressor}. */
export class MultiTargetRegressorModel<Model extends RegressorModel> implements FittedModel {
  /** T fitted regressors. */
  readonly models: readonly Model[];

  constructor({ models }: State<Model>) {
    this.models = models;
  }

  get numFeatures(): number {
    return this.models[0].numFeatures;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the class of its regressors: `{ RidgeModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a regressor whose class is not among `classes`
   */
  static fromJSON<Model extends RegressorModel>(
    document: unknown,
    classes: ModelClasses,
  ): MultiTargetRegressorModel<Model> {
    return new MultiTargetRegressorModel(formatOf<Model>(classes).read(document));
  }

  /** @param x Q x D @returns Q x T */
  predict(x: Rows): DenseMatrix {
    const matrix = toMatrix(x, 'X', OWNER);
    const columns = this.models.length;
    const data = new Float64Array(matrix.rows * columns);
    this.models.forEach((model, t) => {
      model.predict(matrix).forEach((value, i) => {
        data[i * columns + t] = value;
      });
    });
    return { data, rows: matrix.rows, columns };
  }

  /** The mean of R^2 over the targets. @param y Q x T */
  score(x: Rows, y: Rows, options?: ScoreOptions): number {
    const matrix = toMatrix(x, 'X', OWNER);
    const targets = toMatrix(y, 'y', OWNER);
    if (targets.columns !== this.models.length) {
      throw new InvalidArgumentError('y', OWNER, `have ${this.models.length} targets`, targets.columns);
    }
    const scores = this.models.map((model, t) => model.score(matrix, columnOf(targets, t), options));
    return scores.reduce((a, b) => a + b, 0) / scores.length;
  }

  toJSON(): SavedModel {
    return formatOf<Model>({}).write(this);
  }
}
