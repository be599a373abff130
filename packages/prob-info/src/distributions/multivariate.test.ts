import { type DenseMatrix, InvalidArgumentError, Random } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { covarianceMatrix } from '../statistics/covariance.js';
import { Dirichlet } from './dirichlet.js';
import { Multinomial } from './multinomial.js';
import { MultivariateNormal } from './multivariate-normal.js';

type Table = readonly (readonly number[])[];
interface Golden {
  readonly normal: Record<'covariance' | 'points' | 'conditionalCovariance', Table> &
    Record<'mean' | 'logPdf' | 'given' | 'values' | 'conditionalMean', readonly number[]> & {
      readonly entropy: number;
    };
  readonly multinomial: {
    trials: number;
    probabilities: readonly number[];
    counts: Table;
    logPmf: readonly number[];
    entropy: number;
    covariance: Table;
  };
  readonly dirichlet: {
    concentration: readonly number[];
    points: Table;
    logPdf: readonly number[];
    entropy: number;
    covariance: Table;
  };
}
const golden = readGolden<Golden>(new URL('../../golden/multivariate.json', import.meta.url));
const rowsOf = ({ data, rows, columns }: DenseMatrix) =>
  Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));

describe('MultivariateNormal', () => {
  const { normal } = golden;
  const distribution = new MultivariateNormal(normal);

  it('agrees with SciPy', () => {
    expectClose(distribution.logPdfs(normal.points), normal.logPdf, { relative: 1e-12 });
    expectClose(distribution.entropy, normal.entropy, { relative: 1e-12 });
    const conditional = distribution.conditional(normal.given, normal.values);
    expectClose(conditional.mean, normal.conditionalMean, { relative: 1e-11 });
    expectClose(rowsOf(conditional.covariance), normal.conditionalCovariance, { relative: 1e-11 });
  });

  it('joint = marginal x conditional', () => {
    const x = normal.points[2];
    const marginal = distribution.marginal([0, 3]);
    const conditional = distribution.conditional([0, 3], [x[0], x[3]]);
    expectClose(marginal.logPdf([x[0], x[3]]) + conditional.logPdf([x[1], x[2]]), distribution.logPdf(x), {
      relative: 1e-12,
    });
    expectClose(
      distribution.solve([1, 2, 3, 4]).reduce((sum, v, i) => sum + v * normal.covariance[2][i], 0),
      3,
      { relative: 1e-11 },
    );
    expectClose(distribution.logDeterminant, 2 * (distribution.entropy - 2 * (Math.log(2 * Math.PI) + 1)), {
      relative: 1e-12,
    });
  });

  it('draws have the mean and covariance, and the fit finds them within its errors', () => {
    const draws = distribution.sample(new Random(2), 20_000);
    expect(distribution.sample(new Random(2))).toEqual(draws.data.slice(0, 4));
    const fit = MultivariateNormal.fit(draws);
    fit.distribution.mean.forEach((m, i) => {
      expect(Math.abs(m - normal.mean[i])).toBeLessThan(4.5 * fit.standardErrors.mean[i]);
    });
    fit.distribution.covariance.data.forEach((c, k) => {
      expect(Math.abs(c - normal.covariance[Math.floor(k / 4)][k % 4])).toBeLessThan(
        4.5 * fit.standardErrors.covariance[k],
      );
    });
    const sum = fit.distribution.logPdfs(draws).reduce((total, v) => total + v, 0);
    expectClose(fit.logLikelihood, sum, { relative: 1e-11 });
    // squared distances are chi-squared of 4 degrees: mean 4, variance 8
    const distances = rowsOf(draws).map((row) => distribution.squaredDistance(row));
    expect(Math.abs(distances.reduce((a, b) => a + b, 0) / 20_000 - 4)).toBeLessThan(5 * Math.sqrt(8 / 20_000));
  });

  it('weights count as repetitions', () => {
    const rows = normal.points
      .slice(0, 5)
      .concat(normal.points.slice(0, 2).map((row) => row.map((v, i) => v * (i + 1))));
    const weighted = MultivariateNormal.fit(rows, { weights: [1, 2, 1, 1, 1, 1, 2] });
    const plain = MultivariateNormal.fit([...rows, rows[1], rows[6]]);
    expectClose(weighted.distribution.covariance.data, plain.distribution.covariance.data, { relative: 1e-12 });
    expectClose(weighted.logLikelihood, plain.logLikelihood, { relative: 1e-12 });
  });

  it('refuses bad parameters', () => {
    expect(
      () =>
        new MultivariateNormal({
          mean: [0, 0],
          covariance: [
            [1, 2],
            [2, 1],
          ],
        }),
    ).toThrow(/positive definite/);
    expect(
      () =>
        new MultivariateNormal({
          mean: [0, 0],
          covariance: [
            [1, 0.5],
            [0.2, 1],
          ],
        }),
    ).toThrow(/symmetric/);
    expect(
      () =>
        new MultivariateNormal({
          mean: [0],
          covariance: [
            [1, 0],
            [0, 1],
          ],
        }),
    ).toThrow(/1 x 1/);
    expect(() => distribution.logPdf([1])).toThrow(/'x'/);
    expect(() => distribution.marginal([0, 0])).toThrow(/'coordinates'/);
    expect(() => distribution.marginal([4])).toThrow(/'coordinates'/);
    expect(() => distribution.conditional([0, 1, 2, 3], [1, 1, 1, 1])).toThrow(/'coordinates'/);
    expect(() => distribution.conditional([0], [1, 2])).toThrow(/'values'/);
    expect(() =>
      MultivariateNormal.fit([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    ).toThrow(/'rows'/);
    expect(() => distribution.sample(new Random(1), 0)).toThrow(/'count'/);
  });
});

describe('Multinomial', () => {
  const { multinomial } = golden;
  const distribution = new Multinomial(multinomial);

  it('agrees with SciPy', () => {
    expectClose(
      multinomial.counts.map((row) => distribution.logPmf(row)),
      multinomial.logPmf,
      { relative: 1e-12 },
    );
    expectClose(distribution.entropy, multinomial.entropy, { relative: 1e-10 });
    expectClose(rowsOf(distribution.covariance), multinomial.covariance, { relative: 1e-12 });
  });

  it('draws and fits', () => {
    const random = new Random(5);
    const draws = Array.from({ length: 5000 }, () => distribution.sample(random));
    expect(draws.every((row) => row.reduce((a, b) => a + b, 0) === 12)).toBe(true);
    const fit = Multinomial.fit(draws);
    fit.distribution.probabilities.forEach((p, k) => {
      expect(Math.abs(p - multinomial.probabilities[k])).toBeLessThan(4.5 * fit.standardErrors.probabilities[k]);
    });
    expectClose(
      fit.logLikelihood,
      draws.reduce((sum, row) => sum + fit.distribution.logPmf(row), 0),
      { relative: 1e-12 },
    );
    const { covariance } = covarianceMatrix(draws);
    expectClose(covariance.data[0], multinomial.covariance[0][0], { relative: 0.1 });
    expectClose(covariance.data[1], multinomial.covariance[0][1], { relative: 0.1 });
  });

  it('outside the support, and bad arguments', () => {
    expect(distribution.logPmf([12, 1, 0, 0])).toBe(Number.NEGATIVE_INFINITY);
    expect(distribution.logPmf([12.5, -0.5, 0, 0])).toBe(Number.NEGATIVE_INFINITY);
    expect(new Multinomial({ trials: 2, probabilities: [1, 0] }).logPmf([2, 0])).toBe(0);
    expect(() => distribution.logPmf([1])).toThrow(/'counts'/);
    expect(() => new Multinomial({ trials: 1, probabilities: [0.5, 0.6] })).toThrow(/'probabilities'/);
    expect(() => new Multinomial({ trials: -1, probabilities: [1] })).toThrow(/'trials'/);
    expect(() =>
      Multinomial.fit([
        [1, 2],
        [1, 1],
      ]),
    ).toThrow(/'counts'/);
    expect(() => Multinomial.fit([[1.5, 2]])).toThrow(/'counts'/);
    expect(() => Multinomial.fit([[1, 2]], { weights: [1, 2] })).toThrow(/'weights'/);
  });
});

describe('Dirichlet', () => {
  const { dirichlet } = golden;
  const distribution = new Dirichlet(dirichlet);

  it('agrees with SciPy', () => {
    expectClose(
      dirichlet.points.map((row) => distribution.logPdf(row)),
      dirichlet.logPdf,
      { relative: 1e-12 },
    );
    expectClose(distribution.entropy, dirichlet.entropy, { relative: 1e-11 });
    expectClose(rowsOf(distribution.covariance), dirichlet.covariance, { relative: 1e-12 });
  });

  it('draws and fits', () => {
    const random = new Random(5);
    const draws = Array.from({ length: 3000 }, () => distribution.sample(random));
    const fit = Dirichlet.fit(draws);
    fit.distribution.concentration.forEach((a, k) => {
      expect(Math.abs(a - dirichlet.concentration[k])).toBeLessThan(4.5 * fit.standardErrors.concentration[k]);
    });
    const sum = (d: Dirichlet) => draws.reduce((total, row) => total + d.logPdf(row), 0);
    expectClose(fit.logLikelihood, sum(fit.distribution), { relative: 1e-10 });
    for (const k of [0, 1, 2]) {
      for (const factor of [0.99, 1.01]) {
        const moved = fit.distribution.concentration.map((a, j) => (j === k ? a * factor : a));
        expect(sum(new Dirichlet({ concentration: moved }))).toBeLessThan(fit.logLikelihood);
      }
    }
    const tiny = new Dirichlet({ concentration: [1e-4, 1e-4] }).sample(new Random(1));
    expectClose(tiny[0] + tiny[1], 1, { relative: 1e-12 });
  });

  it('outside the support, and bad arguments', () => {
    expect(distribution.logPdf([0.5, 0.6, -0.1])).toBe(Number.NEGATIVE_INFINITY);
    expect(distribution.logPdf([0.5, 0.6, 0.5])).toBe(Number.NEGATIVE_INFINITY);
    expect(() => distribution.logPdf([1])).toThrow(/'x'/);
    expect(() => new Dirichlet({ concentration: [1] })).toThrow(InvalidArgumentError);
    expect(() => new Dirichlet({ concentration: [1, 0] })).toThrow(/'concentration'/);
    expect(() =>
      Dirichlet.fit([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    ).toThrow(/'rows'/);
    expect(() => Dirichlet.fit([[0.5, 0.6]])).toThrow(/'rows'/);
    expect(() =>
      Dirichlet.fit([
        [1, 0],
        [0.5, 0.5],
      ]),
    ).toThrow(/'rows'/);
  });
});
