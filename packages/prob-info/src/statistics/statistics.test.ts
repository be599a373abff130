import { type DenseMatrix, InvalidArgumentError, Random } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlation, correlationMatrix, covariance, covarianceMatrix } from './covariance.js';
import { EmpiricalCdf } from './empirical-cdf.js';
import { type BinRule, histogram } from './histogram.js';
import { KernelDensity } from './kernel-density.js';
import { mean, standardDeviation, variance } from './moments.js';
import { median, type QuantileType, quantiles } from './quantiles.js';
import { kendall, spearman } from './rank-correlation.js';
import { type RankMethod, ranks } from './ranks.js';
import { RunningCovariance } from './running-covariance.js';

type Table = number[][];
interface Golden {
  table: Table;
  weights: number[];
  covariance: Table;
  weighted: Table;
  correlation: Table;
  x: number[];
  y: number[];
  spearman: number;
  kendall: number;
  ranks: Record<RankMethod, number[]>;
  values: number[];
  levels: number[];
  quantiles: Table;
  smallQuantiles: Table;
  bins: Record<BinRule, [number[], number[]]>;
  range: Table;
  edges: number[];
  kde: { weights: number[]; points: number[]; logPdf: number[]; silverman: number[]; cdf: number };
}
const golden = readGolden<Golden>(new URL('../../golden/statistics.json', import.meta.url));
const rowsOf = ({ data, rows, columns }: DenseMatrix) =>
  Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));
const column = (j: number) => golden.table.map((row) => row[j]);

describe('means, variances, covariances', () => {
  it('agree with numpy, also 1e9 away from 0', () => {
    const result = covarianceMatrix(golden.table);
    expectClose(rowsOf(result.covariance), golden.covariance, { relative: 1e-7 }); // numpy itself loses digits at 1e9
    expectClose(rowsOf(correlationMatrix(golden.table)), golden.correlation, { relative: 1e-7 });
    expectClose(covariance(column(1), column(2)), golden.covariance[1][2], { relative: 1e-12 });
    expectClose(correlation(column(1), column(2)), golden.correlation[1][2], { relative: 1e-12 });
    expectClose(variance(column(1)), golden.covariance[1][1], { relative: 1e-13 });
    expectClose(result.mean[1], mean(column(1)), { relative: 1e-13 });
    const weighted = covarianceMatrix(golden.table, { weights: golden.weights, ddof: 0 });
    expectClose(weighted.covariance.data[4], golden.weighted[1][1], { relative: 1e-12 });
    expectClose(variance(column(1), { weights: golden.weights, ddof: 0 }), golden.weighted[1][1], { relative: 1e-12 });
  });

  it('keep all digits of 1e9 + noise', () => {
    const noise = Array.from({ length: 1000 }, (_, i) => (i * 37) % 64);
    const far = noise.map((v) => v + 1e9);
    expect(variance(far)).toBe(variance(noise));
    expect(covarianceMatrix(far.map((v) => [v])).covariance.data[0]).toBeCloseTo(variance(noise), 8);
    expect(Math.abs(mean(far) - 1e9 - mean(noise))).toBeLessThanOrEqual(2 ** -24); // half the spacing of float64 at 1e9
  });

  it('streamed in any batches and merged in any grouping, the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 9 })), {
          minLength: 3,
          maxLength: 30,
        }),
        fc.nat(),
        fc.nat(),
        (rows, first, second) => {
          const [a, b] = [first % rows.length, second % rows.length].sort((p, q) => p - q);
          const parts = [rows.slice(0, a), rows.slice(a, b), rows.slice(b)].filter((part) => part.length > 0);
          const [head, ...rest] = parts.map((part) => new RunningCovariance(2).update(part));
          const merged = rest.reduce((sum, part) => sum.merge(part), head);
          const streamed = parts.reduce((sum, part) => sum.update(part), new RunningCovariance(2));
          const whole = covarianceMatrix(rows);
          expectClose(merged.covariance().data, whole.covariance.data, { relative: 1e-10, absolute: 1e-10 });
          expectClose(streamed.covariance().data, whole.covariance.data, { relative: 1e-10, absolute: 1e-10 });
          expectClose(merged.mean, whole.mean, { relative: 1e-12, absolute: 1e-12 });
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it('long tables cross block borders; weights count as repetitions', () => {
    const random = new Random(1);
    const rows = Array.from({ length: 700 }, () => [random.normal(), random.uniform(), random.normal()]);
    const plain = covarianceMatrix(rows);
    expectClose(
      covariance(
        rows.map((r) => r[0]),
        rows.map((r) => r[2]),
      ),
      plain.covariance.data[2],
      { relative: 1e-12 },
    );
    const weights = rows.map((_, i) => i % 3);
    const repeated = rows.flatMap((row, i) => new Array<number[]>(i % 3).fill(row));
    expectClose(covarianceMatrix(rows, { weights }).covariance.data, covarianceMatrix(repeated).covariance.data, {
      relative: 1e-11,
    });
  });

  it('degenerate samples', () => {
    expect(variance([3])).toBeNaN();
    expect(variance([3], { ddof: 0 })).toBe(0);
    expect(standardDeviation([3, 3])).toBe(0);
    expect(new RunningCovariance(1).mean[0]).toBeNaN();
    expect(new RunningCovariance(1).covariance().data[0]).toBeNaN();
    expect(
      correlationMatrix([
        [1, 2],
        [1, 3],
      ]).data,
    ).toEqual(Float64Array.of(Number.NaN, Number.NaN, Number.NaN, 1));
    expect(() => mean([])).toThrow(/'values'/);
    expect(() => mean([1, Number.NaN])).toThrow(/NaN at index 1/);
    expect(() => mean([1], { weights: [0] })).toThrow(/'weights'/);
    expect(() => variance([1, 2], { ddof: Number.NaN })).toThrow(/'ddof'/);
    expect(() => covariance([1, 2], [1])).toThrow(/'y'/);
    expect(() => covarianceMatrix([[1, 2], [1]])).toThrow(InvalidArgumentError);
    expect(() => new RunningCovariance(0)).toThrow(/'columns'/);
    expect(() => new RunningCovariance(1).update([[1, 2]])).toThrow(/'rows'/);
    expect(() => new RunningCovariance(1).merge(new RunningCovariance(2))).toThrow(/'other'/);
    expect(() => new RunningCovariance(1).covariance(Number.NaN)).toThrow(/'ddof'/);
  });
});

