import { expectClose, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adjustedMutualInformation,
  adjustedRandIndex,
  calinskiHarabaszIndex,
  completeness,
  daviesBouldinIndex,
  type EntropyMean,
  fowlkesMallowsIndex,
  homogeneity,
  mutualInformation,
  normalizedMutualInformation,
  randIndex,
  silhouette,
  silhouetteSamples,
  vMeasure,
} from '../index.js';

interface Labelings extends Record<string, unknown> {
  labels: number[];
  clusters: number[];
  normalized: Record<EntropyMean, number>;
  adjusted: Record<EntropyMean, number>;
}
interface Points extends Record<string, unknown> {
  points: number[][];
  clusters: number[];
  samples: number[];
}
const golden = readGolden<{ labelings: Labelings[]; points: Points[] }>(
  new URL('../../golden/clustering.json', import.meta.url),
);
const tight = { relative: 1e-12, absolute: 1e-14 };

describe.each(golden.labelings)('two labellings as scikit-learn compares them %#', (data) => {
  const { labels, clusters } = data;
  it('scores', () => {
    const actual = {
      adjustedRandIndex: adjustedRandIndex(labels, clusters),
      randIndex: randIndex(labels, clusters),
      mutualInformation: mutualInformation(labels, clusters),
      homogeneity: homogeneity(labels, clusters),
      completeness: completeness(labels, clusters),
      vMeasure: vMeasure(labels, clusters),
      vMeasure2: vMeasure(labels, clusters, { beta: 2 }),
      fowlkesMallows: fowlkesMallowsIndex(labels, clusters),
    };
    for (const [name, value] of Object.entries(actual)) expectClose(value, data[name] as number, tight);
  });

  it.each(['arithmetic', 'geometric', 'min', 'max'] as const)('information with the %s mean', (mean) => {
    expectClose(normalizedMutualInformation(labels, clusters, { mean }), data.normalized[mean], tight);
    expectClose(adjustedMutualInformation(labels, clusters, { mean }), data.adjusted[mean], {
      relative: 1e-11, // the reference's log-gamma and our sum of logs differ in their last digits
      absolute: 1e-13,
    });
  });

  it('do not depend on the names of the clusters, nor the symmetric ones on the sides', () => {
    const renamed = clusters.map((k) => `cluster ${(7 * k + 3) % 11}`);
    expectClose(adjustedRandIndex(labels, renamed), adjustedRandIndex(clusters, labels), tight);
    expectClose(adjustedMutualInformation(labels, renamed), adjustedMutualInformation(clusters, labels), tight);
    expectClose(homogeneity(labels, renamed), completeness(clusters, labels), tight);
  });
});

describe.each(golden.points)('points as scikit-learn scores them %#', (data) => {
  it('scores', () => {
    const { points, clusters } = data;
    expectClose(silhouette(points, clusters), data['silhouette'] as number, tight);
    expectClose(silhouetteSamples(points, clusters), data.samples, tight);
    expectClose(daviesBouldinIndex(points, clusters), data['daviesBouldin'] as number, tight);
    expectClose(calinskiHarabaszIndex(points, clusters), data['calinskiHarabasz'] as number, tight);
  });
});

describe('clustering', () => {
  it('random labellings score about 0 when adjusted', () => {
    const labels = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 400, maxLength: 400 });
    fc.assert(
      fc.property(labels, labels, (first, second) => {
        expect(Math.abs(adjustedRandIndex(first, second))).toBeLessThan(0.2);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('undefined values', () => {
    expect(adjustedRandIndex([], [])).toBe(1);
    expect(fowlkesMallowsIndex([], [])).toBe(0);
    for (const metric of [silhouette, daviesBouldinIndex, calinskiHarabaszIndex]) {
      expect(metric([[1], [2]], [0, 0])).toBeNaN();
      expect(metric([[1], [2]], [0, 1])).toBeNaN();
    }
    expect(silhouetteSamples([[1], [2]], [0, 1])).toEqual(Float64Array.of(Number.NaN, Number.NaN));
    expect(daviesBouldinIndex([[1], [1], [2]], [0, 0, 1])).toBe(0);
    expect(calinskiHarabaszIndex([[1], [1], [2]], [0, 0, 1])).toBe(1);
    expect(silhouette([[1], [1], [1]], [0, 0, 1])).toBe(0);
  });

  it('refuses what it cannot score', () => {
    expect(() => adjustedRandIndex([0], [0, 1])).toThrow("'clusters' of adjustedRandIndex must have as many samples");
    expect(() => silhouette([[0]], [0, 1])).toThrow("'clusters' of silhouette must have as many samples");
    expect(() => vMeasure([0], [0], { beta: -1 })).toThrow("'beta'");
    expect(() => normalizedMutualInformation([0], [0], { mean: 'mean' as never })).toThrow("'mean'");
    expect(() => adjustedMutualInformation([0], [0], { mean: 'mean' as never })).toThrow("'mean'");
  });
});
