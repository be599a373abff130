import { expectClose } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { KMeans, MiniBatchKMeans, makeBlobs } from '../index.js';

describe('MiniBatchKMeans', () => {
  const centers = [
    [0, 0],
    [8, 0],
    [0, 8],
    [8, 8],
  ];
  const { x } = makeBlobs({ numSamples: 2000, centers, seed: 1 });

  it('comes near k-means on all samples', () => {
    const full = new KMeans({ numClusters: 4, seed: 1, numStarts: 3 }).fit(x);
    const batches = new MiniBatchKMeans({ numClusters: 4, batchSize: 100, seed: 1 }).fit(x);
    expect(batches.converged).toBe(true);
    expect(batches.inertia).toBeLessThan(full.inertia * 1.02);
    expectClose(batches.centers.data.toSorted(), full.centers.data.toSorted(), { absolute: 0.2 });
  });

  it('lets weights pull the centers', () => {
    const weights = Array.from({ length: x.rows }, (_, i) => (x.data[2 * i] > 4 ? 50 : 1));
    const center = new MiniBatchKMeans({ numClusters: 1, batchSize: 200 }).fit(x, { sampleWeights: weights }).centers
      .data;
    expect(center[0]).toBeGreaterThan(6);
  });

  it('refuses more clusters than samples', () => {
    expect(() => new MiniBatchKMeans({ numClusters: 3 }).fit([[1], [2]])).toThrow(
      "'numClusters' of MiniBatchKMeans must be at most the number of samples (2), got 3.",
    );
  });
});
