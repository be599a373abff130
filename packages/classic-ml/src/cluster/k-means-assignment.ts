import type { DenseMatrix } from '@ai/core';
import { squaredDistance } from '@ai/core/linalg';
import type { DistanceBounds } from './distance-bounds.js';

/**
 * Assigns samples to their nearest centers, iteration after iteration; ties go to the smaller center. `NearestCenter` of
 * `@ai/core/linalg` compares every sample with every center (Lloyd, 1982).
 */
export interface Assigner {
  /** @param centers K x D @returns N labels, an array of its own each time */
  find(centers: DenseMatrix): Int32Array;
}

/** N squared distances of the samples to their centers. */
export function distancesToCenters(x: DenseMatrix, centers: DenseMatrix, labels: Int32Array): Float64Array {
  const distances = new Float64Array(x.rows);
  for (let i = 0; i < x.rows; i++) distances[i] = squaredDistance(x.data, i, centers.data, labels[i], x.columns);
  return distances;
}

/** K bounds from above on the way of each center. */
export function movesOfCenters(before: DenseMatrix, after: DenseMatrix, bounds: DistanceBounds): Float64Array {
  return Float64Array.from({ length: after.rows }, (_, c) =>
    bounds.above(squaredDistance(before.data, c, after.data, c, after.columns)),
  );
}

/**
 * K x K bounds from below on half the distance of two centers, infinite for a center and itself: what is nearer than that to the one is
 * not nearest to the other.
 */
export function halfGapsOfCenters(centers: DenseMatrix, bounds: DistanceBounds): Float64Array {
  const { rows, columns, data } = centers;
  const halves = new Float64Array(rows * rows).fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < a; b++) {
      const half = bounds.below(squaredDistance(data, a, data, b, columns)) / 2;
      halves[a * rows + b] = half;
      halves[b * rows + a] = half;
    }
  }
  return halves;
}

/** The least of each row. @param values K x K @returns K */
export function rowMinima(values: Float64Array, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, a) => {
    let least = Number.POSITIVE_INFINITY;
    for (let o = a * rows; o < (a + 1) * rows; o++) least = Math.min(least, values[o]);
    return least;
  });
}
