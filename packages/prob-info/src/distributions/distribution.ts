import { checkInteger, checkNumber, InvalidArgumentError, type Random } from '@ai/core';

/** Where a distribution has mass: [lower, upper], on the integers only or on all reals. */
export interface Support {
  readonly lower: number;
  readonly upper: number;
  readonly integer: boolean;
}

/** All real numbers. */
export const REAL_LINE: Support = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY, integer: false };
/** All real numbers >= 0. */
export const HALF_LINE: Support = { lower: 0, upper: Number.POSITIVE_INFINITY, integer: false };
/** The integers >= 0. */
export const COUNTS: Support = { lower: 0, upper: Number.POSITIVE_INFINITY, integer: true };

/**
 * What every distribution of one variable offers. Distributions are immutable; all logarithms are natural, entropies in nats.
 *
 * The functions accept any number: outside the support densities are 0 (logarithm -Infinity), NaN gives NaN.
 */
export interface Distribution {
  /** The parameters by name, as the constructor takes them (numbers and lists of numbers). */
  readonly parameters: Readonly<Record<string, number | readonly number[]>>;
  readonly support: Support;
  /** May be infinite, or NaN where it does not exist. */
  readonly mean: number;
  /** May be infinite, or NaN where it does not exist. */
  readonly variance: number;
  /** Shannon or differential entropy in nats. */
  readonly entropy: number;
  /** log of the density (continuous) or probability mass (discrete) at x. */
  logDensity(x: number): number;
  /** P(X <= x). */
  cdf(x: number): number;
  /** log P(X <= x), accurate where the probability underflows or is near 1. */
  logCdf(x: number): number;
  /** P(X > x). */
  survival(x: number): number;
  /** log P(X > x). */
  logSurvival(x: number): number;
  /** The smallest x of the support with P(X <= x) >= p. @throws InvalidArgumentError unless 0 <= p <= 1 */
  quantile(p: number): number;
  /** The smallest x with P(X > x) <= q, for small q exact where `quantile(1 - q)` cannot be. @throws InvalidArgumentError unless 0 <= q <= 1 */
  survivalQuantile(q: number): number;
  /** One draw. */
  sample(random: Random): number;
  /** `count` independent draws. @throws InvalidArgumentError unless count is an integer >= 0 */
  sample(random: Random, count: number): Float64Array;
}

/** What the families of one variable share: everything that follows from the two log tails, the density and one draw. */
export abstract class UnivariateDistribution implements Distribution {
  abstract readonly parameters: Readonly<Record<string, number | readonly number[]>>;
  abstract readonly support: Support;
  abstract readonly mean: number;
  abstract readonly variance: number;
  abstract readonly entropy: number;
  abstract logDensity(x: number): number;
  abstract logCdf(x: number): number;
  abstract logSurvival(x: number): number;
  abstract quantile(p: number): number;
  abstract survivalQuantile(q: number): number;
  /** One draw; `sample` with its count is built on it. */
  protected abstract draw(random: Random): number;

  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  get median(): number {
    return this.quantile(0.5);
  }

  cdf(x: number): number {
    return Math.exp(this.logCdf(x));
  }

  survival(x: number): number {
    return Math.exp(this.logSurvival(x));
  }

  /** The central interval that holds probability `level`: [quantile((1 - level) / 2), survivalQuantile((1 - level) / 2)]. */
  interval(level: number): [lower: number, upper: number] {
    const outside = (1 - checkNumber(level, 'level', `${this.constructor.name}.interval`, { min: 0, max: 1 })) / 2;
    return [this.quantile(outside), this.survivalQuantile(outside)];
  }

  sample(random: Random): number;
  sample(random: Random, count: number): Float64Array;
  sample(random: Random, count?: number): number | Float64Array {
    if (count === undefined) return this.draw(random);
    const draws = new Float64Array(checkInteger(count, 'count', `${this.constructor.name}.sample`, { min: 0 }));
    for (let i = 0; i < draws.length; i++) draws[i] = this.draw(random);
    return draws;
  }

  protected checkProbability(p: number, argument: string): void {
    if (!(p >= 0 && p <= 1)) {
      throw new InvalidArgumentError(argument, `${this.constructor.name}.quantile`, 'be a probability in [0, 1]', p);
    }
  }

