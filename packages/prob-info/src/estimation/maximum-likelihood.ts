import { type Column, checkSameLength, Got, InvalidArgumentError, warn } from '@ai/core';
import { readWeights } from '../distributions/fit.js';
import { minimizeLbfgs, type Objective } from './lbfgs.js';
import { type Box, numericGradient, numericHessian } from './numeric-derivatives.js';
import { invertPositiveDefinite } from './solve.js';

/**
 * A model for {@link maximumLikelihood}: the log density (or log probability) of one observation under the parameters, -Infinity
 * where it is impossible.
 */
export type LogDensity<Datum> = (parameters: Float64Array, datum: Datum) => number;

/** Options of {@link maximumLikelihood}. */
export interface MaximumLikelihoodOptions<Datum> {
  /** D numbers where the search starts, of finite likelihood. */
  readonly start: readonly number[] | Float64Array;
  /** D lower bounds (inclusive), -Infinity where there is none. @default unbounded */
  readonly lower?: readonly number[] | Float64Array;
  /** D upper bounds (inclusive), Infinity where there is none. @default unbounded */
  readonly upper?: readonly number[] | Float64Array;
  /**
   * D derivatives of one observation's log density by the parameters: analytic, or from the tape by {@link tapeGradient}.
   * @default central differences of the whole log-likelihood
   */
  readonly gradient?: (parameters: Float64Array, datum: Datum) => ArrayLike<number>;
  /** One weight >= 0 per observation. @default every observation once */
  readonly weights?: Column;
  /** @default 500 */
  readonly maxIterations?: number;
  /** Largest component of the mean log-likelihood's gradient that counts as 0. @default 1e-8 */
  readonly gradientTolerance?: number;
}

/** What {@link maximumLikelihood} finds. */
export interface MaximumLikelihoodResult {
  /** D numbers. */
  readonly parameters: Float64Array;
  /**
   * D standard errors from the observed information; NaN for a parameter held at a bound, and for all where the information is not
   * positive definite (parameters that the data do not tell apart).
   */
  readonly standardErrors: Float64Array;
  /** D x D inverse of the observed information, in rows; NaN as the standard errors. */
  readonly covariance: readonly Float64Array[];
  readonly logLikelihood: number;
  /** Akaike's criterion, 2 D - 2 logLikelihood. */
  readonly aic: number;
  /** Schwarz's criterion, D log n - 2 logLikelihood. */
  readonly bic: number;
  /** Observations, or the sum of their weights. */
  readonly count: number;
  readonly iterations: number;
  /** False if the search ended before the gradient was 0; it also warns. */
  readonly converged: boolean;
}

/**
 * Maximum likelihood for any log density of parameters, by L-BFGS ({@link minimizeLbfgs}) with strong Wolfe steps, or projected
 * Armijo steps where there are bounds.
 *
 * @param model log density of one observation
 * @param data observations of any type: numbers, rows, [x, y] pairs, ...
 * @throws InvalidArgumentError for no data, bounds or weights that do not fit, or a start without finite likelihood
 * @example
 * ```ts
 * import { maximumLikelihood, Normal } from '@ai/prob-info';
 *
 * const model = ([mean, deviation]: Float64Array, x: number) => new Normal({ mean, standardDeviation: deviation }).logPdf(x);
 * const { parameters, standardErrors } = maximumLikelihood(model, [1.2, 0.8, 1.9, 1.1], {
 *   start: [0, 1],
 *   lower: [-Infinity, 1e-6],
 * });
 * ```
 */
export function maximumLikelihood<Datum>(
  model: LogDensity<Datum>,
  data: ArrayLike<Datum>,
  options: MaximumLikelihoodOptions<Datum>,
): MaximumLikelihoodResult {
  const owner = 'maximumLikelihood';
  const problem = readProblem(model, data, options, owner);
  const result = minimizeLbfgs(problem.objective, problem.start, searchOptions(options, problem.box));
  if (!result.converged) warn(`${owner}: not converged after ${result.iterations} iterations.`);
  const { count } = problem;
  const logLikelihood = -count * result.value;
  const size = result.x.length;
  const { covariance, standardErrors } = observedErrors(problem, result.x, problem.objective);
  return {
    parameters: result.x,
    standardErrors,
    covariance,
    logLikelihood,
    aic: 2 * size - 2 * logLikelihood,
    bic: size * Math.log(count) - 2 * logLikelihood,
    count,
    iterations: result.iterations,
    converged: result.converged,
  };
}

