import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf } from '../../test/data-sets.js';
import { AgglomerativeClustering, Dbscan } from '../index.js';

interface Golden {
  readonly scaled: number[][];
  readonly dbscan: { radius: number; labels: number[]; core: number[] };
  readonly [linkage: `agglomerative ${string}`]: { labels: number[]; distances: number[] };
}
const golden = readGolden<Record<string, Golden>>(new URL('../../golden/clusters.json', import.meta.url));
const names = Object.keys(CLASSIFICATION_SETS);

/** The same division, whatever the numbers of the clusters. */
function samePartition(actual: ArrayLike<number>, expected: ArrayLike<number>): boolean {
  const pairs = new Set(Array.from(actual, (label, i) => `${label} ${expected[i]}`));
  return pairs.size === new Set(Array.from(actual)).size && pairs.size === new Set(Array.from(expected)).size;
}

describe('Dbscan', () => {
  it.each(names)('agrees with scikit-learn on the %s set', (name) => {
    const { scaled, dbscan } = golden[name];
    const options = { radius: dbscan.radius, minSamples: 4 };
    const model = new Dbscan(options).fit(scaled, fitOptionsOf(CLASSIFICATION_SETS[name]));
    expect([...model.labels]).toEqual(dbscan.labels);
    expect([...model.coreIndices]).toEqual(dbscan.core);
  });

  it('finds everything to be noise, or one cluster', () => {
    expect([...new Dbscan({ radius: 0.1 }).fit([[1], [2], [3]]).labels]).toEqual([-1, -1, -1]);
    expect(new Dbscan({ radius: 9, minSamples: 1 }).fit([[1], [2], [3]]).numClusters).toBe(1);
  });
});

describe('AgglomerativeClustering', () => {
  it.each(names)('agrees with scikit-learn on the %s set', (name) => {
    const { scaled } = golden[name];
    for (const linkage of ['ward', 'complete', 'average', 'single'] as const) {
      const expected = golden[name][`agglomerative ${linkage}`];
      const model = new AgglomerativeClustering({ numClusters: 4, linkage }).fit(scaled);
      expectClose(model.distances, expected.distances, { relative: 1e-9 });
      expect(samePartition(model.labels, expected.labels)).toBe(true);
    }
  });

  it('stops at a distance', () => {
    const options = { distanceThreshold: 3, linkage: 'single' as const };
    const model = new AgglomerativeClustering(options).fit([[1], [2], [10], [11], [50]]);
    expect([...model.labels]).toEqual([0, 0, 1, 1, 2]);
    expect(model.numClusters).toBe(3);
    expect([...model.children.data.slice(0, 2)]).toEqual([0, 1]);
  });

  it('refuses both limits and more clusters than samples', () => {
    expect(() => new AgglomerativeClustering({ numClusters: 2, distanceThreshold: 1 }).fit([[1], [2]])).toThrow(
      "'distanceThreshold' of AgglomerativeClustering must be left out with numClusters, got 1.",
    );
    expect(() => new AgglomerativeClustering({ numClusters: 3 }).fit([[1], [2]])).toThrow("'numClusters'");
  });
});
