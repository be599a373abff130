import type { DenseMatrix } from '@ai/core';
import type { DistanceMetric } from './distance-metric.js';
import { type NodeBounds, SpaceTree } from './space-tree.js';

/** A KD-tree (Bentley, 1975): nodes are bounded by boxes. For metrics that sum or compare differences of features. */
export class KdTree extends SpaceTree {
  constructor(points: DenseMatrix, metric: DistanceMetric) {
    super(points, metric, new BoxBounds(metric));
  }
}

class BoxBounds implements NodeBounds {
  private low = new Float64Array(0);
  private high = new Float64Array(0);
  private columns = 0;

  constructor(private readonly metric: DistanceMetric) {}

  reserve(numNodes: number, numFeatures: number): void {
    this.columns = numFeatures;
    this.low = new Float64Array(numNodes * numFeatures).fill(Number.POSITIVE_INFINITY);
    this.high = new Float64Array(numNodes * numFeatures).fill(Number.NEGATIVE_INFINITY);
  }

  enclose(node: number, { data }: DenseMatrix, start: number, end: number): void {
    const { columns, low, high } = this;
    for (let p = start; p < end; p++) {
      for (let j = 0, b = node * columns; j < columns; j++, b++) {
        const value = data[p * columns + j];
        if (value < low[b]) low[b] = value;
        if (value > high[b]) high[b] = value;
      }
    }
  }

  lowerBound(node: number, query: Float64Array, row: number): number {
    const { columns, low, high, metric } = this;
    const power = metric.p;
    let sum = 0;
    for (let j = 0, b = node * columns, o = row * columns; j < columns; j++, b++, o++) {
      const value = query[o];
      const difference = value < low[b] ? low[b] - value : value > high[b] ? value - high[b] : 0;
      if (difference === 0) continue;
      if (metric.name === 'euclidean') sum += difference * difference;
      else if (metric.name === 'manhattan') sum += difference;
      else if (metric.name === 'chebyshev') sum = Math.max(sum, difference);
      else sum += difference ** power;
    }
    return metric.toDistance(sum);
  }
}
