import { warn } from '@ai/core';
import { minimizeLbfgs } from '../estimation/lbfgs.js';
import { numericGradient, numericHessian } from '../estimation/numeric-derivatives.js';
import { invertPositiveDefinite } from '../estimation/solve.js';
import type { Distribution } from './distribution.js';
import { type Fit, fitted, type Sample } from './fit.js';

/** A parameter to fit: its name, its start, and whether it must stay positive (then its logarithm is what is varied). */
export interface FreeParameter {
  readonly name: string;
  readonly start: number;
  readonly positive: boolean;
}

/** A change of units under which a location-scale family is fitted: (x - location) / scale. */
export interface Units {
  readonly location: number;
  readonly scale: number;
}

/**
 * Maximum likelihood where no closed form exists: L-BFGS over log or plain parameters; standard errors from the observed
 * information (numeric Hessian of the log-likelihood in the parameters themselves).
 *
 * @param units the parameters named 'location' and 'scale' are fitted in these units of the data, so that convergence does not depend
 *   on the data's own
 */
export function fitNumerically<D extends Distribution>(
  create: (parameters: readonly number[]) => D,
  free: readonly FreeParameter[],
  sample: Sample,
  owner: string,
  { location, scale }: Units = { location: 0, scale: 1 },
): Fit<D> {
  const natural = (x: ArrayLike<number>) => free.map(({ positive }, i) => (positive ? Math.exp(x[i]) : x[i]));
  const meanLoss = (parameters: readonly number[]): number => {
    if (!parameters.every((value, i) => Number.isFinite(value) && (!free[i].positive || value > 0)))
      return Number.POSITIVE_INFINITY;
    const distribution = create(parameters);
    return -sample.mean((x) => distribution.logDensity((x - location) / scale));
  };
  const value = (x: Float64Array) => meanLoss(natural(x));
  const start = free.map(({ start, positive }) => (positive ? Math.log(start) : start));
  const result = minimizeLbfgs({ value, gradient: (x) => numericGradient(value, x) }, start, {
    gradientTolerance: 1e-9,
  });
  if (!result.converged) warn(`${owner}: the likelihood was not maximised within ${result.iterations} iterations.`);
  const parameters = natural(result.x);
  const information = numericHessian((x) => sample.count * meanLoss(Array.from(x)), parameters);
  const covariance = invertPositiveDefinite(information);
  const unit = (name: string) => (name === 'location' || name === 'scale' ? scale : 1);
  const errors = free.map(
    ({ name }, i) => [name, covariance ? unit(name) * Math.sqrt(covariance[i][i]) : Number.NaN] as const,
  );
  const inUnits = parameters.map(
    (value, i) => value * unit(free[i].name) + (free[i].name === 'location' ? location : 0),
  );
  return fitted(create(inUnits), sample, Object.fromEntries(errors));
}
