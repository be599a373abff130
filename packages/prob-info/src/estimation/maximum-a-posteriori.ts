import { checkSameLength, Got, InvalidArgumentError, warn } from '@ai/core';
import type { ContinuousDistribution } from '../distributions/distribution.js';
import { Laplace } from '../distributions/laplace.js';
import { minimizeLbfgs, type Objective } from './lbfgs.js';
import {
  type LogDensity,
  type MaximumLikelihoodOptions,
  observedErrors,
  readProblem,
  searchOptions,
} from './maximum-likelihood.js';
import { type Box, numericGradient } from './numeric-derivatives.js';

/** A prior: one distribution per parameter, independent, or the log density of all parameters together up to a constant. */
export type Prior = readonly ContinuousDistribution[] | ((parameters: Float64Array) => number);

/** What {@link maximumAPosteriori} finds. */
export interface MaximumAPosterioriResult {
  /** D numbers: the mode of the posterior. */
  readonly parameters: Float64Array;
  /** D standard deviations of Laplace's normal approximation at the mode; NaN for a parameter held at a bound or at a Laplace prior's kink. */
  readonly standardErrors: Float64Array;
  readonly logLikelihood: number;
  /** Of the prior at the mode. */
  readonly logPrior: number;
  /** logLikelihood + logPrior. */
  readonly logPosterior: number;
  readonly iterations: number;
  /** False if the search ended before the gradient was 0; it also warns. */
  readonly converged: boolean;
}

/**
 * The mode of the posterior, likelihood times prior. A Normal prior is L2 regularisation: with normal noise of deviation s, a
 * Normal prior of deviation t gives ridge regression of penalty (s / t)^2. A Laplace prior is L1: with scale b it gives the lasso
 * of penalty s^2 / b on half the squared error, exact zeros included: a parameter with a Laplace prior is searched as
 * location + u - v with u, v >= 0, which makes its kink a smooth bounded problem.
 *
 * @param model log density of one observation
 * @param data observations of any type
 * @param prior one distribution per parameter, or a smooth log density of all
 * @throws InvalidArgumentError as {@link maximumLikelihood}, for a number of priors other than D, or bounds on a parameter with a
 *   Laplace prior in the list
 * @example
 * ```ts
 * import { maximumAPosteriori, Normal } from '@ai/prob-info';
 *
 * const noise = new Normal();
 * const { parameters } = maximumAPosteriori(
 *   ([slope], [x, y]: readonly [number, number]) => noise.logPdf(y - slope * x),
 *   [[1, 2.1], [2, 3.9]],
 *   [new Normal({ standardDeviation: 10 })],
 *   { start: [0] },
 * );
 * ```
 */
