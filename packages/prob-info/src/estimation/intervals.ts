import {
  type Column,
  checkInteger,
  checkNumber,
  checkOneOf,
  Got,
  InvalidArgumentError,
  Random,
  toVector,
} from '@ai/core';
import { normalCdf, normalQuantile } from '../special/normal.js';
import { quantiles } from '../statistics/quantiles.js';
import { minimizeLbfgs } from './lbfgs.js';
import {
  type LogDensity,
  type MaximumLikelihoodOptions,
  type MaximumLikelihoodResult,
  readProblem,
  searchOptions,
} from './maximum-likelihood.js';

/** An interval estimate. */
export type Interval = readonly [lower: number, upper: number];

/**
 * Wald's interval: estimate -+ z standard errors.
 *
 * @param level the coverage it has for large samples. @default 0.95
 * @throws InvalidArgumentError unless 0 < level < 1
 * @example
 * ```ts
 * import { waldInterval } from '@ai/prob-info';
 *
 * waldInterval(2, 0.5); // [1.02, 2.98]
 * ```
 */
export function waldInterval(estimate: number, standardError: number, level = 0.95): Interval {
  checkNumber(level, 'level', 'waldInterval', { above: 0, below: 1 });
  const reach = normalQuantile(0.5 + 0.5 * level) * standardError;
  return [estimate - reach, estimate + reach];
}

/**
 * The profile likelihood interval of one parameter: where the log-likelihood, maximised over all others, stays within half the
 * chi-squared quantile of its maximum. Unlike Wald's it does not depend on how the model is parametrised; -Infinity or Infinity (or
 * the bound) where the likelihood never falls that far.
 *
 * @param fit the maximum, of the same model, data and options
 * @param index which parameter
 * @param level @default 0.95
 * @throws InvalidArgumentError as {@link maximumLikelihood}, for an index out of range or unless 0 < level < 1
 * @example
 * ```ts
 * import { maximumLikelihood, profileInterval } from '@ai/prob-info';
 *
 * const model = ([rate]: Float64Array, x: number) => Math.log(rate) - rate * x;
 * const data = [0.4, 1.1, 0.7];
 * const options = { start: [1], lower: [1e-9] };
 * profileInterval(model, data, options, maximumLikelihood(model, data, options), 0);
 * ```
 */
export function profileInterval<Datum>(
  model: LogDensity<Datum>,
  data: ArrayLike<Datum>,
  options: MaximumLikelihoodOptions<Datum>,
  fit: MaximumLikelihoodResult,
  index: number,
  level = 0.95,
): Interval {
  const owner = 'profileInterval';
  const problem = readProblem(model, data, options, owner);
  const size = problem.start.length;
  checkInteger(index, 'index', owner, { min: 0, max: size - 1 });
  checkNumber(level, 'level', owner, { above: 0, below: 1 });
  const lower = problem.box
    ? Float64Array.from(problem.box.lower)
    : new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const upper = problem.box
    ? Float64Array.from(problem.box.upper)
    : new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const allowed = 0.5 * normalQuantile(0.5 + 0.5 * level) ** 2;
  /** How far the profile lies below the maximum at a value, less what is allowed. */
  const excess = (value: number, from: Float64Array): { gap: number; at: Float64Array } => {
    const start = Float64Array.from(from);
    start[index] = value;
    if (size === 1)
      return { gap: fit.logLikelihood + problem.count * problem.objective.value(start) - allowed, at: start };
    const pinned = {
      lower: lower.map((b, i) => (i === index ? value : b)),
      upper: upper.map((b, i) => (i === index ? value : b)),
    };
    if (!Number.isFinite(problem.objective.value(start))) return { gap: Number.POSITIVE_INFINITY, at: from };
    const { x, value: loss } = minimizeLbfgs(problem.objective, start, searchOptions(options, pinned));
    return { gap: fit.logLikelihood + problem.count * loss - allowed, at: x };
  };
  const side = (direction: -1 | 1): number => {
    const bound = direction < 0 ? lower[index] : upper[index];
    const error = fit.standardErrors[index];
    let step = Number.isFinite(error) && error > 0 ? error : 0.1 * Math.max(1, Math.abs(fit.parameters[index]));
    let inside = fit.parameters[index];
    let at = fit.parameters;
    for (let tries = 0; tries < 60; tries++) {
      const value = direction < 0 ? Math.max(bound, inside - step) : Math.min(bound, inside + step);
      const trial = excess(value, at);
      if (trial.gap > 0) return bisect((v) => excess(v, at).gap, inside, value);
      if (value === bound) return bound;
      inside = value;
      at = trial.at;
      step *= 1.6;
    }
    return direction * Number.POSITIVE_INFINITY;
  };
  return [side(-1), side(1)];
}

