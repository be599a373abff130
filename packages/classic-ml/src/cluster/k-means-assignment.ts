import type { DenseMatrix } from '@ai/core';
import { squaredDistance } from '@ai/core/linalg';

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

/**
 * Bounds on the distance to the own and to the second nearest center skip most comparisons once centers move little (Hamerly,
 * "Making k-means even faster", 2010). The same labels as by comparing all.
 */
export class HamerlyAssigner implements Assigner {
  private readonly labels: Int32Array;
  private readonly lower: Float64Array;
  private previous: DenseMatrix | undefined;

  constructor(private readonly x: DenseMatrix) {
    this.labels = new Int32Array(x.rows);
    this.lower = new Float64Array(x.rows);
  }

  find(centers: DenseMatrix): Int32Array {
    const { labels, lower } = this;
    const { data, rows, columns } = this.x;
    if (this.previous) this.moveBounds(this.previous, centers);
    const halfGaps = halfDistanceToNextCenter(centers);
    for (let i = 0; i < rows; i++) {
      const own = labels[i];
      const bound = Math.max(halfGaps[own], lower[i]);
      const distance = Math.sqrt(squaredDistance(data, i, centers.data, own, columns));
      // strictly below, with room for rounding: a tie has to be looked at
      if (distance < bound * (1 - 1e-12)) continue;
      this.search(i, centers);
    }
    this.previous = { ...centers, data: centers.data.slice() };
    return labels.slice();
  }

  private search(i: number, centers: DenseMatrix): void {
    let best = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let c = 0; c < centers.rows; c++) {
      const square = squaredDistance(this.x.data, i, centers.data, c, centers.columns);
      if (square < best) {
        second = best;
        best = square;
        this.labels[i] = c;
      } else if (square < second) {
        second = square;
      }
    }
    this.lower[i] = Math.sqrt(second);
  }

  private moveBounds(before: DenseMatrix, after: DenseMatrix): void {
    const moves = Float64Array.from({ length: after.rows }, (_, c) =>
      Math.sqrt(squaredDistance(before.data, c, after.data, c, after.columns)),
    );
    let largest = 0;
    let next = 0;
    let farthest = -1;
    moves.forEach((move, c) => {
      if (move > largest) {
        next = largest;
        largest = move;
        farthest = c;
      } else if (move > next) next = move;
    });
    for (let i = 0; i < this.lower.length; i++) this.lower[i] -= this.labels[i] === farthest ? next : largest;
  }
}

function halfDistanceToNextCenter(centers: DenseMatrix): Float64Array {
  const { rows, columns, data } = centers;
  const halves = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < rows; b++) {
      if (a !== b) halves[a] = Math.min(halves[a], Math.sqrt(squaredDistance(data, a, data, b, columns)) / 2);
    }
  }
  return halves;
}
