import { type Column, checkBoolean, checkNumber, type DenseMatrix, type Rows } from '@ai/core';
import { gram, multiply } from '@ai/core/linalg';
import type { FitOptions, Regressor, SavedModel } from '../estimator.js';
import { defineFormat, numberField, vectorField } from '../saving/format.js';
import { centerProblem, interceptOf } from './centering.js';
import { cholesky, conditionOfCholesky, solveCholesky } from './cholesky.js';
import { leastSquares } from './least-squares.js';
import { LinearRegressorModel, type RegressionData, readRegression } from './linear-model.js';
import { normalEquations } from './normal-equations.js';
import { filteredSolution, thinSvd, transposeMatrix } from './svd.js';

const OWNER = 'Ridge';
/** Above this condition the squared matrix has lost too many digits and the SVD takes over. */
const LARGEST_CONDITION = 1e6;

/** Options of {@link Ridge}. */
export interface RidgeOptions {
  /** Strength of the penalty, >= 0; 0 is ordinary least squares. @default 1 */
  readonly alpha?: number;
  /** Fit a constant term, which is not penalised. @default true */
  readonly fitIntercept?: boolean;
}

/**
 * Least squares with an L2 penalty (Hoerl and Kennard, 1970): minimises sum w (y - X b - c)^2 + alpha |b|^2. By the Cholesky factor
 * of the smaller of X^T X and X X^T, by the SVD where that is too ill-conditioned.
 *
 * @example
 * ```ts
 * import { Ridge } from '@ai/classic-ml';
 *
 * const model = new Ridge({ alpha: 2 }).fit([[-1], [0], [1]], [-4, 0, 4]);
 * model.coefficients; // [2]: 8 / (2 + 2)
 * ```
 */
export class Ridge implements Regressor<RidgeModel> {
  readonly task = 'regression';

  constructor(readonly options: RidgeOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): RidgeModel {
    const { alpha = 1, fitIntercept = true } = this.options;
    checkNumber(alpha, 'alpha', OWNER, { min: 0 });
    checkBoolean(fitIntercept, 'fitIntercept', OWNER);
    const data = readRegression(x, y, options, OWNER);
    if (alpha === 0) return new RidgeModel(leastSquares(data.x, data.y, data.weights, fitIntercept, 'auto'));
    const found = byNormalEquations(data, fitIntercept, alpha) ?? byCenteredProblem(data, fitIntercept, alpha);
    return new RidgeModel(found);
  }
}

/** From X^T X of a tall problem; nothing if it is too ill-conditioned. */
function byNormalEquations(data: RegressionData, fitIntercept: boolean, alpha: number): State | undefined {
  if (data.x.columns > data.x.rows) return undefined;
  const equations = normalEquations(data, fitIntercept);
  const factor = penalisedFactor(equations.normal, alpha);
  if (!factor) return undefined;
  const coefficients = solveCholesky(factor, equations.correlations);
  return { coefficients, intercept: interceptOf(equations, coefficients) };
}

/** From X X^T of a wide problem, or from the SVD. */
function byCenteredProblem(data: RegressionData, fitIntercept: boolean, alpha: number): State {
  const problem = centerProblem(data.x, data.y, data.weights, fitIntercept);
  const { x, y } = problem;
  const factor = x.columns > x.rows ? penalisedFactor(gram(transposeMatrix(x)), alpha) : undefined;
  const coefficients = factor
    ? multiply(x, { data: solveCholesky(factor, y), rows: x.rows, columns: 1 }, { transposeA: true }).data
    : filteredSolution(thinSvd(x), y, (s) => s / (s * s + alpha));
  return { coefficients, intercept: interceptOf(problem, coefficients) };
}

/** The Cholesky factor of normal + alpha I, unless too many digits are lost in it. */
function penalisedFactor(normal: DenseMatrix, alpha: number): DenseMatrix | undefined {
  for (let i = 0; i < normal.rows; i++) normal.data[i * (normal.rows + 1)] += alpha;
  const factor = cholesky(normal);
  return factor && conditionOfCholesky(factor) <= LARGEST_CONDITION ? factor : undefined;
}

interface State {
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

const FORMAT = defineFormat<State>('RidgeModel', { coefficients: vectorField, intercept: numberField });

/** The fitted model of {@link Ridge}. */
export class RidgeModel extends LinearRegressorModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): RidgeModel {
    return new RidgeModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
