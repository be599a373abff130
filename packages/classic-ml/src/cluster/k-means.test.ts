import { Random, setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf } from '../../test/data-sets.js';
import { KMeans } from '../index.js';

interface Expected {
  readonly start: number[];
  readonly centers: number[][];
  readonly labels: number[];
  readonly inertia: number;
}
const golden = readGolden<Record<string, Record<string, Expected>>>(
  new URL('../../golden/clusters.json', import.meta.url),
);
const names = Object.keys(CLASSIFICATION_SETS);

function warningsOf(body: () => void): string[] {
  const warnings: string[] = [];
  const before = setLogger({ warn: (message) => warnings.push(message) });
  body();
  setLogger(before);
  return warnings;
}

describe('KMeans', () => {
  it.each(names)('finds the clusters of scikit-learn from the same start: %s', (name) => {
    const data = CLASSIFICATION_SETS[name];
    for (const numClusters of [1, 3, 6]) {
      const expected = golden[name][`kMeans ${numClusters}`];
      const init = expected.start.map((i) => data.x[i]);
      for (const algorithm of ['lloyd', 'hamerly', 'elkan'] as const) {
        const model = new KMeans({ numClusters, init, tolerance: 0, algorithm }).fit(data.x, fitOptionsOf(data));
        expect([...model.labels]).toEqual(expected.labels);
        expectClose(model.centers.data, expected.centers.flat(), { relative: 1e-10, absolute: 1e-12 });
        expectClose(model.inertia, expected.inertia, { relative: 1e-10 });
      }
    }
  });

  it('gives the same with bounds as without, on overlapping clusters', () => {
    const random = new Random(4);
    const x = Array.from({ length: 400 }, () => [random.normal(), random.normal(), random.normal()]);
    const options = { numClusters: 12, tolerance: 0, seed: 5, keepSteps: true };
    const lloyd = new KMeans({ ...options, algorithm: 'lloyd' }).fit(x);
    for (const algorithm of ['hamerly', 'elkan'] as const) {
      expect(new KMeans({ ...options, algorithm }).fit(x)).toEqual(lloyd);
    }
  });

  it('gives the same with bounds as without, on ties, duplicates, weights, and clusters that lose their samples', () => {
    const before = setLogger({ warn: () => {} });
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3 }), (seed, n, d) => {
        const random = new Random(seed);
        const rows = (count: number, range: number) =>
          Array.from({ length: count }, () => Array.from({ length: d }, () => random.integer(0, range)));
        const x = rows(n, 5);
        const numClusters = [1, n, random.integer(1, n + 1)][random.integer(0, 3)];
        // some centers out of reach of every sample
        const options = {
          numClusters,
          init: rows(numClusters, [5, 50][random.integer(0, 2)]),
          tolerance: 0,
          keepSteps: true,
        };
        const sampleWeights = x.map(() => random.integer(1, 4));
        const lloyd = new KMeans({ ...options, algorithm: 'lloyd' }).fit(x, { sampleWeights });
        for (const algorithm of ['hamerly', 'elkan'] as const) {
          expect(new KMeans({ ...options, algorithm }).fit(x, { sampleWeights })).toEqual(lloyd);
        }
      }),
      { numRuns: 200 },
    );
    setLogger(before);
  });

  it('lowers the inertia at every step', () => {
    const { x } = CLASSIFICATION_SETS.tall;
    const model = new KMeans({ numClusters: 6, init: 'random', tolerance: 0, keepSteps: true }).fit(x);
    const values = (model.steps ?? []).map(({ inertia }) => inertia);
    expect(values.length).toBe(model.iterations);
    values.slice(1).forEach((value, i) => {
      expect(value).toBeLessThanOrEqual(values[i]);
    });
  });

  it('more starts never end higher', () => {
    const { x } = CLASSIFICATION_SETS.tall;
    const inertia = (numStarts: number) => new KMeans({ numClusters: 6, init: 'random', numStarts }).fit(x).inertia;
    expect(inertia(10)).toBeLessThanOrEqual(inertia(1));
  });

  it('re-seeds a cluster that has lost its samples', () => {
    const model = new KMeans({ numClusters: 3, init: [[0], [100], [200]] }).fit([[0], [1], [5], [6]]);
    expect(new Set(model.labels).size).toBe(3);
  });

  it('warns of fewer distinct points than clusters', () => {
    const warnings = warningsOf(() => new KMeans({ numClusters: 3 }).fit([[1], [1], [2], [2]]));
    expect(warnings).toEqual(['KMeans found 2 distinct clusters, fewer than numClusters (3).']);
  });

  it('refuses more clusters than samples and starts of another shape', () => {
    expect(() => new KMeans({ numClusters: 3 }).fit([[1], [2]])).toThrow(
      "'numClusters' of KMeans must be at most the number of samples (2), got 3.",
    );
    expect(() => new KMeans({ numClusters: 2, init: [[1, 2]] }).fit([[1], [2]])).toThrow(
      "'init' of KMeans must be 2 x 1 centers, got 1 x 2.",
    );
  });
});