export function maximumAPosteriori<Datum>(
  model: LogDensity<Datum>,
  data: ArrayLike<Datum>,
  prior: Prior,
  options: MaximumLikelihoodOptions<Datum>,
): MaximumAPosterioriResult {
  const owner = 'maximumAPosteriori';
  const problem = readProblem(model, data, options, owner);
  const { start, count, box } = problem;
  const size = start.length;
  const priors = typeof prior === 'function' ? undefined : prior;
  if (priors) checkSameLength(size, priors.length, ['start', 'prior'], owner);
  const logPriorOf =
    typeof prior === 'function' ? prior : (x: Float64Array) => prior.reduce((sum, p, i) => sum + p.logDensity(x[i]), 0);
  const kinks = Array.from(start.keys()).flatMap((i) => {
    const one = priors?.[i];
    return one instanceof Laplace ? [{ index: i, ...one.parameters }] : [];
  });
  // the smooth part: everything but the Laplace priors' |x - location| / scale
  const smoothPrior = (x: Float64Array) =>
    priors ? priors.reduce((sum, p, i) => (p instanceof Laplace ? sum : sum + p.logDensity(x[i])), 0) : logPriorOf(x);
  const smooth: Objective = {
    value: (x) => problem.objective.value(x) - smoothPrior(x) / count,
    gradient: (x) => {
      const likelihood = problem.objective.gradient(x);
      const shift = numericGradient(smoothPrior, x, box);
      return shift.map((g, i) => likelihood[i] - g / count);
    },
  };
  const bounded = kinks.find(
    ({ index }) => box && (box.lower[index] > Number.NEGATIVE_INFINITY || box.upper[index] < Number.POSITIVE_INFINITY),
  );
  if (bounded) {
    const side = box && box.lower[bounded.index] > Number.NEGATIVE_INFINITY ? 'lower' : 'upper';
    throw new InvalidArgumentError(
      side,
      owner,
      'not bound a parameter with a Laplace prior',
      new Got(`a bound at index ${bounded.index}`),
    );
  }
  const split = splitKinks(smooth, start, kinks, count, box);
  const result = minimizeLbfgs(split.objective, split.start, searchOptions(options, split.box));
  if (!result.converged) warn(`${owner}: not converged after ${result.iterations} iterations.`);
  const parameters = split.join(result.x);
  const logLikelihood = -count * problem.objective.value(parameters);
  const logPrior = logPriorOf(parameters);
  const atKink = new Set(
    kinks.filter(({ index, location }) => parameters[index] === location).map(({ index }) => index),
  );
  const pinned = {
    lower: parameters.map((value, i) => (atKink.has(i) ? value : (box?.lower[i] ?? Number.NEGATIVE_INFINITY))),
    upper: parameters.map((value, i) => (atKink.has(i) ? value : (box?.upper[i] ?? Number.POSITIVE_INFINITY))),
  };
  const { standardErrors } = observedErrors({ ...problem, box: pinned }, parameters, smooth);
  return {
    parameters,
    standardErrors,
    logLikelihood,
    logPrior,
    logPosterior: logLikelihood + logPrior,
    iterations: result.iterations,
    converged: result.converged,
  };
}

interface Kink {
  readonly index: number;
  readonly location: number;
  readonly scale: number;
}

/** The problem in which each parameter with a kink is location + u - v, u in its place and v appended, both >= 0. */
function splitKinks(
  smooth: Objective,
  start: Float64Array,
  kinks: readonly Kink[],
  count: number,
  box: Box | undefined,
) {
  if (kinks.length === 0) return { objective: smooth, start, box, join: (x: Float64Array) => x };
  const size = start.length;
  const join = (y: Float64Array): Float64Array => {
    const x = y.slice(0, size);
    kinks.forEach(({ index, location }, k) => {
      x[index] = location + y[index] - y[size + k];
    });
    return x;
  };
  const lower = new Float64Array(size + kinks.length).map((_, i) =>
    i < size ? (box?.lower[i] ?? Number.NEGATIVE_INFINITY) : 0,
  );
  const upper = new Float64Array(size + kinks.length).map((_, i) =>
    i < size ? (box?.upper[i] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
  );
  const splitStart = new Float64Array(size + kinks.length);
  splitStart.set(start);
  kinks.forEach(({ index, location }, k) => {
    lower[index] = 0;
    upper[index] = Number.POSITIVE_INFINITY;
    splitStart[index] = Math.max(0, start[index] - location);
    splitStart[size + k] = Math.max(0, location - start[index]);
  });
  const penalty = (y: Float64Array) =>
    kinks.reduce((sum, { index, scale }, k) => sum + (y[index] + y[size + k]) / scale, 0) / count;
  const objective: Objective = {
    value: (y) => smooth.value(join(y)) + penalty(y),
    gradient: (y) => {
      const gradient = new Float64Array(y.length);
      gradient.set(Float64Array.from(smooth.gradient(join(y))));
      kinks.forEach(({ index, scale }, k) => {
        gradient[size + k] = -gradient[index] + 1 / (scale * count);
        gradient[index] += 1 / (scale * count);
      });
      return gradient;
    },
  };
  return { objective, start: splitStart, box: { lower, upper }, join };
}
