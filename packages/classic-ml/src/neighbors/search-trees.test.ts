import { Random } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NearestNeighbors } from '../index.js';

const METRICS = ['euclidean', 'manhattan', 'chebyshev', 'minkowski'] as const;

describe.each(['kdTree', 'ballTree', 'auto'] as const)('%s', (algorithm) => {
  it.each(METRICS)('finds what brute force finds, ties included, by %s distance', (metric) => {
    const options = { metric, ...(metric === 'minkowski' ? { p: 3 } : {}) };
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        (seed, n, d, onGrid) => {
          const random = new Random(seed);
          const coordinate = () => (onGrid ? random.integer(0, 4) : random.normal());
          const rows = (count: number) => Array.from({ length: count }, () => Array.from({ length: d }, coordinate));
          const x = rows(n);
          const queries = rows(5);
          const k = random.integer(1, Math.min(n, 12) + 1);
          const brute = new NearestNeighbors({ ...options, algorithm: 'brute' }).fit(x);
          const tree = new NearestNeighbors({ ...options, algorithm }).fit(x);
          expect(tree.nearest(queries, k)).toEqual(brute.nearest(queries, k));
          expect(tree.within(queries, 1)).toEqual(brute.within(queries, 1));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('search algorithms', () => {
  it('auto takes the tree for many points of few features, with the same result', () => {
    const random = new Random(1);
    const x = Array.from({ length: 2500 }, () => [random.normal(), random.normal()]);
    const found = (algorithm: 'auto' | 'brute') =>
      new NearestNeighbors({ algorithm }).fit(x).nearest(x.slice(0, 50), 3);
    expect(found('auto')).toEqual(found('brute'));
  });

  it('a ball tree does Hamming distances; trees refuse what they cannot do', () => {
    const random = new Random(2);
    const x = Array.from({ length: 200 }, () => Array.from({ length: 6 }, () => random.integer(0, 3)));
    const found = (algorithm: 'ballTree' | 'brute') =>
      new NearestNeighbors({ metric: 'hamming', algorithm }).fit(x).nearest(x.slice(0, 20), 4);
    expect(found('ballTree')).toEqual(found('brute'));
    const refused = "'algorithm' of NearestNeighbors must be able to search by metric 'hamming', got 'kdTree'.";
    expect(() => new NearestNeighbors({ metric: 'hamming', algorithm: 'kdTree' }).fit(x)).toThrow(refused);
    expect(() => new NearestNeighbors({ metric: 'cosine', algorithm: 'ballTree' }).fit(x)).toThrow("'algorithm'");
    expect(() => new NearestNeighbors({ algorithm: 'none' as 'auto' }).fit(x)).toThrow("'algorithm'");
  });
});
