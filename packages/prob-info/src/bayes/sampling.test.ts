import { Random } from '@ai/core';
import { expectClose } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { Gamma } from '../distributions/gamma.js';
import { MultivariateNormal } from '../distributions/multivariate-normal.js';
import { diagnoseChains } from './diagnostics.js';
import { hamiltonianMonteCarlo } from './hamiltonian.js';
import { metropolis } from './metropolis.js';

const target = new MultivariateNormal({
  mean: [1, -2],
  covariance: [
    [4, 1.8],
    [1.8, 1],
  ],
}); // correlation 0.9
const starts = [
  [5, 5],
  [-5, 0],
  [0, -8],
  [2, 2],
];

describe.each([
  ['metropolis', (seed: number) => metropolis((x) => target.logPdf(x), starts, { seed, draws: 4000 })],
  [
    'hamiltonianMonteCarlo',
    (seed: number) =>
      hamiltonianMonteCarlo((x) => target.logPdf(x), starts, {
        seed,
        draws: 600,
        gradient: (x) => target.solve(x.map((v, i) => target.mean[i] - v)),
      }),
  ],
])('%s', (name, run) => {
  const chains = run(1);

  it('finds a correlated normal: moments within their Monte Carlo errors, R-hat near 1', () => {
    for (const d of [0, 1]) {
      expect(Math.abs(chains.mean[d] - target.mean[d])).toBeLessThan(4.5 * chains.monteCarloError[d]);
      expect(chains.rHat[d]).toBeLessThan(1.02);
      expect(chains.effectiveSampleSize[d]).toBeGreaterThan(name === 'metropolis' ? 800 : 400);
      expectClose(chains.standardDeviation[d], [2, 1][d], { relative: 0.12 });
    }
    for (const rate of chains.acceptance) {
      expect(rate).toBeGreaterThan(0.15);
      expect(rate).toBeLessThan(0.99);
    }
  });

  it('repeats with the seed', () => {
    expect(run(1).draws[2][10]).toEqual(chains.draws[2][10]);
    expect(run(2).draws[2][10]).not.toEqual(chains.draws[2][10]);
    expect([chains.draws.length, chains.draws[0][0].length]).toEqual([4, 2]);
  });
});

it('metropolis respects a bounded support', () => {
  const gamma = new Gamma({ shape: 2, rate: 3 });
  const { mean, draws, monteCarloError } = metropolis(([x]) => gamma.logPdf(x), [[0.1], [2]], { seed: 3, draws: 5000 });
  expect(Math.abs(mean[0] - 2 / 3)).toBeLessThan(4.5 * monteCarloError[0]);
  expect(draws[0].every(([x]) => x >= 0)).toBe(true);
});

it('hamiltonianMonteCarlo takes numeric gradients', () => {
  const { mean, monteCarloError } = hamiltonianMonteCarlo(([x]) => -0.5 * (x - 3) ** 2, [[0], [1]], {
    seed: 3,
    draws: 300,
  });
  expect(Math.abs(mean[0] - 3)).toBeLessThan(4.5 * monteCarloError[0]);
});

it('samplers refuse bad starts and options', () => {
  const flat = () => 0;
  for (const run of [metropolis, hamiltonianMonteCarlo]) {
    expect(() => run(flat, [], { seed: 1 })).toThrow(/'starts'/);
    expect(() => run(flat, [[1], [1, 2]], { seed: 1 })).toThrow(/'starts'/);
    expect(() => run(() => Number.NEGATIVE_INFINITY, [[1]], { seed: 1 })).toThrow(/'starts'/);
    expect(() => run(flat, [[1]], { seed: 1, draws: 3 })).toThrow(/'draws'/);
    expect(() => run(flat, [[1]], { seed: 1, warmup: -1 })).toThrow(/'warmup'/);
    expect(() => run(flat, [[1]], { seed: 0.5 })).toThrow(/'seed'/);
  }
  expect(() => metropolis(flat, [[1]], { seed: 1, stepSize: 0 })).toThrow(/'stepSize'/);
  expect(() => hamiltonianMonteCarlo(flat, [[1]], { seed: 1, pathLength: 0 })).toThrow(/'pathLength'/);
  expect(() => hamiltonianMonteCarlo(flat, [[1]], { seed: 1, maxSteps: 0 })).toThrow(/'maxSteps'/);
  expect(() => hamiltonianMonteCarlo(flat, [[1]], { seed: 1, targetAcceptance: 1 })).toThrow(/'targetAcceptance'/);
});

describe('diagnoseChains', () => {
  const autoregressive = (phi: number, seed: number, n: number, shift = 0) => {
    const random = new Random(seed);
    let x = random.normal() / Math.sqrt(1 - phi * phi);
    return Float64Array.from({ length: n }, () => {
      x = phi * x + random.normal();
      return x + shift;
    });
  };

  it('effective size of autoregressive chains is N (1 - phi) / (1 + phi)', () => {
    for (const phi of [0, 0.5, 0.9]) {
      const chains = [1, 2, 3, 4].map((seed) => autoregressive(phi, seed, 5000));
      const { rHat, effectiveSampleSize } = diagnoseChains(chains);
      expectClose(effectiveSampleSize, (20_000 * (1 - phi)) / (1 + phi), { relative: 0.15 });
      expect(rHat).toBeLessThan(1.02);
    }
  });

  it('R-hat sees chains in different places and drifts within one', () => {
    expect(diagnoseChains([autoregressive(0, 1, 500), autoregressive(0, 2, 500, 3)]).rHat).toBeGreaterThan(1.5);
    expect(diagnoseChains([Float64Array.from({ length: 100 }, (_, i) => i)]).rHat).toBeGreaterThan(1.5);
    expect(diagnoseChains([[2, 2, 2, 2]]).rHat).toBeNaN();
  });

  it('errors', () => {
    expect(() => diagnoseChains([])).toThrow(/'chains'/);
    expect(() => diagnoseChains([[1, 2, 3]])).toThrow(/'chains'/);
    expect(() =>
      diagnoseChains([
        [1, 2, 3, 4],
        [1, 2, 3, 4, 5],
      ]),
    ).toThrow(/'chains'/);
  });
});
