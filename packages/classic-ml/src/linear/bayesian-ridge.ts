import { type Column, checkBoolean, checkInteger, checkNumber, type DenseMatrix, type Rows, warn } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import type { FitOptions, Regressor, SavedModel } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { booleanField, countField, defineFormat, matrixField, numberField, vectorField } from '../saving/format.js';
import { columnMoments } from '../statistics/column-moments.js';
import { centerProblem, interceptOf } from './centering.js';
import { LinearRegressorModel, readRegression } from './linear-model.js';
import { filteredSolution, thinSvd } from './svd.js';

const OWNER = 'BayesianRidge';

/** Options of {@link BayesianRidge}. */
export interface BayesianRidgeOptions {
  /** Fit a constant term, which has a flat prior. @default true */
  readonly fitIntercept?: boolean;
  /** Shape of the gamma priors on both precisions, >= 0. @default 1e-6 */
  readonly priorShape?: number;
  /** Rate of the gamma priors on both precisions, >= 0. @default 1e-6 */
  readonly priorRate?: number;
  /** @default 300 */
  readonly maxIterations?: number;
  /** Stop when the coefficients change by less in total. @default 1e-3 */
  readonly tolerance?: number;
}

/**
 * Bayesian linear regression: y ~ N(X b + c, 1/alpha) with the prior b ~ N(0, 1/lambda). Both precisions are found by maximising the
 * evidence (MacKay, 1992); the coefficients are then the mean of the posterior, which is also its maximum (MAP): ridge regression
 * with the penalty lambda / alpha, chosen by the data.
 *
 * @example
 * ```ts
 * import { BayesianRidge } from '@ai/classic-ml';
 *
 * const model = new BayesianRidge().fit([[0], [1], [2], [3]], [0.1, 0.9, 2.1, 3]);
 * model.penalty;                                  // lambda / alpha
 * const { standardDeviations } = model.predictWithDeviation([[1.5], [30]]); // the second is less certain
 * ```
 */
export class BayesianRidge implements Regressor<BayesianRidgeModel> {
  readonly task = 'regression';

  constructor(readonly options: BayesianRidgeOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): BayesianRidgeModel {
    const { fitIntercept = true, priorShape = 1e-6, priorRate = 1e-6 } = this.options;
    const { maxIterations = 300, tolerance = 1e-3 } = this.options;
    checkBoolean(fitIntercept, 'fitIntercept', OWNER);
    checkNumber(priorShape, 'priorShape', OWNER, { min: 0 });
    checkNumber(priorRate, 'priorRate', OWNER, { min: 0 });
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    checkNumber(tolerance, 'tolerance', OWNER, { above: 0 });
    const data = readRegression(x, y, options, OWNER);
    const problem = centerProblem(data.x, data.y, data.weights, fitIntercept);
    const count = data.weights ? data.weights.reduce((a, b) => a + b, 0) : data.x.rows;
    const svd = thinSvd(problem.x);
    const squares = svd.s.map((s) => s * s);
    const [variance] = columnMoments({ data: data.y, rows: data.y.length, columns: 1 }, data.weights).variances;
    let noise = 1 / (variance + Number.EPSILON);
    let weight = 1;
    const solve = (): Float64Array => filteredSolution(svd, problem.y, (s) => s / (s * s + weight / noise));
    let coefficients = new Float64Array(data.x.columns);
    let iterations = 0;
    let converged = false;
    while (iterations < maxIterations && !converged) {
      iterations++;
      const next = solve();
      const residual = squaredResidual(problem.x, problem.y, next);
      // the number of coefficients that the data determine
      const determined = squares.reduce((sum, square) => sum + (noise * square) / (weight + noise * square), 0);
      weight = (determined + 2 * priorShape) / (next.reduce((sum, b) => sum + b * b, 0) + 2 * priorRate);
      noise = (count - determined + 2 * priorShape) / (residual + 2 * priorRate);
      const change = next.reduce((sum, b, j) => sum + Math.abs(b - coefficients[j]), 0);
      converged = iterations > 1 && change < tolerance;
      coefficients = next as Float64Array<ArrayBuffer>;
    }
    if (!converged) warn(`${OWNER} has not converged in ${iterations} iterations.`);
    coefficients = solve() as Float64Array<ArrayBuffer>;
    return new BayesianRidgeModel({
      coefficients,
      intercept: interceptOf(problem, coefficients),
      noisePrecision: noise,
      weightPrecision: weight,
      covariance: posteriorCovariance(svd.vt, squares, noise, weight),
      featureMeans: problem.xMeans,
      iterations,
      converged,
    });
  }
}

