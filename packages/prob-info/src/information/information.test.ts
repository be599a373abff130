import { Random } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as all from '../index.js';
import {
  hellinger,
  jensenShannonDistance,
  jensenShannonDivergence,
  klDivergence,
  renyiDivergence,
  renyiEntropy,
  totalVariation,
} from './divergence.js';
import { conditionalEntropy, crossEntropy, entropy, jointEntropy, perplexity, selfInformation } from './entropy.js';
import { klBetween, klMonteCarlo } from './kl-between.js';
import { mutualInformation, mutualInformationKsg } from './mutual-information.js';
import { wasserstein1 } from './wasserstein.js';

interface Golden
  extends Record<
    | 'entropy'
    | 'kl'
    | 'crossEntropy'
    | 'distance'
    | 'divergence3'
    | 'mutual'
    | 'conditional'
    | 'wasserstein'
    | 'wassersteinWeighted',
    number
  > {
  p: number[];
  q: number[];
  r: number[];
  joint: number[][];
  renyi: number[][];
  renyiEntropy: number[][];
  x: number[];
  y: number[];
  z: number[][];
  ksg: number[];
  pairs: [string, Record<string, number>, Record<string, number>, number][];
}
const golden = readGolden<Golden>(new URL('../../golden/information.json', import.meta.url));
const { p, q, r, joint } = golden;
const close = { relative: 1e-12 };

/** Lists of probabilities, some of them 0. */
const simplex = (length: number) =>
  fc
    .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1, noNaN: true })), {
      minLength: length,
      maxLength: length,
    })
    .filter((list) => list.some((v) => v > 0))
    .map((list) => list.map((v) => v / list.reduce((a, b) => a + b, 0)));

