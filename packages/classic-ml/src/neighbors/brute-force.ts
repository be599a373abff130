import type { DenseMatrix } from '@ai/core';
import { NearestHeaps, NearestPoints } from '@ai/core/linalg';
import type { DistanceMetric } from './distance-metric.js';
import type { NeighborSearch, Neighbors, NeighborsWithin } from './neighbor-search.js';

/** Compares every query with every point; Euclidean distances go through blocked products. */
export class BruteForce implements NeighborSearch {
  private readonly points: DenseMatrix;
  private readonly euclidean: NearestPoints;

  constructor(
    points: DenseMatrix,
    private readonly metric: DistanceMetric,
  ) {
    this.points = metric.prepare(points);
    this.euclidean = new NearestPoints(this.points);
  }

  nearest(queries: DenseMatrix, k: number): Neighbors {
    const { metric } = this;
    const prepared = metric.prepare(queries);
    const found = metric.name === 'euclidean' ? this.euclidean.find(prepared, k) : this.nearestByMetric(prepared, k);
    for (let i = 0; i < found.distances.length; i++) found.distances[i] = metric.toDistance(found.distances[i]);
    return found;
  }

  private nearestByMetric(queries: DenseMatrix, k: number): Neighbors {
    const { points, metric } = this;
    const heaps = new NearestHeaps(queries.rows, k);
    for (let q = 0; q < queries.rows; q++) {
      let worst = Number.POSITIVE_INFINITY;
      for (let p = 0; p < points.rows; p++) {
        const reduced = metric.reduced(queries.data, q, points.data, p, points.columns);
        if (reduced > worst) continue;
        heaps.offer(q, reduced, p);
        worst = heaps.worst(q);
      }
    }
    return heaps.finish();
  }

  within(queries: DenseMatrix, radius: number): NeighborsWithin[] {
    const { points, metric } = this;
    const prepared = metric.prepare(queries);
    return Array.from({ length: queries.rows }, (_, q) => {
      const indices: number[] = [];
      const distances: number[] = [];
      for (let p = 0; p < points.rows; p++) {
        const distance = metric.toDistance(metric.reduced(prepared.data, q, points.data, p, points.columns));
        if (distance > radius) continue;
        indices.push(p);
        distances.push(distance);
      }
      return { indices: Int32Array.from(indices), distances: Float64Array.from(distances) };
    });
  }
}
