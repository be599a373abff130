import { Random } from '@ai/core';
import { expectClose } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { KMeans, KMedoids } from '../index.js';

/** The smallest cost over all choices of two medoids. */
function bestCostOfTwo(x: number[][]): number {
  const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, j) => value - b[j]));
  let best = Number.POSITIVE_INFINITY;
  for (const a of x)
    for (const b of x)
      best = Math.min(
        best,
        x.reduce((sum, row) => sum + Math.min(distance(row, a), distance(row, b)), 0),
      );
  return best;
}

describe('KMedoids', () => {
  it('finds the best of all pairs, from either start', () => {
    for (let seed = 0; seed < 8; seed++) {
      const random = new Random(seed);
      const x = Array.from({ length: 24 }, (_, i) => [random.normal(i % 2 ? 4 : 0), random.normal()]);
      for (const init of ['build', 'first'] as const) {
        expectClose(new KMedoids({ numClusters: 2, init }).fit(x).cost, bestCostOfTwo(x), { relative: 1e-12 });
      }
    }
  });

  it('is not moved by an outlier that moves k-means', () => {
    const x = [[0], [1], [2], [9], [10], [11], [30]];
    const medoids = new KMedoids({ numClusters: 2 }).fit(x).medoids.data.toSorted();
    expect([...medoids]).toEqual([1, 10]);
    const init = [[1], [10]];
    const centers = new KMeans({ numClusters: 2, init }).fit(x).centers.data.toSorted();
    expect(centers[1]).toBeGreaterThan(14);
  });

  it('goes by other distances', () => {
    const x = [
      [0, 0],
      [3, 3],
      [0, 5],
    ];
    expect(new KMedoids({ numClusters: 1, metric: 'manhattan' }).fit(x).cost).toBe(10);
    expect(new KMedoids({ numClusters: 1, metric: 'chebyshev' }).fit(x).cost).toBe(6);
  });
});
