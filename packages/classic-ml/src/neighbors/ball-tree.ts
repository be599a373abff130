import type { DenseMatrix } from '@ai/core';
import type { DistanceMetric } from './distance-metric.js';
import { type NodeBounds, SpaceTree } from './space-tree.js';

/** A ball tree (Omohundro, 1989): nodes are bounded by balls around their mean. For every distance with a triangle inequality. */
export class BallTree extends SpaceTree {
  constructor(points: DenseMatrix, metric: DistanceMetric) {
    super(points, metric, new BallBounds(metric));
  }
}

class BallBounds implements NodeBounds {
  private centers = new Float64Array(0);
  private radii = new Float64Array(0);
  private columns = 0;

  constructor(private readonly metric: DistanceMetric) {}

  reserve(numNodes: number, numFeatures: number): void {
    this.columns = numFeatures;
    this.centers = new Float64Array(numNodes * numFeatures);
    this.radii = new Float64Array(numNodes);
  }

  enclose(node: number, { data }: DenseMatrix, start: number, end: number): void {
    const { columns, centers, metric } = this;
    const base = node * columns;
    for (let p = start; p < end; p++) for (let j = 0; j < columns; j++) centers[base + j] += data[p * columns + j];
    for (let j = 0; j < columns; j++) centers[base + j] /= end - start;
    for (let p = start; p < end; p++) {
      const distance = metric.toDistance(metric.reduced(data, p, centers, node, columns));
      if (distance > this.radii[node]) this.radii[node] = distance;
    }
  }

  lowerBound(node: number, query: Float64Array, row: number): number {
    const { metric, radii } = this;
    const distance = metric.toDistance(metric.reduced(query, row, this.centers, node, this.columns));
    // the difference of two rounded distances: lowered by what rounding can amount to
    return Math.max(0, distance - radii[node] - 1e-12 * (distance + radii[node]));
  }
}