describe('measures of lists and tables', () => {
  it('agree with SciPy', () => {
    expectClose(entropy(p), golden.entropy, close);
    expectClose(entropy(p, { base: 2 }), golden.entropy / Math.LN2, close);
    expectClose(perplexity(p), Math.exp(golden.entropy), close);
    expectClose(crossEntropy(p, q), golden.crossEntropy, close);
    expectClose(klDivergence(p, q), golden.kl, close);
    expectClose(jensenShannonDistance(p, q, { base: 2 }), golden.distance, close);
    expectClose(jensenShannonDivergence([p, q, r], { weights: [0.2, 0.5, 0.3] }), golden.divergence3, close);
    expectClose(mutualInformation(joint), golden.mutual, { relative: 1e-11 });
    expectClose(conditionalEntropy(joint), golden.conditional, close);
    for (const [order, value] of golden.renyi) expectClose(renyiDivergence(p, q, order), value, { relative: 1e-11 });
    for (const [order, value] of golden.renyiEntropy) expectClose(renyiEntropy(p, order), value, { relative: 1e-11 });
    expectClose(wasserstein1(golden.x, golden.y), golden.wasserstein, { relative: 1e-11 });
    expectClose(
      wasserstein1(golden.x.slice(0, 5), golden.y.slice(0, 4), { xWeights: [1, 2, 0, 1, 3], yWeights: [0.5, 1, 1, 2] }),
      golden.wassersteinWeighted,
      { relative: 1e-12 },
    );
  });

  it('take zeros as the definitions say', () => {
    expect(klDivergence([1, 0], [0, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(klDivergence([1, 0], [1, 0])).toBe(0);
    expect(crossEntropy([0.5, 0.5], [1, 0])).toBe(Number.POSITIVE_INFINITY);
    expect(crossEntropy([1, 0], [1, 0])).toBe(0);
    expect(entropy([1, 0, 0])).toBe(0);
    expect([selfInformation(0), selfInformation(1), selfInformation(1 / 8, { base: 2 })]).toEqual([
      Number.POSITIVE_INFINITY,
      0,
      3,
    ]);
    expectClose(
      jensenShannonDivergence(
        [
          [1, 0],
          [0, 1],
        ],
        { base: 2 },
      ),
      1,
      close,
    );
    expect(hellinger([1, 0], [0, 1])).toBe(1);
    expect(totalVariation([1, 0], [0, 1])).toBe(1);
    expect(
      mutualInformation(
        [
          [0.5, 0],
          [0, 0.5],
        ],
        { base: 2 },
      ),
    ).toBe(1);
    expect(renyiDivergence([0.5, 0.5], [1, 0], 2)).toBe(Number.POSITIVE_INFINITY);
    expectClose(renyiDivergence([0.5, 0.5], [1, 0], 0.5), Math.LN2, close);
    expect(renyiDivergence([1, 0], [0, 1], 0.5)).toBe(Number.POSITIVE_INFINITY);
    expectClose(renyiDivergence(p, q, 0), -Math.log(0.95), { relative: 1e-11 });
    expectClose(renyiDivergence(p, q, Number.POSITIVE_INFINITY), Math.log(4), close);
    expectClose(renyiDivergence(p, q, 1), golden.kl, close);
    expectClose(
      [renyiEntropy(p, 0), renyiEntropy(p, 1), renyiEntropy(p, Number.POSITIVE_INFINITY)],
      [Math.log(3), golden.entropy, Math.LN2],
      close,
    );
  });

  it('tiny divergences keep their digits', () => {
    const d = 1e-9;
    expectClose(klDivergence([0.5, 0.5], [0.5 + d, 0.5 - d]), 2 * d * d, { relative: 1e-6 });
  });

  it('have the properties of information', () => {
    fc.assert(
      fc.property(simplex(4), simplex(4), simplex(6), (a, b, table) => {
        expect(klDivergence(a, b)).toBeGreaterThanOrEqual(0);
        expectClose(klDivergence(a, a), 0);
        const js = jensenShannonDivergence([a, b]);
        expectClose(js, jensenShannonDivergence([b, a]), { relative: 1e-12, absolute: 1e-15 });
        expect(js).toBeLessThanOrEqual(Math.LN2 * (1 + 1e-15));
        const h = hellinger(a, b);
        const tv = totalVariation(a, b);
        expect(h * h).toBeLessThanOrEqual(tv + 1e-12);
        expect(tv).toBeLessThanOrEqual(Math.SQRT2 * h + 1e-12);
        expect(renyiDivergence(a, b, 0.5)).toBeLessThanOrEqual(klDivergence(a, b) + 1e-12);
        // chain rule, and mutual information by three entropies
        const rows = [table.slice(0, 3), table.slice(3)];
        const marginal = rows.map((row) => row.reduce((x, y) => x + y, 0));
        const columns = rows[0].map((v, i) => v + rows[1][i]);
        expectClose(jointEntropy(rows), entropy(marginal) + conditionalEntropy(rows), {
          relative: 1e-11,
          absolute: 1e-12,
        });
        expectClose(mutualInformation(rows), entropy(marginal) + entropy(columns) - jointEntropy(rows), {
          relative: 1e-9,
          absolute: 1e-12,
        });
        // independence adds information
        const product = a.map((x) => b.map((y) => x * y));
        expectClose(jointEntropy(product), entropy(a) + entropy(b), { relative: 1e-11, absolute: 1e-12 });
        expectClose(mutualInformation(product), 0, { absolute: 1e-12 });
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('refuse what is no distribution', () => {
    expect(() => entropy([0.5, 0.6])).toThrow(/'p'/);
    expect(() => entropy([0.5, 0.5], { base: 1 })).toThrow(/'base'/);
    expect(() => perplexity([])).toThrow(/'p'/);
    expect(() => klDivergence([1], [0.5, 0.5])).toThrow(/'q'/);
    expect(() => crossEntropy([1], [2])).toThrow(/'q'/);
    expect(() => selfInformation(1.2)).toThrow(/'p'/);
    expect(() => jensenShannonDivergence([p])).toThrow(/'distributions'/);
    expect(() => jensenShannonDivergence([p, q], { weights: [1] })).toThrow(/'weights'/);
    expect(() => renyiDivergence(p, q, -1)).toThrow(/'order'/);
    expect(() => renyiEntropy(p, -1)).toThrow(/'order'/);
    expect(() => totalVariation(p, [1])).toThrow(/'q'/);
    expect(() => hellinger(p, [1])).toThrow(/'q'/);
    expect(() => jointEntropy([[1, 1]])).toThrow(/'joint'/);
    expect(() => conditionalEntropy([[1, 1]])).toThrow(/'joint'/);
    expect(() => mutualInformation([[1, 1]])).toThrow(/'joint'/);
    expect(() => wasserstein1([], [1])).toThrow(/'x'/);
    expect(() => wasserstein1([1], [1], { yWeights: [1, 2] })).toThrow(/'weights'/);
  });
});

describe('mutualInformationKsg', () => {
  it('agrees with a count in numpy and with the formula for normals', () => {
    expectClose(mutualInformationKsg(golden.x, golden.y), golden.ksg[0], { relative: 1e-10 });
    expectClose(mutualInformationKsg(golden.x, golden.z, { neighbors: 5 }), golden.ksg[1], { relative: 1e-10 });
    expect(Math.abs(mutualInformationKsg(golden.x, golden.y) + 0.5 * Math.log(1 - 0.64))).toBeLessThan(0.12);
  });

  it('errors', () => {
    expect(() => mutualInformationKsg([1, 2], [1])).toThrow(/'y'/);
    expect(() => mutualInformationKsg([1, 2], [1, 2], { neighbors: 2 })).toThrow(/'neighbors'/);
    expect(() => mutualInformationKsg([1, Number.NaN], [1, 2])).toThrow(/'x'/);
  });
});

describe('klBetween', () => {
  type Make = new (parameters: Record<string, unknown>) => all.UnivariateDistribution;
  const make = (name: string, parameters: Record<string, unknown>) =>
    new (all as unknown as Record<string, Make>)[name](parameters);

  it('agrees with quadrature', () => {
    for (const [name, first, second, value] of golden.pairs)
      expectClose(klBetween(make(name, first), make(name, second)), value, { relative: 1e-8 });
  });

  it.each([
    ['Bernoulli', { probability: 0.2 }, { probability: 0.5 }],
    ['Binomial', { trials: 7, probability: 0.2 }, { trials: 7, probability: 0.5 }],
    ['Categorical', { probabilities: [0.2, 0.8, 0] }, { probabilities: [0.5, 0.3, 0.2] }],
    ['Poisson', { rate: 4 }, { rate: 6 }],
    ['Geometric', { probability: 0.5 }, { probability: 0.3 }],
    ['Uniform', { low: 0, high: 1 }, { low: -1, high: 3 }],
    ['Gamma', { shape: 3, rate: 2 }, { shape: 5, rate: 1 }],
    ['Weibull', { shape: 2, scale: 1 }, { shape: 1, scale: 3 }],
  ])('%s: within the error bars of Monte Carlo, 0 for itself', (name, first, second) => {
    const [a, b] = [make(name, first), make(name, second)];
    const { value, standardError } = klMonteCarlo(a, b, new Random(1), { samples: 20_000 });
    expect(Math.abs(klBetween(a, b) - value)).toBeLessThanOrEqual(4.5 * standardError + 1e-12);
    expectClose(klBetween(a, a), 0, { absolute: 1e-13 });
  });

  it('vectors', () => {
    const a = new all.MultivariateNormal({
      mean: [0, 1],
      covariance: [
        [2, 0.5],
        [0.5, 1],
      ],
    });
    const b = new all.MultivariateNormal({
      mean: [1, 1],
      covariance: [
        [1, 0],
        [0, 3],
      ],
    });
    // a diagonal q splits into one dimension each plus the correlation lost
    const each =
      klBetween(new all.Normal({ standardDeviation: Math.SQRT2 }), new all.Normal({ mean: 1 })) +
      klBetween(new all.Normal(), new all.Normal({ standardDeviation: Math.sqrt(3) }));
    expectClose(klBetween(a, b), each - 0.5 * Math.log(1 - 0.125), { relative: 1e-12 });
    expectClose(
      klBetween(new all.Dirichlet({ concentration: [2, 3] }), new all.Dirichlet({ concentration: [4, 1.5] })),
      golden.pairs.find(([name]) => name === 'Beta')?.[3] ?? 0,
      { relative: 1e-8 },
    );
    expect(() => klBetween(a, new all.MultivariateNormal({ mean: [0], covariance: [[1]] }))).toThrow(/'q'/);
    expect(() =>
      klBetween(new all.Dirichlet({ concentration: [1, 1] }), new all.Dirichlet({ concentration: [1, 1, 1] })),
    ).toThrow(/'q'/);
  });

  it('infinite off the support, refused where there is no closed form', () => {
    expect(klBetween(new all.Uniform({ high: 2 }), new all.Uniform())).toBe(Number.POSITIVE_INFINITY);
    expect(klBetween(new all.Poisson({ rate: 1 }), new all.Poisson({ rate: 0 }))).toBe(Number.POSITIVE_INFINITY);
    expect(klBetween(new all.Poisson({ rate: 0 }), new all.Poisson({ rate: 2 }))).toBe(2);
    expect(klBetween(new all.Bernoulli({ probability: 0.5 }), new all.Bernoulli({ probability: 0 }))).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(Number.isFinite(klBetween(new all.Normal({ standardDeviation: 1e-30 }), new all.Normal()))).toBe(true);
    expect(() => klBetween<unknown>(new all.Normal(), new all.Laplace())).toThrow(/'q'/);
    expect(() =>
      klBetween(new all.Binomial({ trials: 1, probability: 0.5 }), new all.Binomial({ trials: 2, probability: 0.5 })),
    ).toThrow(/'q'/);
    expect(klMonteCarlo(new all.Normal(), new all.Exponential(), new Random(1)).value).toBe(Number.POSITIVE_INFINITY);
    expect(() => klMonteCarlo(new all.Normal(), new all.Poisson({ rate: 1 }), new Random(1))).toThrow(/'q'/);
    expect(() => klMonteCarlo(new all.Normal(), new all.Normal(), new Random(1), { samples: 1 })).toThrow(/'samples'/);
  });
});
