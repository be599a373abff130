import { type Column, checkBoolean, checkInteger, checkNumber, type Rows, warn } from '@ai/core';
import type { FitOptions, Regressor, SavedModel } from '../estimator.js';
import { booleanField, countField, defineFormat, numberField, vectorField } from '../saving/format.js';
import { interceptOf } from './centering.js';
import { ElasticNetProblem } from './coordinate-descent.js';
import { LinearRegressorModel, type RegressionData, readRegression } from './linear-model.js';

const OWNER = 'ElasticNet';

/** Options of {@link ElasticNet} that {@link Lasso} shares. */
export interface LassoOptions {
  /** Strength of the penalty, > 0 (use `LinearRegression` for 0). @default 1 */
  readonly alpha?: number;
  /** Fit a constant term, which is not penalised. @default true */
  readonly fitIntercept?: boolean;
  /** Allow only coefficients >= 0. @default false */
  readonly positive?: boolean;
  /** Passes over the coordinates. @default 1000 */
  readonly maxIterations?: number;
  /** Stop when the duality gap is below this share of |y|^2. @default 1e-4 */
  readonly tolerance?: number;
}

/** Options of {@link ElasticNet}. */
export interface ElasticNetOptions extends LassoOptions {
  /** Share of the L1 penalty: 1 is the lasso, 0 is ridge. @default 0.5 */
  readonly l1Ratio?: number;
}

/**
 * Least squares with L1 and L2 penalties (Zou and Hastie, 2005): minimises
 * 1/(2 W) sum w (y - X b - c)^2 + alpha l1Ratio |b|_1 + alpha (1 - l1Ratio)/2 |b|^2, W = sum w, by coordinate descent with a
 * duality gap as the measure of convergence. Coefficients that are exactly 0 select features.
 *
 * @example
 * ```ts
 * import { ElasticNet } from '@ai/classic-ml';
 *
 * const model = new ElasticNet({ alpha: 0.1, l1Ratio: 0.9 }).fit([[-1, 0], [0, 1], [1, 0], [0, -1]], [-3, 0, 3, 0]);
 * model.selected(); // [0]: the second feature is left out
 * ```
 */
export class ElasticNet implements Regressor<ElasticNetModel> {
  readonly task = 'regression';

  constructor(readonly options: ElasticNetOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): ElasticNetModel {
    const settings = readElasticNetOptions(this.options, OWNER);
    return new ElasticNetModel(solveElasticNet(readRegression(x, y, options, OWNER), settings, OWNER));
  }
}

/** Options with their defaults. */
export type ElasticNetSettings = Required<ElasticNetOptions>;

/** @throws InvalidArgumentError for options out of range */
export function readElasticNetOptions(options: ElasticNetOptions, owner: string): ElasticNetSettings {
  const { alpha = 1, l1Ratio = 0.5, fitIntercept = true, positive = false } = options;
  const { maxIterations = 1000, tolerance = 1e-4 } = options;
  checkNumber(alpha, 'alpha', owner, { above: 0 });
  checkNumber(l1Ratio, 'l1Ratio', owner, { min: 0, max: 1 });
  checkBoolean(fitIntercept, 'fitIntercept', owner);
  checkBoolean(positive, 'positive', owner);
  checkInteger(maxIterations, 'maxIterations', owner, { min: 1 });
  checkNumber(tolerance, 'tolerance', owner, { min: 0 });
  return { alpha, l1Ratio, fitIntercept, positive, maxIterations, tolerance };
}

/** What a fit of {@link ElasticNet} or {@link Lasso} finds. */
export interface ElasticNetState {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly dualityGap: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** One fit from zero. */
export function solveElasticNet(data: RegressionData, settings: ElasticNetSettings, owner: string): ElasticNetState {
  const { alpha, l1Ratio, positive, maxIterations, tolerance } = settings;
  const scale = totalWeight(data);
  const solver = new ElasticNetProblem(data, settings.fitIntercept);
  const b = new Float64Array(data.x.columns);
  const penalty = alpha * scale;
  const found = solver.solve(b, penalty * l1Ratio, penalty * (1 - l1Ratio), positive, maxIterations, tolerance);
  if (!found.converged)
    warn(`${owner} has not converged in ${found.iterations} iterations (gap ${found.gap / scale}).`);
  return {
    coefficients: b,
    intercept: interceptOf(solver, b),
    dualityGap: found.gap / scale,
    iterations: found.iterations,
    converged: found.converged,
  };
}

/** Sum of the weights. */
export function totalWeight({ x, weights }: RegressionData): number {
  return weights ? weights.reduce((a, b) => a + b, 0) : x.rows;
}

/** What is saved of a sparse linear model. */
export const SPARSE_FIELDS = {
  coefficients: vectorField,
  intercept: numberField,
  dualityGap: numberField,
  iterations: countField,
  converged: booleanField,
};

/** A fitted sparse linear model. */
export abstract class SparseLinearModel extends LinearRegressorModel {
  /** Primal minus dual objective: how far the objective can be from its minimum. */
  readonly dualityGap: number;
  readonly iterations: number;
  readonly converged: boolean;

  constructor(state: ElasticNetState) {
    super(state);
    this.dualityGap = state.dualityGap;
    this.iterations = state.iterations;
    this.converged = state.converged;
  }

  /** Indices of the features whose coefficient is not 0. */
  selected(): Int32Array {
    return Int32Array.from(this.coefficients.keys()).filter((j) => this.coefficients[j] !== 0);
  }
}

const ELASTIC_NET = defineFormat<ElasticNetState>('ElasticNetModel', SPARSE_FIELDS);

/** The fitted model of {@link ElasticNet}. */
export class ElasticNetModel extends SparseLinearModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): ElasticNetModel {
    return new ElasticNetModel(ELASTIC_NET.read(document));
  }

  toJSON(): SavedModel {
    return ELASTIC_NET.write(this);
  }
}
