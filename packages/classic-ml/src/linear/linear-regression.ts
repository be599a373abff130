import { type Column, checkBoolean, checkOneOf, type Rows } from '@ai/core';
import type { FitOptions, Regressor, SavedModel } from '../estimator.js';
import {
  booleanField,
  countField,
  defineFormat,
  type Field,
  listField,
  numberField,
  optionalField,
  recordField,
  vectorField,
} from '../saving/format.js';
import { checkGradientDescent, descend, type GradientDescentOptions, type PathPoint } from './gradient-descent.js';
import { leastSquares } from './least-squares.js';
import { LinearRegressorModel, readRegression } from './linear-model.js';

const OWNER = 'LinearRegression';
const SOLVERS = ['auto', 'qr', 'svd', 'gradientDescent', 'sgd'] as const;

/** Options of {@link LinearRegression}; those of {@link GradientDescentOptions} belong to `gradientDescent` and `sgd`. */
export interface LinearRegressionOptions extends GradientDescentOptions {
  /** Fit a constant term. @default true */
  readonly fitIntercept?: boolean;
  /**
   * `auto` chooses by shape and condition among Cholesky, `qr` and `svd`, which are exact; `gradientDescent` and `sgd` show the
   * iterative way. @default 'auto'
   */
  readonly solver?: (typeof SOLVERS)[number];
}

/**
 * Ordinary least squares: minimises sum w (y - X b - c)^2. If the features do not determine b (rank-deficient, or more features
 * than samples), the b of smallest norm. Ill-conditioned tables are solved by QR with residuals in doubled precision
 * (Bjorck, "Iterative refinement of linear least squares solutions", 1967).
 *
 * @example
 * ```ts
 * import { LinearRegression } from '@ai/classic-ml';
 *
 * const model = new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]);
 * model.coefficients;   // [2]
 * model.intercept;      // 1
 * model.predict([[4]]); // [9]
 * ```
 */
export class LinearRegression implements Regressor<LinearRegressionModel> {
  readonly task = 'regression';

  constructor(readonly options: LinearRegressionOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): LinearRegressionModel {
    const { fitIntercept = true, solver = 'auto' } = this.options;
    checkBoolean(fitIntercept, 'fitIntercept', OWNER);
    checkOneOf(solver, 'solver', OWNER, SOLVERS);
    checkGradientDescent(this.options, OWNER);
    const data = readRegression(x, y, options, OWNER);
    if (solver === 'gradientDescent' || solver === 'sgd') {
      const stochastic = solver === 'sgd';
      const found = descend(data.x, data.y, data.weights, fitIntercept, stochastic, this.options, OWNER);
      return new LinearRegressionModel({ ...found, rank: undefined });
    }
    const { coefficients, intercept, rank } = leastSquares(data.x, data.y, data.weights, fitIntercept, solver);
    return new LinearRegressionModel({
      coefficients,
      intercept,
      rank,
      iterations: 0,
      converged: true,
      path: undefined,
    });
  }
}

interface State {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly rank: number | undefined;
  readonly iterations: number;
  readonly converged: boolean;
  readonly path: readonly PathPoint[] | undefined;
}

const pathField: Field<PathPoint> = recordField({
  coefficients: vectorField,
  intercept: numberField,
  loss: numberField,
});

const FORMAT = defineFormat<State>('LinearRegressionModel', {
  coefficients: vectorField,
  intercept: numberField,
  rank: optionalField(countField),
  iterations: countField,
  converged: booleanField,
  path: optionalField(listField(pathField)),
});

/** The fitted model of {@link LinearRegression}. */
export class LinearRegressionModel extends LinearRegressorModel {
  protected readonly owner = OWNER;
  /** Rank of the features (centered, if an intercept is fitted); undefined after an iterative solver. */
  readonly rank: number | undefined;
  /** Iterations of an iterative solver, otherwise 0. */
  readonly iterations: number;
  readonly converged: boolean;
  /** The iterates, if `keepPath` was set. */
  readonly path: readonly PathPoint[] | undefined;

  constructor(state: State) {
    super(state);
    this.rank = state.rank;
    this.iterations = state.iterations;
    this.converged = state.converged;
    this.path = state.path;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): LinearRegressionModel {
    return new LinearRegressionModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