describe('ranks and rank correlations', () => {
  it('agree with SciPy', () => {
    for (const [method, expected] of Object.entries(golden.ranks))
      expect(Array.from(ranks(golden.x, { method: method as RankMethod }))).toEqual(expected);
    expectClose(spearman(golden.x, golden.y), golden.spearman, { relative: 1e-12 });
    expectClose(kendall(golden.x, golden.y), golden.kendall, { relative: 1e-12 });
  });

  it('limits and errors', () => {
    expect(kendall([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
    expect(spearman([1, 2, 3], [1, 8, 27])).toBe(1);
    expect(kendall([1, 1], [1, 2])).toBeNaN();
    expect(spearman([1, 1], [1, 2])).toBeNaN();
    expect(() => ranks([1], { method: 'best' as RankMethod })).toThrow(/'method'/);
    expect(() => kendall([1], [1, 2])).toThrow(/'y'/);
    expect(() => spearman([1], [1, 2])).toThrow(/'y'/);
  });
});

describe('quantiles', () => {
  it('of all nine types agree with numpy', () => {
    const small = [8, 2, 1, 2, 5, 3, 21, 13];
    golden.quantiles.forEach((expected, t) => {
      expectClose(quantiles(golden.values, golden.levels, { type: (t + 1) as QuantileType }), expected, {
        relative: 1e-12,
        absolute: 1e-14,
      });
      expectClose(quantiles(small, golden.levels, { type: (t + 1) as QuantileType }), golden.smallQuantiles[t], {
        relative: 1e-12,
      });
    });
    expect(median([3, 1, 2])).toBe(2);
  });

  it('errors', () => {
    expect(() => quantiles([1], [1.5])).toThrow(/'probabilities'/);
    expect(() => quantiles([], [0.5])).toThrow(/'values'/);
    expect(() => quantiles([1], [0.5], { type: 10 as QuantileType })).toThrow(/'type'/);
  });
});

describe('histogram', () => {
  it('has the bins of numpy, by every rule', () => {
    for (const [rule, [counts, edges]] of Object.entries(golden.bins)) {
      const actual = histogram(golden.values, { bins: rule as BinRule });
      expect([rule, ...actual.counts]).toEqual([rule, ...counts]);
      expectClose(actual.edges, edges, { relative: 1e-12, absolute: 1e-14 });
    }
    const inRange = histogram(golden.values, { bins: 7, range: [-1, 2] });
    expect(Array.from(inRange.counts)).toEqual(golden.range[0]);
    expectClose(inRange.density, golden.range[1], { relative: 1e-12 });
    expect(Array.from(histogram(golden.x, { bins: [0, 0.25, 1, 1.5, 9] }).counts)).toEqual(golden.edges);
  });

  it('every value falls between its edges', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 40 }),
        (values, bins) => {
          const regular = histogram(values, { bins });
          expect(regular.counts.reduce((a, b) => a + b, 0)).toBe(values.length);
          const rising = regular.edges.every((edge, i) => i === 0 || edge > regular.edges[i - 1]);
          if (rising)
            expect(Array.from(histogram(values, { bins: regular.edges }).counts)).toEqual(Array.from(regular.counts));
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });

  it('constants, weights and errors', () => {
    expect(Array.from(histogram([2, 2], { bins: 2 }).edges)).toEqual([1.5, 2, 2.5]);
    expect(Array.from(histogram([1, 2, 3], { bins: 2, weights: [0.5, -1, 2] }).counts)).toEqual([0.5, 1]);
    expect(histogram([5], { bins: 2, range: [0, 1] }).density[0]).toBeNaN();
    expect(() => histogram([])).toThrow(/'values'/);
    expect(() => histogram([1], { bins: 0 })).toThrow(/'bins'/);
    expect(() => histogram([1], { bins: 'best' as BinRule })).toThrow(/'bins'/);
    expect(() => histogram([1], { bins: [1, 1] })).toThrow(/'bins'/);
    expect(() => histogram([1], { range: [2, 1] })).toThrow(/'range'/);
    expect(() => histogram([1, 2], { weights: [1] })).toThrow(/'weights'/);
    expect(() => histogram([1, 2], { weights: [1, 1], bins: 'fd' })).toThrow(/'weights'/);
  });
});

describe('EmpiricalCdf', () => {
  it('steps at the values', () => {
    const cdf = new EmpiricalCdf([3, 1, 2, 2]);
    expect([0, 1, 1.5, 2, 3, 9].map((x) => cdf.at(x))).toEqual([0, 0.25, 0.25, 0.75, 1, 1]);
    expect(new EmpiricalCdf([1, 2], { weights: [3, 1] }).at(1)).toBe(0.75);
    expectClose(cdf.bandHalfWidth(0.95, 100), 0.1358, { relative: 1e-3 });
    expect(() => new EmpiricalCdf([])).toThrow(/'values'/);
    expect(() => new EmpiricalCdf([1], { weights: [-1] })).toThrow(/'weights'/);
  });
});

describe('KernelDensity', () => {
  const { kde } = golden;
  const values = golden.values.slice(0, 50);

  it('agrees with SciPy', () => {
    const density = new KernelDensity(values, { weights: kde.weights });
    expectClose(
      kde.points.map((x) => density.logPdf(x)),
      kde.logPdf,
      { relative: 1e-11 },
    );
    expectClose(density.cdf(0.7), kde.cdf, { relative: 1e-11 });
    const silverman = new KernelDensity(values, { bandwidth: 'silverman' });
    expectClose(
      kde.points.map((x) => silverman.logPdf(x)),
      kde.silverman,
      { relative: 1e-11 },
    );
    expectClose(new KernelDensity([0], { bandwidth: 2 }).pdf(0), 1 / (2 * Math.sqrt(2 * Math.PI)), { relative: 1e-14 });
  });

  it('draws have its distribution', () => {
    const density = new KernelDensity(values, { weights: kde.weights });
    const draws = density.sample(new Random(1), 5000).sort();
    let distance = 0;
    draws.forEach((x, i) => {
      distance = Math.max(distance, Math.abs((i + 0.5) / 5000 - density.cdf(x)));
    });
    expect(distance * Math.sqrt(5000)).toBeLessThan(1.95);
  });

  it('errors', () => {
    expect(() => new KernelDensity([1, 1])).toThrow(/'values'/);
    expect(() => new KernelDensity([1, 2], { bandwidth: 0 })).toThrow(/'bandwidth'/);
    expect(() => new KernelDensity([1, 2], { bandwidth: 'best' as never })).toThrow(/'bandwidth'/);
  });
});