function squaredResidual(x: DenseMatrix, y: Float64Array, coefficients: Float64Array): number {
  const { data } = multiply(x, { data: coefficients, rows: x.columns, columns: 1 });
  return data.reduce((sum, value, i) => sum + (y[i] - value) ** 2, 0);
}

/** (alpha X^T X + lambda I)^-1, directions without data included. */
function posteriorCovariance(vt: DenseMatrix, squares: Float64Array, noise: number, weight: number): DenseMatrix {
  const scaled = vt.data.map((value, o) => {
    const square = squares[Math.floor(o / vt.columns)];
    return value * ((noise * square) / (weight + noise * square));
  });
  const covariance = multiply(vt, { ...vt, data: scaled }, { transposeA: true });
  const { data, rows } = covariance;
  for (let o = 0; o < data.length; o++) data[o] = ((o % (rows + 1) === 0 ? 1 : 0) - data[o]) / weight;
  return covariance;
}

interface State {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly noisePrecision: number;
  readonly weightPrecision: number;
  readonly covariance: DenseMatrix;
  readonly featureMeans: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

const FORMAT = defineFormat<State>(
  'BayesianRidgeModel',
  {
    coefficients: vectorField,
    intercept: numberField,
    noisePrecision: numberField,
    weightPrecision: numberField,
    covariance: matrixField,
    featureMeans: vectorField,
    iterations: countField,
    converged: booleanField,
  },
  ({ coefficients, covariance, featureMeans }) =>
    (covariance.rows !== coefficients.length || featureMeans.length !== coefficients.length) &&
    `'covariance' must fit 'coefficients'`,
);

/** The fitted model of {@link BayesianRidge}. */
export class BayesianRidgeModel extends LinearRegressorModel {
  protected readonly owner = OWNER;
  /** alpha: one over the variance of the noise. */
  readonly noisePrecision: number;
  /** lambda: one over the variance of the prior of the coefficients. */
  readonly weightPrecision: number;
  /** D x D: covariance of the posterior of the coefficients. */
  readonly covariance: DenseMatrix;
  /** D means of the features, 0 without an intercept. */
  readonly featureMeans: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;

  constructor(state: State) {
    super(state);
    this.noisePrecision = state.noisePrecision;
    this.weightPrecision = state.weightPrecision;
    this.covariance = state.covariance;
    this.featureMeans = state.featureMeans;
    this.iterations = state.iterations;
    this.converged = state.converged;
  }

  /** The ridge penalty whose solution is the maximum of the posterior: lambda / alpha. */
  get penalty(): number {
    return this.weightPrecision / this.noisePrecision;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): BayesianRidgeModel {
    return new BayesianRidgeModel(FORMAT.read(document));
  }

  /** Mean and standard deviation of the predictive distribution. @param x Q x D @returns Q of each */
  predictWithDeviation(x: Rows): { means: Float64Array; standardDeviations: Float64Array } {
    const matrix = readFeatures(x, OWNER, this.numFeatures);
    const centered = { ...matrix, data: matrix.data.map((value, o) => value - this.featureMeans[o % matrix.columns]) };
    const spread = multiply(centered, this.covariance);
    const variances = new Float64Array(matrix.rows).fill(1 / this.noisePrecision);
    for (let o = 0; o < spread.data.length; o++) {
      variances[Math.floor(o / matrix.columns)] += spread.data[o] * centered.data[o];
    }
    return { means: this.predict(matrix), standardDeviations: variances.map(Math.sqrt) };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
