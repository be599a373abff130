import type { DenseMatrix } from '@ai/core';
import { nearest, squaredDistance } from '@ai/core/linalg';

/** The nearest center of each sample and the squared distance to it; ties go to the smaller center. */
export interface Assignment {
  readonly labels: Int32Array;
  /** N squared distances. */
  readonly distances: Float64Array;
}

/** Assigns samples to centers, iteration after iteration. */
export interface Assigner {
  assign(centers: DenseMatrix): Assignment;
}

/** Compares every sample with every center, through blocked products (Lloyd, 1982). */
export class LloydAssigner implements Assigner {
  constructor(private readonly x: DenseMatrix) {}

  assign(centers: DenseMatrix): Assignment {
    const { indices, distances } = nearest(centers, this.x, 1);
    return { labels: indices, distances };
  }
}

/**
 * Bounds on the distance to the own and to the second nearest center skip most comparisons once centers move little (Hamerly,
 * "Making k-means even faster", 2010). The same labels as {@link LloydAssigner}.
 */
export class HamerlyAssigner implements Assigner {
  private readonly labels: Int32Array;
  private readonly upper: Float64Array;
  private readonly lower: Float64Array;
  private previous: DenseMatrix | undefined;

  constructor(private readonly x: DenseMatrix) {
    this.labels = new Int32Array(x.rows);
    this.upper = new Float64Array(x.rows).fill(Number.POSITIVE_INFINITY);
    this.lower = new Float64Array(x.rows);
  }

  assign(centers: DenseMatrix): Assignment {
    const { labels, upper, lower } = this;
    const { data, rows, columns } = this.x;
    if (this.previous) this.moveBounds(this.previous, centers);
    const halfGaps = halfDistanceToNextCenter(centers);
    const distances = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const own = labels[i];
      const bound = Math.max(halfGaps[own], lower[i]);
      const square = squaredDistance(data, i, centers.data, own, columns);
      distances[i] = square;
      upper[i] = Math.sqrt(square);
      // strictly below, with room for rounding: a tie has to be looked at
      if (upper[i] < bound * (1 - 1e-12)) continue;
      this.search(i, centers, distances);
    }
    this.previous = { ...centers, data: centers.data.slice() };
    return { labels: labels.slice(), distances };
  }

  private search(i: number, centers: DenseMatrix, distances: Float64Array): void {
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
    distances[i] = best;
    this.upper[i] = Math.sqrt(best);
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
