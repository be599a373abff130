import type { DenseMatrix } from '@ai/core';
import { squaredDistance } from '@ai/core/linalg';
import { DistanceBounds, roundDown } from './distance-bounds.js';
import { type Assigner, halfGapsOfCenters, movesOfCenters, rowMinima } from './k-means-assignment.js';

/**
 * Bounds on the distance to the own and to the second nearest center skip most comparisons once centers move little (Hamerly,
 * "Making k-means even faster", 2010). The same labels as by comparing all.
 */
export class HamerlyAssigner implements Assigner {
  private readonly labels: Int32Array;
  private readonly lower: Float64Array;
  private readonly bounds: DistanceBounds;
  private previous: DenseMatrix | undefined;

  constructor(private readonly x: DenseMatrix) {
    this.labels = new Int32Array(x.rows);
    this.lower = new Float64Array(x.rows);
    this.bounds = new DistanceBounds(x.columns);
  }

  find(centers: DenseMatrix): Int32Array {
    const { labels, lower, bounds } = this;
    const { data, rows, columns } = this.x;
    if (this.previous) this.moveBounds(movesOfCenters(this.previous, centers, bounds));
    const halfGaps = rowMinima(halfGapsOfCenters(centers, bounds), centers.rows);
    for (let i = 0; i < rows; i++) {
      const own = labels[i];
      const distance = bounds.above(squaredDistance(data, i, centers.data, own, columns));
      // strictly below: a tie has to be looked at
      if (distance < Math.max(halfGaps[own], lower[i])) continue;
      this.search(i, centers);
    }
    this.previous = { ...centers, data: centers.data.slice() };
    return labels.slice();
  }

  private search(i: number, centers: DenseMatrix): void {
    let best = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let label = 0;
    for (let c = 0; c < centers.rows; c++) {
      const square = squaredDistance(this.x.data, i, centers.data, c, centers.columns);
      if (square < best) {
        second = best;
        best = square;
        label = c;
      } else if (square < second) {
        second = square;
      }
    }
    this.labels[i] = label;
    this.lower[i] = this.bounds.below(second);
  }

  private moveBounds(moves: Float64Array): void {
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
    for (let i = 0; i < this.lower.length; i++) {
      this.lower[i] = roundDown(this.lower[i] - (this.labels[i] === farthest ? next : largest));
    }
  }
}
