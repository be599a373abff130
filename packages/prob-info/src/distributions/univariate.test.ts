import { InvalidArgumentError, Random, setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { numericHessian } from '../estimation/numeric-derivatives.js';
import { invertPositiveDefinite } from '../estimation/solve.js';
import * as exported from '../index.js';
import {
  ContinuousDistribution,
  DiscreteDistribution,
  type Distribution,
  UnivariateDistribution,
} from './distribution.js';
import type { Fit } from './fit.js';

interface Case {
  readonly name: string;
  readonly parameters: Record<string, number>;
  readonly rows: readonly [x: number, logDensity: number, logCdf: number, logSurvival: number][];
  readonly mean: number;
  readonly variance: number;
  readonly entropy: number;
  readonly quantiles: readonly [p: number, x: number][];
}

type Family = {
  new (parameters: Record<string, unknown>): UnivariateDistribution;
  fit?: (values: Float64Array, options?: object) => Fit<UnivariateDistribution>;
};

const { cases } = readGolden<{ cases: Case[] }>(new URL('../../golden/distributions.json', import.meta.url));
const families = new Map(
  Object.entries(exported as unknown as Record<string, Family>).filter(
    ([, value]) => typeof value === 'function' && value.prototype instanceof UnivariateDistribution,
  ),
);
const create = ({ name, parameters }: Case) => new (families.get(name) as Family)(parameters);
const title = ({ name, parameters }: Case) => `${name} ${JSON.stringify(parameters)}`;
const named = cases.map((item) => [title(item), item] as const);

/** Families that have their own test file beside this one: no plain parameters to list in the golden file. */
const ELSEWHERE = ['Categorical', 'Mixture'];
/** Parameters that must be refused, each with the name in the error. */
const REFUSED: Record<string, readonly [Record<string, unknown>, string][]> = {
  Normal: [
    [{ standardDeviation: 0 }, 'standardDeviation'],
    [{ mean: Number.NaN }, 'mean'],
  ],
  LogNormal: [
    [{ logStandardDeviation: -1 }, 'logStandardDeviation'],
    [{ logMean: Number.POSITIVE_INFINITY }, 'logMean'],
  ],
  Uniform: [
    [{ low: 1, high: 1 }, 'high'],
    [{ low: 'a' }, 'low'],
  ],
  Exponential: [[{ rate: 0 }, 'rate']],
  Laplace: [
    [{ scale: 0 }, 'scale'],
    [{ location: Number.NaN }, 'location'],
  ],
  Logistic: [
    [{ scale: 0 }, 'scale'],
    [{ location: Number.NaN }, 'location'],
  ],
  StudentT: [
    [{ degreesOfFreedom: 0 }, 'degreesOfFreedom'],
    [{ degreesOfFreedom: 2, scale: 0 }, 'scale'],
    [{ degreesOfFreedom: 2, location: '0' }, 'location'],
  ],
  Weibull: [
    [{ shape: 0 }, 'shape'],
    [{ shape: 1, scale: 0 }, 'scale'],
  ],
  Gamma: [
    [{ shape: 0 }, 'shape'],
    [{ shape: 1, rate: 0 }, 'rate'],
  ],
  InverseGamma: [
    [{ shape: 0 }, 'shape'],
    [{ shape: 1, scale: 0 }, 'scale'],
  ],
  ChiSquared: [[{ degreesOfFreedom: 0 }, 'degreesOfFreedom']],
  Beta: [
    [{ alpha: 0, beta: 1 }, 'alpha'],
    [{ alpha: 1, beta: 0 }, 'beta'],
  ],
  FDistribution: [
    [{ numeratorDegrees: 0, denominatorDegrees: 1 }, 'numeratorDegrees'],
    [{ numeratorDegrees: 1, denominatorDegrees: 0 }, 'denominatorDegrees'],
  ],
  Bernoulli: [[{ probability: 1.1 }, 'probability']],
  Binomial: [
    [{ trials: 1.5, probability: 0.5 }, 'trials'],
    [{ trials: 1, probability: -1 }, 'probability'],
  ],
  BetaBinomial: [
    [{ trials: -1, alpha: 1, beta: 1 }, 'trials'],
    [{ trials: 1, alpha: 0, beta: 1 }, 'alpha'],
    [{ trials: 1, alpha: 1, beta: 0 }, 'beta'],
  ],
  Poisson: [[{ rate: -1 }, 'rate']],
  Geometric: [[{ probability: 0 }, 'probability']],
  NegativeBinomial: [
    [{ size: 0, probability: 0.5 }, 'size'],
    [{ size: 1, probability: 0 }, 'probability'],
  ],
};

it('every exported family of one variable is under contract', () => {
  const covered = new Set([...cases.map(({ name }) => name), ...ELSEWHERE]);
  expect(
    [...families.keys()].filter((name) => !covered.has(name) && !/^(Univariate|Continuous|Discrete)/.test(name)),
  ).toEqual([]);
  expect(Object.keys(REFUSED).sort()).toEqual([...new Set(cases.map(({ name }) => name))].sort());
});

/** 1e-12 of the probability or density in the body, 1e-10 where it is below e^-30; where a log is near 0, relative to the log. */
function expectLogs(
  label: 'logDensity' | 'logCdf' | 'logSurvival',
  rows: readonly [x: number, actual: number, expected: number][],
): void {
  const wrong: string[] = [];
  for (const [x, actual, expected] of rows) {
    if (actual === expected) continue;
    const allowed =
      expected < -30
        ? Math.max(1e-10, 4e-16 * -expected)
        : 1e-12 * (label === 'logDensity' ? 1 : Math.min(1, Math.abs(expected)));
    if (!(Math.abs(actual - expected) <= allowed))
      wrong.push(`${label}(${x}) = ${actual} for ${expected}: off by ${(actual - expected).toExponential(1)}`);
  }
  expect(wrong).toEqual([]);
}

describe.each(named)('%s against mpmath and SciPy', (_, item) => {
  const distribution = create(item);

  it('log density and log tails', () => {
    expectLogs(
      'logDensity',
      item.rows.map(([x, log]) => [x, distribution.logDensity(x), log]),
    );
    const tails = (index: 2 | 3, f: (x: number) => number) =>
      item.rows.map((row) => [row[0], f(row[0]), row[index]] as [number, number, number]);
    for (const [label, rows] of [
      ['logCdf', tails(2, (x) => distribution.logCdf(x))],
      ['logSurvival', tails(3, (x) => distribution.logSurvival(x))],
    ] as const) {
      expectLogs(label, rows);
    }
    for (const [x, , logCdf, logSurvival] of item.rows) {
      expectClose(distribution.cdf(x), Math.exp(logCdf), {
        relative: 1e-12 * Math.max(1, -logCdf / 10),
        absolute: 1e-315,
      });
      expectClose(distribution.survival(x), Math.exp(logSurvival), {
        relative: 1e-12 * Math.max(1, -logSurvival / 10),
        absolute: 1e-315,
      });
    }
  });

  it('moments and entropy', () => {
    expectClose(distribution.mean, item.mean, { relative: 1e-12, absolute: 1e-15 });
    expectClose(distribution.variance, item.variance, { relative: 1e-11 });
    expectClose(distribution.entropy, item.entropy, { relative: 1e-9, absolute: 1e-9 });
    if (item.variance >= 0) expectClose(distribution.standardDeviation, Math.sqrt(item.variance), { relative: 1e-11 });
  });

  it('quantiles', () => {
    for (const [p, x] of item.quantiles) expectClose(distribution.quantile(p), x, { relative: 1e-10, absolute: 1e-13 });
    // the quantile undoes the distribution function, in whichever tail is small
    for (const [x, , logCdf, logSurvival] of item.rows) {
      const [small, back] =
        logCdf < logSurvival
          ? [logCdf, () => distribution.quantile(Math.exp(logCdf))]
          : [logSurvival, () => distribution.survivalQuantile(Math.exp(logSurvival))];
      if (small < -700 || (x < 1e-290 && x > 0)) continue;
      const returned = back();
      if (distribution instanceof DiscreteDistribution)
        expect(Math.abs(returned - x)).toBeLessThanOrEqual(small > -1e-9 ? Number.POSITIVE_INFINITY : 0);
      else if (small < -1e-9) {
        const again = logCdf < logSurvival ? distribution.logCdf(returned) : distribution.logSurvival(returned);
        expectClose(again, small, { relative: 1e-11, absolute: 1e-11 });
      }
    }
  });

  it('end points and numbers outside the support', () => {
    const { lower, upper, integer } = distribution.support;
    expect(distribution.quantile(0)).toBe(lower);
    expect(distribution.quantile(1)).toBe(upper);
    expect(distribution.survivalQuantile(0)).toBe(upper);
    expect(distribution.survivalQuantile(1)).toBe(lower);
    if (Number.isFinite(lower)) {
      expect([
        distribution.logDensity(lower - 1),
        distribution.logCdf(lower - 1),
        distribution.logSurvival(lower - 1),
      ]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]);
    }
    expect(distribution.cdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(distribution.cdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(distribution.survival(Number.POSITIVE_INFINITY)).toBe(0);
    expect(distribution.logDensity(Number.POSITIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
    expect([
      distribution.logDensity(Number.NaN),
      distribution.cdf(Number.NaN),
      distribution.survival(Number.NaN),
    ]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    if (integer) expect(distribution.logDensity(lower + 0.5)).toBe(Number.NEGATIVE_INFINITY);
    for (const bad of [-0.1, 1.1, Number.NaN]) {
      expect(() => distribution.quantile(bad)).toThrow(InvalidArgumentError);
      expect(() => distribution.survivalQuantile(bad)).toThrow(InvalidArgumentError);
    }
    expect(() => distribution.interval(2)).toThrow(/'level'/);
    expect(() => distribution.sample(new Random(1), -1)).toThrow(/'count'/);
  });

  it('the same at one number and over an array', () => {
    const x = Float64Array.from(item.rows, ([value]) => value);
    const logs =
      distribution instanceof ContinuousDistribution
        ? distribution.logPdf(x)
        : (distribution as DiscreteDistribution).logPmf(x);
    expectClose(
      logs,
      Array.from(x, (value) => distribution.logDensity(value)),
      { relative: 4e-15 },
    );
    const one =
      distribution instanceof ContinuousDistribution
        ? distribution.pdf(x[0])
        : (distribution as DiscreteDistribution).pmf(x[0]);
    expectClose(one, Math.exp(logs[0]), { relative: 1e-14 });
    const [low, high] = distribution.interval(0.9);
    expect([low, high]).toEqual([distribution.quantile((1 - 0.9) / 2), distribution.survivalQuantile((1 - 0.9) / 2)]);
    expect(distribution.median).toBe(distribution.quantile(0.5));
  });

  it('draws pass the Kolmogorov-Smirnov test, have the moments, and repeat with the seed', () => {
    const n = 20_000;
    const draws = distribution.sample(new Random(7), n);
    expect(draws).toEqual(distribution.sample(new Random(7), n));
    expect(distribution.sample(new Random(7))).toBe(draws[0]);
    const sorted = Float64Array.from(draws).sort();
    let distance = 0;
    for (let i = 0; i < n; i++) {
      const below = distribution.cdf(sorted[i]);
      const lastOfTies = i === n - 1 || sorted[i + 1] !== sorted[i];
      if (lastOfTies) distance = Math.max(distance, Math.abs((i + 1) / n - below));
      if (lastOfTies && distribution instanceof ContinuousDistribution)
        distance = Math.max(distance, Math.abs(i / n - below));
    }
    expect(distance * Math.sqrt(n)).toBeLessThan(1.95); // the 0.1 % point
    // the sample mean within 5 standard errors, where the law of large numbers holds comfortably
    if (
      item.variance < 1e4 * (Math.abs(item.mean) + 1) ** 2 &&
      item.name !== 'FDistribution' &&
      item.name !== 'LogNormal'
    ) {
      const mean = draws.reduce((sum, x) => sum + x, 0) / n;
      expect(Math.abs(mean - item.mean)).toBeLessThanOrEqual(
        5 * Math.sqrt(item.variance / n) + 1e-12 * Math.abs(item.mean),
      );
      // and the sample variance, by the fourth moment of the draws, unless they are all equal (an event of probability 1e-12)
      const squares = draws.map((x) => (x - item.mean) ** 2);
      const second = squares.reduce((sum, x) => sum + x, 0) / n;
      const spread = Math.sqrt(squares.reduce((sum, x) => sum + (x - second) ** 2, 0) / n);
      if (draws.some((x) => x !== draws[0]))
        expect(Math.abs(second - item.variance)).toBeLessThanOrEqual((6 * spread) / Math.sqrt(n));
    }
  });
});

/** One well-behaved case of each family for the fits. */
const FITTED = [
  'Normal',
  'LogNormal',
  'Laplace',
  'Logistic',
  'StudentT',
  'Weibull',
  'Gamma',
  'InverseGamma',
  'ChiSquared',
  'Beta',
  'FDistribution',
  'Bernoulli',
  'Binomial',
  'BetaBinomial',
  'Poisson',
  'Geometric',
  'NegativeBinomial',
  'Exponential',
  'Uniform',
];
const preferred: Record<string, number> = {
  StudentT: 1,
  Gamma: 3,
  InverseGamma: 1,
  Beta: 2,
  FDistribution: 1,
  Binomial: 1,
  Poisson: 1,
  ChiSquared: 2,
};

describe.each(FITTED)('%s.fit', (name) => {
  const item = cases.filter((entry) => entry.name === name)[preferred[name] ?? 0];
  const family = families.get(name) as Required<Family> & Family;
  const values = create(item).sample(new Random(3), 500);
  const options = 'trials' in item.parameters ? { trials: item.parameters.trials } : {};
  const fit = family.fit(values, options);
  const names = Object.keys(fit.standardErrors);
  const logLikelihood = (parameters: Record<string, number>): number => {
    const distribution: Distribution = new family(parameters);
    return values.reduce((sum, x) => sum + distribution.logDensity(x), 0);
  };
  const estimate = fit.distribution.parameters as Record<string, number>;

  it('maximises the likelihood', () => {
    expectClose(fit.logLikelihood, logLikelihood(estimate), { relative: 1e-11 });
    expect(fit.count).toBe(500);
    for (const key of names) {
      const error = fit.standardErrors[key];
      expect(error).toBeGreaterThan(0);
      if (name === 'Uniform') continue;
      for (const side of [-0.02, 0.02]) {
        expect(logLikelihood({ ...estimate, [key]: estimate[key] + side * error })).toBeLessThanOrEqual(
          fit.logLikelihood + 1e-10,
        );
      }
    }
  });

  it('covers the truth, with errors that agree with the curvature of the likelihood', () => {
    for (const key of names)
      expect(Math.abs(estimate[key] - item.parameters[key])).toBeLessThan(4.5 * fit.standardErrors[key]);
    if (name === 'Uniform' || name === 'Laplace') return; // not smooth
    const at = (x: Float64Array) =>
      -logLikelihood({ ...estimate, ...Object.fromEntries(names.map((key, i) => [key, x[i]])) });
    const covariance = invertPositiveDefinite(
      numericHessian(
        at,
        names.map((key) => estimate[key]),
      ),
    ) as Float64Array[];
    names.forEach((key, i) => {
      expectClose(fit.standardErrors[key], Math.sqrt(covariance[i][i]), { relative: 0.1 });
    });
  });

  it('weights count as repetitions, weight 0 removes', () => {
    const weights = values.map((_, i) => i % 3);
    const repeated = Float64Array.from(Array.from(values).flatMap((x, i) => new Array<number>(i % 3).fill(x)));
    const weighted = family.fit(values, { ...options, weights });
    const plain = family.fit(repeated, options);
    for (const key of names) {
      expectClose(
        (weighted.distribution.parameters as Record<string, number>)[key],
        (plain.distribution.parameters as Record<string, number>)[key],
        { relative: 1e-6 },
      );
      expectClose(weighted.standardErrors[key], plain.standardErrors[key], { relative: 1e-4 });
    }
    expectClose(weighted.logLikelihood, plain.logLikelihood, { relative: 1e-9 });
  });

  it('refuses what has no likelihood', () => {
    expect(() => family.fit(new Float64Array(0), options)).toThrow(/'values'/);
    expect(() => family.fit(Float64Array.of(1, Number.NaN), options)).toThrow(/'values'/);
    expect(() => family.fit(values, { ...options, weights: [1] })).toThrow(/'weights'/);
    expect(() => family.fit(values, { ...options, weights: values.map(() => -1) })).toThrow(/'weights'/);
    expect(() => family.fit(values, { ...options, weights: values.map(() => 0) })).toThrow(/'weights'/);
    const { lower } = create(item).support;
    if (Number.isFinite(lower) && name !== 'Uniform')
      expect(() => family.fit(Float64Array.of(lower - 1, 1), options)).toThrow(/'values'/);
    if (names.length > 1) expect(() => family.fit(Float64Array.of(0.5, 0.5, 0.5), options)).toThrow(/'values'/);
    if ('trials' in options) expect(() => family.fit(values, { trials: 0.5 })).toThrow(/'trials'/);
  });
});

it.each(
  Object.entries(REFUSED).flatMap(([name, list]) =>
    list.map(([parameters, argument]) => [name, parameters, argument] as const),
  ),
)('%s refuses %o', (name, parameters, argument) => {
  expect(() => new (families.get(name) as Family)(parameters)).toThrow(InvalidArgumentError);
  expect(() => new (families.get(name) as Family)(parameters)).toThrow(new RegExp(`'${argument}' of ${name} `));
});

it('a fit that cannot converge warns', () => {
  const messages: string[] = [];
  const before = setLogger({ warn: (message) => messages.push(message) });
  // underdispersed counts: alpha and beta run away
  const fit = exported.BetaBinomial.fit([5, 5, 5, 5, 6], { trials: 10 });
  setLogger(before);
  expect(fit.distribution.parameters.alpha).toBeGreaterThan(100);
});

it('standard errors of a location do not depend on how near 0 it lies', () => {
  const half = new exported.Logistic().sample(new Random(1), 250);
  const values = Float64Array.from([...half, ...half.map((x) => -x)]);
  for (const family of [exported.Logistic, exported.StudentT]) {
    const errors = Object.values(family.fit(values).standardErrors);
    expect(errors.every((error) => error > 0.01)).toBe(true);
    expectClose(Object.values(family.fit(values.map((x) => x + 3)).standardErrors), errors, { relative: 1e-5 });
  }
});
