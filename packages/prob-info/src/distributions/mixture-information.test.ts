import { Random } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { Categorical } from './categorical.js';
import type { Distribution } from './distribution.js';
import { Exponential } from './exponential.js';
import type { Fit } from './fit.js';
import { Gamma } from './gamma.js';
import { Laplace } from './laplace.js';
import { Mixture } from './mixture.js';
import { Normal } from './normal.js';
import { Poisson } from './poisson.js';
import { StudentT } from './student-t.js';
import { Uniform } from './uniform.js';

const { cases } = readGolden<{
  cases: {
    family: 'Normal' | 'Gamma' | 'Poisson';
    values: number[];
    counts: number[];
    weights: number[];
    components: Record<string, number>[];
    standardErrors: Record<string, number>;
  }[];
}>(new URL('../../golden/mixture-errors.json', import.meta.url));

interface Family {
  new (parameters: never): Distribution;
  fit(values: Float64Array, options: { readonly weights: Float64Array }): Fit<Distribution>;
}
const FAMILIES: Record<string, Family> = { Normal, Gamma, Poisson };
const normals = (...means: number[]) => new Mixture({ components: means.map((mean) => new Normal({ mean })) });
const bimodal = new Mixture({
  components: [new Normal(), new Normal({ mean: 4, standardDeviation: 0.5 })],
  weights: [0.6, 0.4],
});
const draws = bimodal.sample(new Random(5), 300);

