import type { DenseMatrix } from '@ai/core';
import { squaredDistance } from '@ai/core/linalg';
import { columnMoments } from '../statistics/column-moments.js';
import { ClusterSums } from './cluster-sums.js';
import { type Assigner, distancesToCenters } from './k-means-assignment.js';
import { nextCenters } from './next-centers.js';

/** One iteration: samples were assigned to `centers`. */
export interface KMeansStep {
  /** K x D. */
  readonly centers: DenseMatrix;
  /** N labels. */
  readonly labels: Int32Array;
  readonly inertia: number;
}

/** Where one start ended. */
export interface KMeansRun {
  /** K x D. */
  readonly centers: DenseMatrix;
  /** N labels. */
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly steps: readonly KMeansStep[] | undefined;
}

/** When a run ends, and what it keeps. */
export interface KMeansLimits {
  readonly maxIterations: number;
  readonly tolerance: number;
  readonly keepSteps: boolean;
}

/**
 * Assigns samples to centers and moves centers to the means of their samples, in turn, until no label changes or the centers move
 * little (Lloyd, 1982).
 */
export function runLloyd(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  first: DenseMatrix,
  assigner: Assigner,
  { maxIterations, tolerance, keepSteps }: KMeansLimits,
): KMeansRun {
  const smallestMove = smallestMoveOf(x, weights, tolerance);
  const clusters = new ClusterSums(x, weights, first.rows);
  const steps: KMeansStep[] = [];
  let centers = first;
  for (let iterations = 1; ; iterations++) {
    const labels = assigner.find(centers);
    if (keepSteps) steps.push({ centers, labels, inertia: inertiaOf(x, weights, centers, labels) });
    const settled = clusters.update(labels) === 0;
    const next = settled ? centers : nextCenters(x, weights, clusters, labels, centers);
    const converged = settled || totalMove(centers, next) <= smallestMove;
    if (converged || iterations === maxIterations) {
      clusters.sumUp();
      const last = nextCenters(x, weights, clusters, labels, centers);
      const lastLabels = assigner.find(last);
      const inertia = inertiaOf(x, weights, last, lastLabels);
      return {
        centers: last,
        labels: lastLabels,
        inertia,
        iterations,
        converged,
        steps: keepSteps ? steps : undefined,
      };
    }
    centers = next;
  }
}

/** The tolerance in units of the data: that share of the mean variance of the features. */
export function smallestMoveOf(x: DenseMatrix, weights: Float64Array | undefined, tolerance: number): number {
  if (tolerance === 0) return 0;
  return tolerance * (columnMoments(x, weights).variances.reduce((a, b) => a + b, 0) / x.columns);
}

/** The weighted sum of the squared distances of samples to their centers. */
export function inertiaOf(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  centers: DenseMatrix,
  labels: Int32Array,
): number {
  const distances = distancesToCenters(x, centers, labels);
  let sum = 0;
  for (let i = 0; i < distances.length; i++) sum += weights ? weights[i] * distances[i] : distances[i];
  return sum;
}

/** The sum of the squared moves of K centers. */
export function totalMove(before: DenseMatrix, after: DenseMatrix): number {
  let sum = 0;
  for (let c = 0; c < after.rows; c++) sum += squaredDistance(before.data, c, after.data, c, after.columns);
  return sum;
}
