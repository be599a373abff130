import { expectClose } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { Beta } from '../distributions/beta.js';
import { Gamma } from '../distributions/gamma.js';
import { InverseGamma } from '../distributions/inverse-gamma.js';
import { Normal } from '../distributions/normal.js';
import { logSumExp } from '../special/elementary.js';
import { bayesRule } from './bayes-rule.js';
import { BetaBinomialModel } from './beta-binomial-model.js';
import { logBayesFactor } from './conjugate.js';
import { DirichletCategoricalModel } from './dirichlet-categorical-model.js';
import { GammaPoissonModel } from './gamma-poisson-model.js';
import { gridPosterior } from './grid-posterior.js';
import { NormalInverseGammaModel } from './normal-inverse-gamma-model.js';
import { NormalNormalModel } from './normal-normal-model.js';

const axis = (low: number, high: number, n: number) =>
  Float64Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1));

describe('conjugate models: posterior and evidence are those of brute force on a grid', () => {
  it('BetaBinomialModel', () => {
    const model = new BetaBinomialModel({ alpha: 2, beta: 3 }).update({ successes: 7, failures: 4 });
    const prior = new Beta({ alpha: 2, beta: 3 });
    const grid = gridPosterior(
      ([p]) => prior.logDensity(p) + 7 * Math.log(p) + 4 * Math.log1p(-p),
      [axis(1e-9, 1 - 1e-9, 4001)],
    );
    expectClose(grid.mean[0], model.posterior.mean, { relative: 1e-9 });
    expectClose(grid.standardDeviation[0], model.posterior.standardDeviation, { relative: 1e-6 });
    expectClose(grid.logEvidence, model.logEvidence, { relative: 1e-9 });
    expectClose(model.predictive().pmf(1), model.posterior.mean, { relative: 1e-14 });
  });

  it('NormalNormalModel', () => {
    const data = [1.2, -0.3, 2.2];
    const model = new NormalNormalModel({ mean: 0.5, standardDeviation: 2, noise: 1.5 }).update(data);
    const log = (m: number) =>
      data.reduce(
        (sum, x) => sum + new Normal({ mean: m, standardDeviation: 1.5 }).logDensity(x),
        new Normal({ mean: 0.5, standardDeviation: 2 }).logDensity(m),
      );
    const grid = gridPosterior(([m]) => log(m), [axis(-15, 15, 2001)]);
    expectClose(
      [grid.mean[0], grid.standardDeviation[0], grid.logEvidence],
      [model.posterior.mean, model.posterior.standardDeviation, model.logEvidence],
      { relative: 1e-10 },
    );
    expectClose(model.predictive().variance, model.posterior.variance + 2.25, { relative: 1e-14 });
  });

  it('NormalInverseGammaModel', () => {
    const data = [1.2, -0.3, 2.2, 0.8];
    const model = new NormalInverseGammaModel({ mean: 0.5, strength: 0.7, shape: 3, scale: 2 }).update(data);
    const variancePrior = new InverseGamma({ shape: 3, scale: 2 });
    const log = ([m, u]: Float64Array) => {
      const v = Math.exp(u);
      const prior =
        variancePrior.logDensity(v) +
        u +
        new Normal({ mean: 0.5, standardDeviation: Math.sqrt(v / 0.7) }).logDensity(m);
      return data.reduce(
        (sum, x) => sum + new Normal({ mean: m, standardDeviation: Math.sqrt(v) }).logDensity(x),
        prior,
      );
    };
    const grid = gridPosterior(log, [axis(-12, 13, 301), axis(-4, 5, 301)]);
    expectClose(grid.logEvidence, model.logEvidence, { relative: 1e-6 });
    expectClose(grid.mean[0], model.meanPosterior.mean, { relative: 1e-6 });
    const meanVariance = grid.marginal(1).reduce((sum, p, i) => sum + p * Math.exp(grid.axes[1][i]), 0);
    expectClose(meanVariance, model.variancePosterior.mean, { relative: 1e-4 });
    // the predictive integrates to the next step of the evidence
    const next = model.update([3]);
    expectClose(next.logEvidence - model.logEvidence, model.predictive().logDensity(3), { relative: 1e-12 });
  });

  it('GammaPoissonModel', () => {
    const model = new GammaPoissonModel({ shape: 2, rate: 1 }).update([3, 5, 4, 0]);
    expect(model.posterior.parameters).toEqual({ shape: 14, rate: 5 });
    const prior = new Gamma({ shape: 2, rate: 1 });
    const log = (r: number) => prior.logDensity(r) + 12 * Math.log(r) - 4 * r - Math.log(6 * 120 * 24);
    const grid = gridPosterior(([r]) => log(r), [axis(1e-6, 15, 4001)]);
    expectClose([grid.mean[0], grid.logEvidence], [model.posterior.mean, model.logEvidence], { relative: 1e-8 });
    const predictive = model.predictive();
    expectClose(predictive.mean, model.posterior.mean, { relative: 1e-12 });
    expectClose(predictive.variance, model.posterior.mean + model.posterior.variance, { relative: 1e-12 });
  });

  it('DirichletCategoricalModel of two classes is the coin', () => {
    const coin = new BetaBinomialModel({ alpha: 2, beta: 3 }).update({ successes: 7, failures: 4 });
    const die = new DirichletCategoricalModel({ concentration: [2, 3] }).update([7, 4]);
    expectClose(die.logEvidence, coin.logEvidence, { relative: 1e-12 });
    expectClose(die.predictive().pmf(0), coin.posterior.mean, { relative: 1e-14 });
    expectClose([die.interval(0.9)[0][0], die.interval(0.9)[1][0]], coin.posterior.interval(0.9), { relative: 1e-12 });
  });

  it('updating one by one is updating at once', () => {
    const values = [0.3, 1.9, -0.7];
    const pairs = [
      [new NormalNormalModel({ noise: 1 }), values],
      [new NormalInverseGammaModel({ mean: 0, strength: 1, shape: 2, scale: 1 }), values],
      [new GammaPoissonModel({ shape: 2, rate: 3 }), [4, 0, 2]],
    ] as const;
    for (const [model, data] of pairs) {
      const once = model.update(data);
      const single = data.reduce<{ update(values: number[]): typeof once; logEvidence: number }>(
        (m, x) => m.update([x]) as never,
        model as never,
      );
      expectClose(single.logEvidence, once.logEvidence, { relative: 1e-12 });
    }
    const coin = new BetaBinomialModel({ alpha: 1, beta: 1 });
    expectClose(
      coin.update({ successes: 1, failures: 0 }).update({ successes: 2, failures: 5 }).logEvidence,
      coin.update({ successes: 3, failures: 5 }).logEvidence,
      { relative: 1e-12 },
    );
  });

  it('Bayes factors', () => {
    const data = { successes: 9, failures: 1 };
    const fair = { logEvidence: 10 * Math.log(0.5) };
    const biased = new BetaBinomialModel({ alpha: 1, beta: 1 }).update(data);
    expectClose(logBayesFactor(biased, fair), -Math.log(11 * 10) + 10 * Math.LN2, { relative: 1e-12 });
    expect(() => logBayesFactor({ logEvidence: Number.NEGATIVE_INFINITY }, fair)).toThrow(/'first.logEvidence'/);
  });

  it('refuse bad data and priors', () => {
    const coin = new BetaBinomialModel({ alpha: 1, beta: 1 });
    expect(() => coin.update({ successes: -1, failures: 0 })).toThrow(/'successes'/);
    expect(() => coin.update({ successes: 1, failures: 0.5 })).toThrow(/'failures'/);
    expect(() => coin.predictive(-1)).toThrow(/'trials'/);
    expect(() => new BetaBinomialModel({ alpha: 0, beta: 1 })).toThrow(/'alpha'/);
    expect(() => new NormalNormalModel({ noise: 0 })).toThrow(/'noise'/);
    expect(() => new NormalNormalModel({ noise: 1 }).update([])).toThrow(/'values'/);
    for (const [name, bad] of [
      ['mean', Number.NaN],
      ['strength', 0],
      ['shape', 0],
      ['scale', 0],
    ] as const) {
      expect(() => new NormalInverseGammaModel({ mean: 0, strength: 1, shape: 1, scale: 1, [name]: bad })).toThrow(
        new RegExp(`'${name}'`),
      );
    }
    expect(() => new GammaPoissonModel({ shape: 1, rate: 1 }).update([0.5])).toThrow(/'counts'/);
    expect(() => new GammaPoissonModel({ shape: 0, rate: 1 })).toThrow(/'shape'/);
    expect(() => new DirichletCategoricalModel({ concentration: [1, 1] }).update([1])).toThrow(/'counts'/);
    expect(() => new DirichletCategoricalModel({ concentration: [1] })).toThrow(/'concentration'/);
  });
});