describe('Standard errors of Mixture.fit', () => {
  it.each(cases)('agree with the Hessian in 40 digits: $family, weights $weights', (item) => {
    const family = FAMILIES[item.family];
    const initial = new Mixture({
      components: item.components.map((parameters) => new family(parameters as never)),
      weights: item.weights,
    });
    const { distribution, standardErrors } = Mixture.fit(item.values, {
      initial,
      fitComponent: family.fit,
      weights: item.counts,
      tolerance: 0,
    });
    expectClose(distribution.weights, item.weights, { relative: 1e-7 });
    expect(Object.keys(standardErrors)).toEqual(Object.keys(item.standardErrors));
    expectClose(Object.values(standardErrors), Object.values(item.standardErrors), { relative: 1e-6 });
  });

  it('are the spread of the estimates over 300 samples', () => {
    const truth = new Mixture({ components: [new Normal(), new Normal({ mean: 4 })], weights: [0.6, 0.4] });
    const runs = Array.from({ length: 300 }, (_, seed) => {
      const data = truth.sample(new Random(seed), 300);
      const { distribution, standardErrors } = Mixture.fit(data, {
        initial: truth,
        fitComponent: Normal.fit,
        tolerance: 1e-9,
      });
      const estimates = [
        ...distribution.weights,
        ...distribution.components.flatMap(({ parameters: { mean, standardDeviation } }) => [mean, standardDeviation]),
      ];
      return { estimates, errors: Object.values(standardErrors) };
    });
    runs[0].errors.forEach((_, i) => {
      const mean = runs.reduce((sum, { estimates }) => sum + estimates[i], 0) / 300;
      const spread = Math.sqrt(runs.reduce((sum, { estimates }) => sum + (estimates[i] - mean) ** 2, 0) / 299);
      const stated = Math.sqrt(runs.reduce((sum, { errors }) => sum + errors[i] ** 2, 0) / 300);
      expect(Math.abs(stated / spread - 1)).toBeLessThan(0.15);
    });
  });

  it('a mixture of one has the errors of its family, and far components those of their own data', () => {
    for (const [family, initial] of [
      [Normal, new Normal()],
      [StudentT, new StudentT({ degreesOfFreedom: 3 })],
    ] as const) {
      const data = new StudentT({ degreesOfFreedom: 4, location: 1e-9, scale: 1e-6 }).sample(new Random(2), 400);
      const one = Mixture.fit(data, {
        initial: new Mixture<Distribution>({ components: [initial] }),
        fitComponent: family.fit,
      });
      const alone = family.fit(data);
      expect(one.standardErrors.weight0).toBeNaN();
      for (const [name, error] of Object.entries(alone.standardErrors))
        expectClose(one.standardErrors[`${name}0`], error, { relative: 1e-5 });
    }
    const data = [...draws, ...draws.map((x) => x + 1e5)];
    const { standardErrors } = Mixture.fit(data, { initial: normals(0, 1e5), fitComponent: Normal.fit });
    const alone = Normal.fit(draws).standardErrors;
    expectClose([standardErrors.weight0, standardErrors.weight1], new Array(2).fill(Math.sqrt(0.25 / 600)), {
      relative: 1e-6,
    });
    for (const k of [0, 1]) {
      expectClose(standardErrors[`mean${k}`], alone.mean, { relative: 1e-5 });
      expectClose(standardErrors[`standardDeviation${k}`], alone.standardDeviation, { relative: 1e-5 });
    }
  });

  it('follow the units and the order, and weights count as repetitions', () => {
    const options = { initial: bimodal, fitComponent: Normal.fit, tolerance: 0 };
    const { standardErrors } = Mixture.fit(draws, options);
    const scaled = Mixture.fit(
      draws.map((x) => 1e-7 * x),
      {
        ...options,
        initial: new Mixture({
          components: [
            new Normal({ standardDeviation: 1e-7 }),
            new Normal({ mean: 4e-7, standardDeviation: 0.5e-7 }),
          ].reverse(),
          weights: [0.4, 0.6],
        }),
      },
    ).standardErrors;
    expectClose([scaled.weight1, scaled.weight0], [standardErrors.weight0, standardErrors.weight1], { relative: 1e-6 });
    expectClose(scaled.mean1, 1e-7 * standardErrors.mean0, { relative: 1e-6 });
    expectClose(scaled.standardDeviation0, 1e-7 * standardErrors.standardDeviation1, { relative: 1e-6 });
    const twice = Mixture.fit(draws, { ...options, weights: draws.map(() => 2) }).standardErrors;
    const repeated = Mixture.fit([...draws, ...draws], options).standardErrors;
    for (const name of Object.keys(standardErrors)) {
      expectClose(twice[name], standardErrors[name] / Math.SQRT2, { relative: 1e-6 });
      expectClose(repeated[name], twice[name], { relative: 1e-6 });
    }
  });

  it('count as estimated what fitComponent gives errors for', () => {
    const known = (values: Float64Array, options: { readonly weights: Float64Array }) => {
      const fit = Normal.fit(values, options);
      const { mean } = fit.distribution.parameters;
      return { ...fit, distribution: new Normal({ mean }), standardErrors: { mean: fit.standardErrors.mean } };
    };
    const { standardErrors } = Mixture.fit(draws, { initial: bimodal, fitComponent: known });
    expect(Object.keys(standardErrors)).toEqual(['weight0', 'weight1', 'mean0', 'mean1']);
    const all = Mixture.fit(draws, { initial: bimodal, fitComponent: Normal.fit }).standardErrors;
    expect(Object.keys(all)).toEqual([
      'weight0',
      'weight1',
      'mean0',
      'standardDeviation0',
      'mean1',
      'standardDeviation1',
    ]);
    expectClose(standardErrors.weight0, standardErrors.weight1, { relative: 1e-12 });
  });

  it('a component without data and a parameter at its bound are NaN, the rest as without them', () => {
    const plain = Mixture.fit(draws, { initial: normals(0, 4), fitComponent: Normal.fit, tolerance: 0 }).standardErrors;
    const lost = Mixture.fit(draws, {
      initial: normals(0, 4, 1e3),
      fitComponent: Normal.fit,
      tolerance: 0,
    }).standardErrors;
    expect([lost.weight2, lost.mean2, lost.standardDeviation2]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    for (const [name, error] of Object.entries(plain)) expectClose(lost[name], error, { relative: 1e-6 });
    const zeros = Mixture.fit([0, 0, 0, 0, 0, 0, 7, 9, 8, 12, 6], {
      initial: new Mixture({ components: [new Poisson({ rate: 0 }), new Poisson({ rate: 8 })] }),
      fitComponent: Poisson.fit,
    }).standardErrors;
    expect(zeros.rate0).toBeNaN();
    expectClose(zeros.rate1, Math.sqrt(8.4 / 5), { relative: 2e-3 });
    expectClose([zeros.weight0, zeros.weight1], new Array(2).fill(Math.sqrt((6 * 5) / 11 ** 3)), { relative: 2e-3 });
  });

  it('all are NaN where the information is singular or the likelihood not smooth', () => {
    const nothing = (standardErrors: Readonly<Record<string, number>>) =>
      expect(Object.values(standardErrors).every(Number.isNaN)).toBe(true);
    nothing(Mixture.fit(draws, { initial: normals(1, 1), fitComponent: Normal.fit }).standardErrors);
    for (const values of [draws, draws.subarray(1)]) {
      nothing(
        Mixture.fit(values, {
          initial: new Mixture({ components: [new Laplace(), new Laplace({ location: 4 })] }),
          fitComponent: Laplace.fit,
        }).standardErrors,
      );
    }
    nothing(
      Mixture.fit(draws, {
        initial: new Mixture<Distribution>({ components: [new Uniform({ low: -9, high: 9 }), new Normal()] }),
        fitComponent: (values, options) =>
          options.weights[0] + options.weights[1] > 1 ? Normal.fit(values, options) : Uniform.fit(values, options),
      }).standardErrors,
    );
    const { standardErrors } = Mixture.fit([0, 1, 2, 2, 0], {
      initial: new Mixture({
        components: [
          new Categorical({ probabilities: [0.5, 0.3, 0.2] }),
          new Categorical({ probabilities: [0.2, 0.3, 0.5] }),
        ],
      }),
      fitComponent: (values, options) => Categorical.fit(values, { ...options, classes: 3 }),
    });
    nothing(standardErrors);
    expect(Object.keys(standardErrors)).toContain('weight1');
    const { support, parameters } = new Exponential({ rate: 1 });
    const literal = { support, parameters, logDensity: (x: number) => -x } as unknown as Distribution;
    nothing(
      Mixture.fit([0.5, 1, 2], {
        initial: new Mixture({ components: [literal] }),
        fitComponent: () => ({ distribution: literal, standardErrors: { rate: 1 }, logLikelihood: 0, count: 3 }),
      }).standardErrors,
    );
  });
});
