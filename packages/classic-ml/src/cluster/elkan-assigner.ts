import type { DenseMatrix } from '@ai/core';
import { squaredDistance } from '@ai/core/linalg';
import { DistanceBounds, roundDown, roundUp } from './distance-bounds.js';
import { type Assigner, halfGapsOfCenters, movesOfCenters, rowMinima } from './k-means-assignment.js';

/**
 * A bound on the distance of every sample to every center, and the triangle inequality between centers, skip nearly all comparisons once
 * centers move little (Elkan, "Using the triangle inequality to accelerate k-means", 2003). The same labels as by comparing all. Takes
 * N x K numbers of 8 bytes.
 *
 * Bounds are kept relative to the ways of the centers so far, so that a sample deep inside its cluster costs one comparison and no
 * bound has to follow the centers.
 */
export class ElkanAssigner implements Assigner {
  private readonly labels: Int32Array;
  /** N: bounds from above on the distance to the own center, less that center's way. */
  private readonly upper: Float64Array;
  /** N x K: bounds from below on the distances to the centers, plus the centers' ways. */
  private readonly lower: Float64Array;
  /** K: the summed moves of each center. */
  private readonly ways: Float64Array;
  private readonly bounds: DistanceBounds;
  private previous: DenseMatrix | undefined;

  constructor(
    private readonly x: DenseMatrix,
    numClusters: number,
  ) {
    this.labels = new Int32Array(x.rows);
    this.upper = new Float64Array(x.rows).fill(Number.POSITIVE_INFINITY);
    this.lower = new Float64Array(x.rows * numClusters).fill(Number.NEGATIVE_INFINITY);
    this.ways = new Float64Array(numClusters);
    this.bounds = new DistanceBounds(x.columns);
  }

  find(centers: DenseMatrix): Int32Array {
    const { labels, upper, ways, bounds, previous } = this;
    if (previous) {
      movesOfCenters(previous, centers, bounds).forEach((move, c) => {
        ways[c] = roundUp(ways[c] + move);
      });
    }
    const halfGaps = halfGapsOfCenters(centers, bounds);
    const leastHalfGaps = rowMinima(halfGaps, centers.rows);
    for (let i = 0; i < labels.length; i++) {
      if (upper[i] + ways[labels[i]] < leastHalfGaps[labels[i]]) continue;
      this.search(i, centers, halfGaps);
    }
    this.previous = { ...centers, data: centers.data.slice() };
    return labels.slice();
  }

  /** Comparisons are written so that a bound that has overflowed to NaN skips nothing. */
  private search(i: number, centers: DenseMatrix, halfGaps: Float64Array): void {
    const { labels, lower, ways, bounds } = this;
    const k = centers.rows;
    let own = labels[i];
    let upper = this.upper[i] + ways[own];
    let square: number | undefined;
    for (let c = 0; c < k; c++) {
      if (c === own) continue;
      const bound = Math.max(lower[i * k + c] - ways[c], halfGaps[own * k + c]);
      if (upper < bound) continue;
      if (square === undefined) {
        square = this.measure(i, own, centers);
        upper = bounds.above(square);
        if (upper < bound) continue;
      }
      const other = this.measure(i, c, centers);
      if (other < square || (other === square && c < own)) {
        own = c;
        square = other;
        upper = bounds.above(square);
      }
    }
    if (square === undefined) return;
    labels[i] = own;
    this.upper[i] = roundUp(upper - ways[own]);
  }

  /** The squared distance of sample `i` to center `c`, which also becomes its bound. */
  private measure(i: number, c: number, centers: DenseMatrix): number {
    const square = squaredDistance(this.x.data, i, centers.data, c, centers.columns);
    this.lower[i * centers.rows + c] = roundDown(this.bounds.below(square) + this.ways[c]);
    return square;
  }
}
