import { checkInteger, InvalidArgumentError, type Random } from '@ai/core';
import { Bernoulli } from '../distributions/bernoulli.js';
import { Beta } from '../distributions/beta.js';
import { Binomial } from '../distributions/binomial.js';
import { Categorical } from '../distributions/categorical.js';
import { Dirichlet } from '../distributions/dirichlet.js';
import type { Distribution } from '../distributions/distribution.js';
import { Exponential } from '../distributions/exponential.js';
import { Gamma } from '../distributions/gamma.js';
import { Geometric } from '../distributions/geometric.js';
import { InverseGamma } from '../distributions/inverse-gamma.js';
import { Laplace } from '../distributions/laplace.js';
import { LogNormal } from '../distributions/log-normal.js';
import { MultivariateNormal } from '../distributions/multivariate-normal.js';
import { Normal } from '../distributions/normal.js';
import { Poisson } from '../distributions/poisson.js';
import { Uniform } from '../distributions/uniform.js';
import { Weibull } from '../distributions/weibull.js';
import { digamma } from '../special/digamma.js';
import { log1pMinus } from '../special/elementary.js';
import { logBeta, logGamma, logGamma1p } from '../special/log-gamma.js';
import { klNats } from './measure.js';

const EULER = 0.5772156649015329;

/** x - 1 - log x, >= 0. */
function deviance(ratio: number): number {
  return Math.abs(ratio - 1) < 0.5 ? -log1pMinus(ratio - 1) : ratio - 1 - Math.log(ratio);
}

function normal(m1: number, s1: number, m2: number, s2: number): number {
  return 0.5 * (deviance((s1 / s2) ** 2) + ((m1 - m2) / s2) ** 2);
}

function bernoulli(p: number, q: number): number {
  return klNats([p, 1 - p], [q, 1 - q]);
}

/** Gamma with shapes and the ratio of rates (q's over p's). */
function gamma(a: number, b: number, ratio: number): number {
  return (a - b) * digamma(a) - logGamma(a) + logGamma(b) - b * Math.log(ratio) + a * (ratio - 1);
}

type Pair<D> = (p: D, q: D) => number;
type Family<D> = { readonly prototype: D };

function pairOf<D>(family: Family<D>, divergence: Pair<D>): readonly [Family<unknown>, Pair<never>] {
  return [family, divergence];
}

const CLOSED_FORMS = [
  pairOf(Normal, (p, q) => normal(p.mean, p.standardDeviation, q.mean, q.standardDeviation)),
  pairOf(LogNormal, ({ parameters: p }, { parameters: q }) =>
    normal(p.logMean, p.logStandardDeviation, q.logMean, q.logStandardDeviation),
  ),
  pairOf(MultivariateNormal, multivariateNormal),
  pairOf(Bernoulli, ({ parameters: p }, { parameters: q }) => bernoulli(p.probability, q.probability)),
  pairOf(Binomial, ({ parameters: p }, { parameters: q }) => {
    if (p.trials === q.trials) return p.trials === 0 ? 0 : p.trials * bernoulli(p.probability, q.probability);
    if (p.trials > q.trials && p.probability > 0) return Number.POSITIVE_INFINITY;
    return Number.NaN; // no closed form
  }),
  pairOf(Categorical, ({ parameters: p }, { parameters: q }) => {
    const length = Math.max(p.probabilities.length, q.probabilities.length);
    const padded = (list: readonly number[]) => Array.from({ length }, (_, i) => list[i] ?? 0);
    return klNats(padded(p.probabilities), padded(q.probabilities));
  }),
  pairOf(Poisson, ({ parameters: p }, { parameters: q }) => {
    if (p.rate === 0) return q.rate;
    return q.rate === 0 ? Number.POSITIVE_INFINITY : p.rate * deviance(q.rate / p.rate);
  }),
  pairOf(Geometric, ({ parameters: p }, { parameters: q }) => bernoulli(p.probability, q.probability) / p.probability),
  pairOf(Exponential, ({ parameters: p }, { parameters: q }) => deviance(q.rate / p.rate)),
  pairOf(Gamma, ({ parameters: p }, { parameters: q }) => gamma(p.shape, q.shape, q.rate / p.rate)),
  pairOf(InverseGamma, ({ parameters: p }, { parameters: q }) => gamma(p.shape, q.shape, q.scale / p.scale)),
  pairOf(Beta, ({ parameters: p }, { parameters: q }) => {
    const gain = (p.alpha - q.alpha) * digamma(p.alpha) + (p.beta - q.beta) * digamma(p.beta);
    const total = p.alpha + p.beta;
    return logBeta(q.alpha, q.beta) - logBeta(p.alpha, p.beta) + gain + (q.alpha + q.beta - total) * digamma(total);
  }),
  pairOf(Dirichlet, dirichlet),
  pairOf(Laplace, ({ parameters: p }, { parameters: q }) => {
    const distance = Math.abs(p.location - q.location);
    return Math.log(q.scale / p.scale) + (p.scale * Math.exp(-distance / p.scale) + distance) / q.scale - 1;
  }),
  pairOf(Uniform, ({ parameters: p }, { parameters: q }) =>
    p.low >= q.low && p.high <= q.high ? Math.log((q.high - q.low) / (p.high - p.low)) : Number.POSITIVE_INFINITY,
  ),
  pairOf(Weibull, ({ parameters: p }, { parameters: q }) => {
    const logRatio = Math.log(p.scale / q.scale);
    const power = q.shape / p.shape;
    return (
      Math.log(p.shape / q.shape) -
      q.shape * logRatio +
      ((q.shape - p.shape) * EULER) / p.shape +
      Math.exp(q.shape * logRatio + logGamma1p(power)) -
      1
    );
  }),
];