/** A checked problem: the mean negative log-likelihood to be minimised within a box. */
export interface LikelihoodProblem {
  readonly objective: Objective;
  readonly start: Float64Array;
  readonly box: Box | undefined;
  readonly count: number;
  readonly hasGradient: boolean;
}

/** The options of the search that estimators share. */
export function searchOptions(
  options: { readonly maxIterations?: number; readonly gradientTolerance?: number },
  bounds: Box | undefined,
) {
  return { bounds, maxIterations: options.maxIterations ?? 500, gradientTolerance: options.gradientTolerance ?? 1e-8 };
}

/** Checks the arguments that estimators share. */
export function readProblem<Datum>(
  model: LogDensity<Datum>,
  data: ArrayLike<Datum>,
  options: MaximumLikelihoodOptions<Datum>,
  owner: string,
): LikelihoodProblem {
  if (!(data.length >= 1)) throw new InvalidArgumentError('data', owner, 'hold at least one observation', data);
  const start = Float64Array.from(options.start);
  const bound = (list: ArrayLike<number> | undefined, name: string, none: number): Float64Array => {
    if (!list) return new Float64Array(start.length).fill(none);
    checkSameLength(start.length, list.length, ['start', name], owner);
    return Float64Array.from(list);
  };
  const lower = bound(options.lower, 'lower', Number.NEGATIVE_INFINITY);
  const upper = bound(options.upper, 'upper', Number.POSITIVE_INFINITY);
  const bad = start.findIndex((value, i) => !(lower[i] <= value && value <= upper[i]));
  if (bad >= 0 || start.length === 0) {
    const got =
      start.length === 0
        ? new Got('no numbers')
        : new Got(`${start[bad]} at index ${bad}, bounds [${lower[bad]}, ${upper[bad]}]`);
    throw new InvalidArgumentError('start', owner, 'hold numbers within the bounds', got);
  }
  const weights = options.weights === undefined ? undefined : readWeights(options.weights, data.length, owner);
  const count = weights ? weights.reduce((sum, w) => sum + w, 0) : data.length;
  const value = (parameters: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < data.length; i++) {
      const weight = weights ? weights[i] : 1;
      if (weight > 0) sum += weight * model(parameters, data[i]);
    }
    return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : -sum / count;
  };
  if (!Number.isFinite(value(start)))
    throw new InvalidArgumentError('start', owner, 'have a finite likelihood', new Got(`[${start.join(', ')}]`));
  const box = options.lower || options.upper ? { lower, upper } : undefined;
  const each = options.gradient;
  const gradient = each
    ? (parameters: Float64Array): Float64Array => {
        const sum = new Float64Array(start.length);
        for (let i = 0; i < data.length; i++) {
          const weight = weights ? weights[i] : 1;
          if (weight === 0) continue;
          const part = each(parameters, data[i]);
          for (let d = 0; d < sum.length; d++) sum[d] -= (weight * part[d]) / count;
        }
        return sum;
      }
    : (parameters: Float64Array) => numericGradient(value, parameters, box);
  return { objective: { value, gradient }, start, box, count, hasGradient: each !== undefined };
}

/** Standard errors from the Hessian of count x objective over the parameters that are not held at a bound. */
export function observedErrors({ box, count, hasGradient }: LikelihoodProblem, x: Float64Array, objective: Objective) {
  const free = Array.from(x.keys()).filter((i) => !box || (x[i] > box.lower[i] && x[i] < box.upper[i]));
  const full = (part: ArrayLike<number>): Float64Array => {
    const point = Float64Array.from(x);
    free.forEach((i, k) => {
      point[i] = part[k];
    });
    return point;
  };
  const part = free.map((i) => x[i]);
  const gradient = (p: Float64Array) => {
    const whole = objective.gradient(full(p));
    return free.map((i) => count * whole[i]);
  };
  const information = numericHessian(
    (p) => count * objective.value(full(p)),
    part,
    hasGradient ? gradient : undefined,
    box && { lower: free.map((i) => box.lower[i]), upper: free.map((i) => box.upper[i]) },
  );
  const inverse = free.length > 0 ? invertPositiveDefinite(information) : undefined;
  const covariance = Array.from(x, () => new Float64Array(x.length).fill(Number.NaN));
  if (inverse) {
    for (let a = 0; a < free.length; a++)
      for (let b = 0; b < free.length; b++) covariance[free[a]][free[b]] = inverse[a][b];
  }
  return { covariance, standardErrors: Float64Array.from(x, (_, i) => Math.sqrt(covariance[i][i])) };
}
