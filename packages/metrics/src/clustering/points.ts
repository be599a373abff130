import { checkSameLength, type DenseMatrix, type Rows } from '@ai/core';
import { collected, type MetricDefinition } from '../define-metric.js';
import { compareLabels, type Label, type LabelColumn, type Labels, toLabels } from '../input/labels.js';
import { joinTables, toTable } from '../input/table.js';

/** N points of D coordinates in K clusters, numbered 0..K-1. */
export interface ClusteredPoints {
  readonly points: DenseMatrix;
  readonly clusters: Int32Array;
  /** K numbers of points. */
  readonly sizes: Float64Array;
}

/** The checked points of one batch. */
export interface PointsBatch {
  readonly points: DenseMatrix;
  readonly clusters: LabelColumn;
}

/** A definition over all points and their clusters; `undefinedValue` stands for fewer than 2 clusters, or as many as points. */
export function fromPoints<Result>(
  owner: string,
  compute: (clustered: ClusteredPoints) => Result,
  undefinedValue: (points: number) => Result,
): MetricDefinition<readonly PointsBatch[], [points: Rows, clusters: Labels], Result> {
  return collected(
    (points: Rows, clusters: Labels): PointsBatch => {
      const part = { points: toTable(points, 'points', owner), clusters: toLabels(clusters, 'clusters', owner) };
      checkSameLength(part.points.rows, part.clusters.length, ['points', 'clusters'], owner);
      return part;
    },
    (parts) => {
      const points = joinTables(
        parts.map((part) => part.points),
        'points',
        owner,
      );
      const labels = parts.flatMap((part): Label[] => Array.from<Label>(part.clusters));
      const names = [...new Set(labels)].sort(compareLabels);
      if (names.length < 2 || names.length >= points.rows) return undefinedValue(points.rows);
      const number = new Map(names.map((name, k) => [name, k]));
      const clusters = Int32Array.from(labels, (label) => number.get(label) as number);
      const sizes = new Float64Array(names.length);
      for (const k of clusters) sizes[k]++;
      return compute({ points, clusters, sizes });
    },
  );
}

/** K x D means of the clusters. */
export function centroids({ points, clusters, sizes }: ClusteredPoints): Float64Array {
  const { data, columns } = points;
  const means = new Float64Array(sizes.length * columns);
  clusters.forEach((k, i) => {
    for (let d = 0; d < columns; d++) means[k * columns + d] += data[i * columns + d];
  });
  return means.map((sum, place) => sum / sizes[Math.floor(place / columns)]);
}

/** Squared distance of D coordinates that start at two places. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, columns: number): number {
  let sum = 0;
  for (let d = 0; d < columns; d++) sum += (a[i + d] - b[j + d]) ** 2;
  return sum;
}
