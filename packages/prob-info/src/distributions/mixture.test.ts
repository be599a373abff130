import { Random, setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { Categorical } from './categorical.js';
import { Mixture } from './mixture.js';
import { Normal } from './normal.js';
import { Poisson } from './poisson.js';
import { StudentT } from './student-t.js';

const { mixture: golden } = readGolden<{
  mixture: Record<'weights' | 'x' | 'logPdf' | 'logCdf' | 'logSurvival', number[]> & { entropy: number };
}>(new URL('../../golden/multivariate.json', import.meta.url));

describe('Mixture', () => {
  const components = [
    new Normal({ mean: -1, standardDeviation: 0.5 }),
    new Normal({ mean: 2, standardDeviation: 2 }),
    new StudentT({ degreesOfFreedom: 3 }),
  ];
  const mixture = new Mixture({ components, weights: golden.weights });

  it('agrees with SciPy', () => {
    golden.x.forEach((x, i) => {
      expectClose(mixture.logDensity(x), golden.logPdf[i], { relative: 1e-12 });
      expectClose(mixture.logCdf(x), golden.logCdf[i], { relative: 1e-10 });
      expectClose(mixture.logSurvival(x), golden.logSurvival[i], { relative: 1e-10 });
    });
    expectClose(mixture.logPdf(Float64Array.from(golden.x)), golden.logPdf, { relative: 1e-12 });
    expectClose(mixture.logPdf(golden.x[1]), golden.logPdf[1], { relative: 1e-12 });
    expectClose(mixture.pdf(golden.x[1]), Math.exp(golden.logPdf[1]), { relative: 1e-12 });
    expectClose(mixture.entropy, golden.entropy, { relative: 1e-7 });
    expectClose(mixture.mean, 0.3 * -1 + 0.6 * 2, { relative: 1e-12 });
    expectClose(mixture.variance, 0.3 * (0.25 + 1) + 0.6 * (4 + 4) + 0.1 * 3 - 0.9 ** 2, { relative: 1e-12 });
  });

  it('quantiles undo the distribution function in both tails', () => {
    for (const p of [1e-200, 1e-9, 0.1, 0.5, 0.9]) {
      expectClose(mixture.cdf(mixture.quantile(p)), p, { relative: 1e-11 });
      expectClose(mixture.survival(mixture.survivalQuantile(p)), p, { relative: 1e-11 });
    }
    expect(mixture.quantile(0)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('a mixture of one is that one, responsibilities sum to 1, zero weights never show', () => {
    const one = new Mixture({ components: [components[0]] });
    expectClose(one.quantile(0.3), components[0].quantile(0.3), { relative: 1e-14 });
    expectClose(one.entropy, components[0].entropy, { relative: 1e-9 });
    expectClose(
      mixture
        .logResponsibilities(0.4)
        .map(Math.exp)
        .reduce((a, b) => a + b, 0),
      1,
      { relative: 1e-14 },
    );
    const never = new Mixture({ components: [new Normal({ mean: 1e6 }), new Normal()], weights: [0, 1] });
    expect(Math.max(...never.sample(new Random(1), 100))).toBeLessThan(10);
    expect(never.mean).toBe(0);
  });

  it('discrete mixtures', () => {
    const counts = new Mixture({
      components: [new Poisson({ rate: 1 }), new Poisson({ rate: 9 })],
      weights: [0.5, 0.5],
    });
    let entropy = 0;
    for (let k = 0; k < 80; k++) entropy -= Math.exp(counts.logDensity(k)) * counts.logDensity(k);
    expectClose(counts.entropy, entropy, { relative: 1e-12 });
    expectClose(counts.logPmf(Float64Array.of(0, 3)), [counts.logPmf(0), counts.logPmf(3)], { relative: 1e-15 });
    expectClose(counts.pmf(0), 0.5 * (Math.exp(-1) + Math.exp(-9)), { relative: 1e-14 });
    for (const k of [0, 3, 12]) expect(counts.quantile(counts.cdf(k))).toBe(k);
    const draws = counts.sample(new Random(3), 4000);
    expect(Math.abs(draws.reduce((a, b) => a + b, 0) / 4000 - 5)).toBeLessThan(5 * Math.sqrt(counts.variance / 4000));
  });

  it('EM raises the likelihood to a stationary point', () => {
    const truth = new Mixture({ components: [new Normal(), new Normal({ mean: 5 })], weights: [0.7, 0.3] });
    const data = truth.sample(new Random(1), 1000);
    const initial = new Mixture({
      components: [new Normal({ mean: -1, standardDeviation: 3 }), new Normal({ mean: 3, standardDeviation: 3 })],
    });
    const { distribution, standardErrors, logLikelihood } = Mixture.fit(data, { initial, fitComponent: Normal.fit });
    const sum = (m: Mixture) => data.reduce((total, x) => total + m.logDensity(x), 0);
    expectClose(logLikelihood, sum(distribution), { relative: 1e-12 });
    expect(logLikelihood).toBeGreaterThan(sum(truth));
    expect(Math.abs(distribution.weights[0] - 0.7)).toBeLessThan(4 * standardErrors.weight0);
    for (const side of [-0.01, 0.01]) {
      expect(
        sum(
          new Mixture({
            components: distribution.components,
            weights: [distribution.weights[0] + side, distribution.weights[1] - side],
          }),
        ),
      ).toBeLessThan(logLikelihood);
    }
    const messages: string[] = [];
    const before = setLogger({ warn: (message) => messages.push(message) });
    Mixture.fit(data, { initial, fitComponent: Normal.fit, maxIterations: 2 });
    setLogger(before);
    expect(messages[0]).toMatch(/not converged after 2/);
  });

  it('refuses what makes no mixture', () => {
    expect(() => new Mixture({ components: [] })).toThrow(/'components'/);
    expect(() => new Mixture({ components: [new Normal(), new Poisson({ rate: 1 })] as never[] })).toThrow(
      /'components'/,
    );
    expect(() => new Mixture({ components: [new Normal()], weights: [0.5, 0.5] })).toThrow(/'weights'/);
    expect(() => new Mixture({ components: [new Normal()], weights: [0.5] })).toThrow(/'weights'/);
    expect(() => Mixture.fit([Number.NaN], { initial: mixture, fitComponent: Normal.fit as never })).toThrow(
      /'values'/,
    );
    expect(() => Mixture.fit([1], { initial: mixture, fitComponent: Normal.fit as never, maxIterations: 0 })).toThrow(
      /'maxIterations'/,
    );
    expect(() => Mixture.fit([1], { initial: mixture, fitComponent: Normal.fit as never, tolerance: -1 })).toThrow(
      /'tolerance'/,
    );
    expect(() =>
      Mixture.fit([1e200], { initial: new Mixture({ components: [new Normal()] }), fitComponent: Normal.fit }),
    ).toThrow(/finite likelihood/);
    expect(() =>
      Mixture.fit([1, 1, 1], { initial: new Mixture({ components: [new Normal()] }), fitComponent: Normal.fit }),
    ).toThrow(/not all be equal/);
  });
});

describe('Categorical', () => {
  const distribution = new Categorical({ probabilities: [0.5, 0, 0.25, 0.25] });

  it('has the values of its table', () => {
    expectClose(distribution.entropy, 1.5 * Math.LN2, { relative: 1e-15 });
    expect([distribution.pmf(1), distribution.pmf(2), distribution.pmf(4), distribution.pmf(0.5)]).toEqual([
      0, 0.25, 0, 0,
    ]);
    expect([distribution.cdf(-1), distribution.cdf(0), distribution.cdf(3)]).toEqual([0, 0.5, 1]);
    expect([distribution.survival(-1), distribution.survival(0), distribution.survival(3)]).toEqual([1, 0.5, 0]);
    expect([0, 0.5, 0.6, 1].map((p) => distribution.quantile(p))).toEqual([0, 0, 2, 3]);
    expectClose([distribution.mean, distribution.variance], [1.25, 0.25 * 13 - 1.25 ** 2], { relative: 1e-14 });
    const softmax = new Categorical({ logits: [1000, 1000 - Math.LN2] });
    expectClose(softmax.pmf(0), 2 / 3, { relative: 1e-12 });
  });

  it('draws by its probabilities and fits them', () => {
    const draws = distribution.sample(new Random(4), 10_000);
    const fit = Categorical.fit(draws, { classes: 4 });
    expect(fit.distribution.parameters.probabilities[1]).toBe(0);
    [0.5, 0, 0.25, 0.25].forEach((p, k) => {
      expect(Math.abs(fit.distribution.parameters.probabilities[k] - p)).toBeLessThanOrEqual(
        4.5 * fit.standardErrors[k],
      );
    });
    expect(Number.isFinite(fit.logLikelihood)).toBe(true);
    const weighted = Categorical.fit([0, 1, 1], { classes: 2, weights: [2, 1, 1] });
    expect(weighted.distribution.parameters.probabilities).toEqual([0.5, 0.5]);
  });

  it('refuses bad tables', () => {
    expect(() => new Categorical({ probabilities: [0.5, 0.6] })).toThrow(/'probabilities'/);
    expect(() => new Categorical({ probabilities: [-0.5, 1.5] })).toThrow(/'probabilities'/);
    expect(() => new Categorical({ probabilities: [] })).toThrow(/'probabilities'/);
    expect(() => new Categorical({ logits: [Number.POSITIVE_INFINITY, 0] })).toThrow(/'logits'/);
    expect(() => Categorical.fit([0, 4], { classes: 4 })).toThrow(/'values'/);
    expect(() => Categorical.fit([0], { classes: 0 })).toThrow(/'classes'/);
  });
});