describe('bayesRule', () => {
  it('the medical test, and likelihoods of any size', () => {
    expectClose(bayesRule([0.01, 0.99], [Math.log(0.99), Math.log(0.05)]).posterior[0], 0.0099 / (0.0099 + 0.0495), {
      relative: 1e-14,
    });
    const { posterior, logEvidence } = bayesRule([0.5, 0.5, 0], [-5000, -5001, 0]);
    expectClose(posterior[0], 1 / (1 + Math.exp(-1)), { relative: 1e-12 });
    expectClose(logEvidence, logSumExp([-5000, -5001]) - Math.LN2, { relative: 1e-14 });
    expect(posterior[2]).toBe(0);
  });

  it('errors', () => {
    expect(() => bayesRule([0.5, 0.5], [0])).toThrow(/'logLikelihoods'/);
    expect(() => bayesRule([0.5, 0.5], [0, Number.NaN])).toThrow(/'logLikelihoods'/);
    expect(() => bayesRule([1, 0], [Number.NEGATIVE_INFINITY, 0])).toThrow(/possible/);
    expect(() => bayesRule([0.5], [0])).toThrow(/'prior'/);
  });
});

it('gridPosterior refuses bad axes and densities', () => {
  expect(() => gridPosterior(() => 0, [])).toThrow(/'axes'/);
  expect(() => gridPosterior(() => 0, [[1, 1]])).toThrow(/'axes'/);
  expect(() => gridPosterior(() => Number.NaN, [[0, 1]])).toThrow(/'logDensity'/);
  expect(() => gridPosterior(() => Number.NEGATIVE_INFINITY, [[0, 1]])).toThrow(/'logDensity'/);
  expect(() => gridPosterior(() => 0, [[0, 1]]).marginal(1)).toThrow(/'axis'/);
});