  /** `logDensity` of every element, in one new array. */
  protected logDensities(x: Float64Array): Float64Array {
    const out = new Float64Array(x.length);
    for (let i = 0; i < out.length; i++) out[i] = this.logDensity(x[i]);
    return out;
  }
}

/** A distribution with a density. */
export abstract class ContinuousDistribution extends UnivariateDistribution {
  /** The x at which the log of the lower (or upper) tail is `logTail`. */
  protected abstract tailQuantile(logTail: number, lower: boolean): number;

  /** log density at one number, or at every number of an array. */
  logPdf(x: number): number;
  logPdf(x: Float64Array): Float64Array;
  logPdf(x: number | Float64Array): number | Float64Array {
    return typeof x === 'number' ? this.logDensity(x) : this.logDensities(x);
  }

  /** The density at one number. */
  pdf(x: number): number {
    return Math.exp(this.logDensity(x));
  }

  quantile(p: number): number {
    this.checkProbability(p, 'p');
    return p <= 0.5 ? this.tailQuantile(Math.log(p), true) : this.tailQuantile(Math.log1p(-p), false);
  }

  survivalQuantile(q: number): number {
    this.checkProbability(q, 'q');
    return q <= 0.5 ? this.tailQuantile(Math.log(q), false) : this.tailQuantile(Math.log1p(-q), true);
  }
}

/** A distribution on integers. */
export abstract class DiscreteDistribution extends UnivariateDistribution {
  /** log probability of one number, or of every number of an array. */
  logPmf(k: number): number;
  logPmf(k: Float64Array): Float64Array;
  logPmf(k: number | Float64Array): number | Float64Array {
    return typeof k === 'number' ? this.logDensity(k) : this.logDensities(k);
  }

  /** The probability of k. */
  pmf(k: number): number {
    return Math.exp(this.logDensity(k));
  }

  quantile(p: number): number {
    this.checkProbability(p, 'p');
    if (p === 0) return this.support.lower;
    if (p === 1) return this.support.upper;
    // a probability that agrees to rounding counts as reached: quantile(cdf(k)) = k
    if (p <= 0.5) {
      const target = Math.log(p);
      return this.firstInteger((k) => this.logCdf(k) >= target - 1e-14 * Math.max(1, -target));
    }
    const target = Math.log1p(-p);
    return this.firstInteger((k) => this.logSurvival(k) <= target + 1e-15 / (1 - p));
  }

  survivalQuantile(q: number): number {
    this.checkProbability(q, 'q');
    if (q === 0) return this.support.upper;
    if (q >= 0.5) return this.quantile(1 - q);
    const target = Math.log(q);
    return this.firstInteger((k) => this.logSurvival(k) <= target + 1e-14 * Math.max(1, -target));
  }

  /** The smallest integer of the support for which `reached` holds: strides that double from the mean, then bisection. */
  private firstInteger(reached: (k: number) => boolean): number {
    const { lower, upper } = this.support;
    const spread = Number.isFinite(this.variance) ? Math.ceil(Math.sqrt(this.variance)) : 1;
    const middle = Number.isFinite(this.mean) ? Math.floor(this.mean) : lower;
    let high = Math.min(upper, Math.max(lower, middle));
    let stride = Math.max(1, spread);
    while (high < upper && !reached(high)) {
      high = Math.min(upper, high + stride);
      stride *= 2;
    }
    stride = Math.max(1, spread);
    let low = high;
    while (low >= lower && reached(low)) {
      if (low === lower) return lower;
      high = low;
      low = Math.max(lower, low - stride);
      stride *= 2;
    }
    while (high - low > 1) {
      const k = Math.floor((low + high) / 2);
      if (reached(k)) high = k;
      else low = k;
    }
    return high;
  }

  /** -sum of p log p between the quantiles that leave out 1e-20 on either side. */
  protected summedEntropy(): number {
    const from = this.quantile(1e-20);
    const to = this.survivalQuantile(1e-20);
    let sum = 0;
    for (let k = from; k <= to; k++) {
      const log = this.logDensity(k);
      if (log > -745) sum -= log * Math.exp(log);
    }
    return sum;
  }
}