function multivariateNormal(p: MultivariateNormal, q: MultivariateNormal): number {
  const size = p.mean.length;
  if (q.mean.length !== size)
    throw new InvalidArgumentError('q', 'klBetween', `have ${size} dimensions like p`, q.mean.length);
  let trace = 0;
  for (let j = 0; j < size; j++) {
    const column = Float64Array.from({ length: size }, (_, i) => p.covariance.data[i * size + j]);
    trace += q.solve(column)[j];
  }
  return 0.5 * (trace - size + q.logDeterminant - p.logDeterminant + q.squaredDistance(p.mean));
}

function dirichlet(p: Dirichlet, q: Dirichlet): number {
  const size = p.concentration.length;
  if (q.concentration.length !== size)
    throw new InvalidArgumentError('q', 'klBetween', `have ${size} classes like p`, q.concentration.length);
  const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0);
  const total = sum(p.concentration);
  const expected = p.concentration.map((a) => digamma(a) - digamma(total));
  let value = logGamma(total) - logGamma(sum(q.concentration));
  for (let k = 0; k < size; k++) {
    value +=
      logGamma(q.concentration[k]) -
      logGamma(p.concentration[k]) +
      (p.concentration[k] - q.concentration[k]) * expected[k];
  }
  return value;
}

/**
 * The Kullback-Leibler divergence D(p || q) in nats between two distributions of one family, in closed form: Normal, LogNormal,
 * MultivariateNormal, Bernoulli, Binomial (same trials), Categorical, Poisson, Geometric, Exponential, Gamma, InverseGamma, Beta,
 * Dirichlet, Laplace, Uniform and Weibull. Infinity where p has mass that q has not.
 *
 * @throws InvalidArgumentError for other pairs; {@link klMonteCarlo} estimates those
 * @example
 * ```ts
 * import { klBetween, Normal } from '@ai/prob-info';
 *
 * klBetween(new Normal(), new Normal({ mean: 1 })); // 0.5
 * ```
 */
export function klBetween<D>(p: D, q: D): number {
  for (const [family, divergence] of CLOSED_FORMS) {
    const isMember = (value: unknown) =>
      Object.prototype.isPrototypeOf.call(family.prototype as object, value as object);
    if (!isMember(p) || !isMember(q)) continue;
    const value = (divergence as Pair<D>)(p, q);
    if (!Number.isNaN(value)) return Math.max(0, value);
  }
  throw new InvalidArgumentError(
    'q',
    'klBetween',
    'be of a family, with p, that has a closed form (else use klMonteCarlo)',
    q,
  );
}

/** An estimate with its error. */
export interface Estimate {
  readonly value: number;
  /** Standard deviation of the estimate. */
  readonly standardError: number;
}

/**
 * D(p || q) in nats between any two distributions of one variable, as the mean of log p - log q over draws from p; Infinity as
 * soon as a draw has density 0 under q.
 *
 * @param options.samples an integer >= 2. @default 10000
 * @throws InvalidArgumentError for other samples, or a continuous p with a discrete q
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { klMonteCarlo, Laplace, Normal } from '@ai/prob-info';
 *
 * const { value, standardError } = klMonteCarlo(new Normal(), new Laplace(), new Random(1));
 * ```
 */
export function klMonteCarlo(
  p: Distribution,
  q: Distribution,
  random: Random,
  options: { readonly samples?: number } = {},
): Estimate {
  const samples = checkInteger(options.samples ?? 10_000, 'samples', 'klMonteCarlo', { min: 2 });
  if (p.support.integer !== q.support.integer) {
    throw new InvalidArgumentError('q', 'klMonteCarlo', 'be continuous or discrete as p is', q);
  }
  let mean = 0;
  let squares = 0;
  for (let n = 1; n <= samples; n++) {
    const x = p.sample(random);
    const term = p.logDensity(x) - q.logDensity(x);
    if (term === Number.POSITIVE_INFINITY) return { value: term, standardError: 0 };
    const step = term - mean;
    mean += step / n;
    squares += step * (term - mean);
  }
  return { value: mean, standardError: Math.sqrt(squares / (samples - 1) / samples) };
}