/** The root of a function below 0 at `inside` and above at `outside`: secant steps kept within the bracket (Illinois method). */
function bisect(f: (x: number) => number, inside: number, outside: number): number {
  let a = inside;
  let b = outside;
  let fa = f(a);
  let fb = f(b);
  for (let i = 0; i < 100 && Math.abs(b - a) > 1e-10 * Math.max(1e-3, Math.abs(a), Math.abs(b)); i++) {
    const secant = b - (fb * (b - a)) / (fb - fa);
    const x = Number.isFinite(secant) && Math.min(a, b) < secant && secant < Math.max(a, b) ? secant : 0.5 * (a + b);
    const fx = f(x);
    if (fx === 0) return x;
    if (fx > 0 === fb > 0) {
      b = x;
      fb = fx;
      fa *= 0.5;
    } else {
      a = b;
      fa = fb;
      b = x;
      fb = fx;
    }
  }
  return b;
}

const METHODS = ['percentile', 'basic', 'bca'] as const;

/** Options of {@link bootstrapInterval}. */
export interface BootstrapOptions {
  /** Any safe integer. */
  readonly seed: number;
  /** @default 0.95 */
  readonly level?: number;
  /** Samples drawn with replacement, an integer >= 2. @default 2000 */
  readonly resamples?: number;
  /**
   * Quantiles of the resampled statistic as they are (percentile), mirrored at the estimate (basic), or corrected for bias and
   * skewness (bca; Efron, JASA 82, 1987). @default 'bca'
   */
  readonly method?: 'percentile' | 'basic' | 'bca';
}

/** What {@link bootstrapInterval} finds. */
export interface BootstrapResult {
  readonly interval: Interval;
  /** The statistic of the data. */
  readonly estimate: number;
  /** Standard deviation of the resampled statistic. */
  readonly standardError: number;
}

/**
 * The bootstrap interval of any statistic of a sample.
 *
 * @throws InvalidArgumentError for NaN or infinities in the values, a statistic that is not finite, or options out of range
 * @example
 * ```ts
 * import { bootstrapInterval, median } from '@ai/prob-info';
 *
 * bootstrapInterval([3.1, 4.7, 2.2, 8.0, 4.4], median, { seed: 1 }).interval;
 * ```
 */
export function bootstrapInterval(
  values: Column,
  statistic: (values: Float64Array) => number,
  options: BootstrapOptions,
): BootstrapResult {
  const owner = 'bootstrapInterval';
  const data = toVector(values, 'values', owner);
  const level = checkNumber(options.level ?? 0.95, 'level', owner, { above: 0, below: 1 });
  const resamples = checkInteger(options.resamples ?? 2000, 'resamples', owner, { min: 2 });
  const method = checkOneOf(options.method ?? 'bca', 'method', owner, METHODS);
  const random = new Random(options.seed);
  const evaluate = (sample: Float64Array): number => {
    const value = statistic(sample);
    if (!Number.isFinite(value))
      throw new InvalidArgumentError('statistic', owner, 'be finite on every resample', new Got(`${value}`));
    return value;
  };
  const estimate = evaluate(Float64Array.from(data));
  const sample = new Float64Array(data.length);
  const draws = Float64Array.from({ length: resamples }, () => {
    for (let i = 0; i < sample.length; i++) sample[i] = data[random.integer(0, data.length)];
    return evaluate(sample);
  });
  const mean = draws.reduce((sum, x) => sum + x, 0) / resamples;
  const standardError = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (resamples - 1));
  const outside = 0.5 * (1 - level);
  const levels = method === 'bca' ? correctedLevels(data, evaluate, draws, estimate, outside) : [outside, 1 - outside];
  const [low, high] = quantiles(draws, levels);
  return {
    interval: method === 'basic' ? [2 * estimate - high, 2 * estimate - low] : [low, high],
    estimate,
    standardError,
  };
}

function correctedLevels(
  data: Float64Array,
  statistic: (values: Float64Array) => number,
  draws: Float64Array,
  estimate: number,
  outside: number,
): [number, number] {
  const below = draws.reduce((sum, x) => sum + (x < estimate ? 1 : x === estimate ? 0.5 : 0), 0) / draws.length;
  const bias = normalQuantile(Math.min(1 - 0.5 / draws.length, Math.max(0.5 / draws.length, below)));
  const left =
    data.length > 1
      ? Float64Array.from(data, (_, i) => statistic(data.filter((__, j) => j !== i)))
      : Float64Array.of(estimate);
  const mean = left.reduce((sum, x) => sum + x, 0) / left.length;
  const squares = left.reduce((sum, x) => sum + (mean - x) ** 2, 0);
  const acceleration = squares > 0 ? left.reduce((sum, x) => sum + (mean - x) ** 3, 0) / (6 * squares ** 1.5) : 0;
  const corrected = (p: number) => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  return [corrected(outside), corrected(1 - outside)];
}
