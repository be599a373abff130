import type { DenseMatrix } from '@ai/core';
import { NearestHeaps } from '@ai/core/linalg';
import { takeRows } from '../input/samples.js';
import type { DistanceMetric } from './distance-metric.js';
import type { NeighborSearch, Neighbors, NeighborsWithin } from './neighbor-search.js';

const LEAF_SIZE = 32;

/** Bounds of the nodes of a {@link SpaceTree}: the only thing in which KD-trees and ball trees differ. */
export interface NodeBounds {
  /** Makes room for the bounds of `numNodes` nodes. */
  reserve(numNodes: number, numFeatures: number): void;
  /** Bounds rows start .. end - 1 of the points. */
  enclose(node: number, points: DenseMatrix, start: number, end: number): void;
  /** A lower bound of the distance (not reduced) from a query to any point of a node. */
  lowerBound(node: number, query: Float64Array, row: number): number;
}

/**
 * Points in a balanced binary tree: each node halves its points at the median of the feature of largest spread. A search visits the
 * nearer child first and leaves out nodes that are certainly farther than the neighbours found.
 */
export class SpaceTree implements NeighborSearch {
  private readonly points: DenseMatrix; // in the order of the leaves
  private readonly original: Int32Array; // the number of each point before
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly numNodes: number;

  constructor(
    points: DenseMatrix,
    private readonly metric: DistanceMetric,
    private readonly bounds: NodeBounds,
  ) {
    const { rows, columns } = points;
    const levels = Math.max(1, Math.ceil(Math.log2(rows / LEAF_SIZE)) + 1);
    this.numNodes = 2 ** levels - 1;
    this.starts = new Int32Array(this.numNodes);
    this.ends = new Int32Array(this.numNodes);
    const order = Int32Array.from({ length: rows }, (_, i) => i);
    this.divide(points, order, 0, 0, rows);
    this.original = order;
    this.points = takeRows(points, order);
    bounds.reserve(this.numNodes, columns);
    for (let node = 0; node < this.numNodes; node++) {
      bounds.enclose(node, this.points, this.starts[node], this.ends[node]);
    }
  }

  private divide(points: DenseMatrix, order: Int32Array, node: number, start: number, end: number): void {
    this.starts[node] = start;
    this.ends[node] = end;
    if (2 * node + 1 >= this.numNodes) return;
    const { data, columns } = points;
    const feature = widestFeature(points, order, start, end);
    order.subarray(start, end).sort((a, b) => data[a * columns + feature] - data[b * columns + feature] || a - b);
    const middle = (start + end) >> 1;
    this.divide(points, order, 2 * node + 1, start, middle);
    this.divide(points, order, 2 * node + 2, middle, end);
  }

  nearest(queries: DenseMatrix, k: number): Neighbors {
    const { metric } = this;
    const heaps = new NearestHeaps(queries.rows, k);
    for (let q = 0; q < queries.rows; q++) this.visit(0, queries, q, heaps);
    const found = heaps.finish();
    for (let i = 0; i < found.distances.length; i++) found.distances[i] = metric.toDistance(found.distances[i]);
    return found;
  }

  private visit(node: number, queries: DenseMatrix, q: number, heaps: NearestHeaps): void {
    const { metric, points, original } = this;
    if (2 * node + 1 >= this.numNodes) {
      for (let p = this.starts[node]; p < this.ends[node]; p++) {
        heaps.offer(q, metric.reduced(queries.data, q, points.data, p, points.columns), original[p]);
      }
      return;
    }
    const left = this.bounds.lowerBound(2 * node + 1, queries.data, q);
    const right = this.bounds.lowerBound(2 * node + 2, queries.data, q);
    const [near, far] = left <= right ? [2 * node + 1, 2 * node + 2] : [2 * node + 2, 2 * node + 1];
    // a tie may hold a smaller index, and bounds are rounded: only what is clearly farther is left out
    if (this.mayHold(Math.min(left, right), heaps.worst(q))) this.visit(near, queries, q, heaps);
    if (this.mayHold(Math.max(left, right), heaps.worst(q))) this.visit(far, queries, q, heaps);
  }

  private mayHold(bound: number, worstReduced: number): boolean {
    return bound * (1 - 1e-9) <= this.metric.toDistance(worstReduced);
  }

  within(queries: DenseMatrix, radius: number): NeighborsWithin[] {
    const { metric, points, original } = this;
    return Array.from({ length: queries.rows }, (_, q) => {
      const found: [number, number][] = [];
      const stack = [0];
      while (stack.length > 0) {
        const node = stack.pop() as number;
        if (this.bounds.lowerBound(node, queries.data, q) * (1 - 1e-9) > radius) continue;
        if (2 * node + 1 < this.numNodes) {
          stack.push(2 * node + 1, 2 * node + 2);
          continue;
        }
        for (let p = this.starts[node]; p < this.ends[node]; p++) {
          const distance = metric.toDistance(metric.reduced(queries.data, q, points.data, p, points.columns));
          if (distance <= radius) found.push([original[p], distance]);
        }
      }
      found.sort((a, b) => a[0] - b[0]);
      return {
        indices: Int32Array.from(found, ([index]) => index),
        distances: Float64Array.from(found, ([, distance]) => distance),
      };
    });
  }
}

function widestFeature({ data, columns }: DenseMatrix, order: Int32Array, start: number, end: number): number {
  let best = 0;
  let widest = -1;
  for (let j = 0; j < columns; j++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let o = start; o < end; o++) {
      const value = data[order[o] * columns + j];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > widest) {
      widest = high - low;
      best = j;
    }
  }
  return best;
}
