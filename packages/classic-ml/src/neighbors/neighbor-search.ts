import type { DenseMatrix } from '@ai/core';

/** Neighbours of each query, nearest first; equal distances by ascending index. */
export interface Neighbors {
  /** Q x k: which points. */
  readonly indices: Int32Array;
  /** Q x k: their distances. */
  readonly distances: Float64Array;
}

/** All points within a radius of one query, by ascending index. */
export interface NeighborsWithin {
  readonly indices: Int32Array;
  readonly distances: Float64Array;
}

/** A structure over N points that finds neighbours exactly. */
export interface NeighborSearch {
  /** @param queries Q x D @param k 1 <= k <= N */
  nearest(queries: DenseMatrix, k: number): Neighbors;
  /** For each query, the points at a distance <= radius. @param queries Q x D */
  within(queries: DenseMatrix, radius: number): NeighborsWithin[];
}
