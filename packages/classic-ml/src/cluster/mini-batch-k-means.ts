import { checkInteger, checkNumber, type DenseMatrix, Random, type Rows, toMatrix, warn } from '@ai/core';
import { NearestCenter } from '@ai/core/linalg';
import type { Clusterer, FitOptions } from '../estimator.js';
import { readWeights, takeRows, withoutZeroWeights } from '../input/samples.js';
import { checkClusterCount } from './cluster-count.js';
import { KMeansModel } from './k-means-model.js';
import { kMeansPlusPlus } from './k-means-start.js';
import { inertiaOf, smallestMoveOf, totalMove } from './lloyd.js';

const OWNER = 'MiniBatchKMeans';

/** Options of {@link MiniBatchKMeans}. */
export interface MiniBatchKMeansOptions {
  /** Clusters K, at most N. @default 8 */
  readonly numClusters?: number;
  /** Samples in a batch. @default 1024, at most N */
  readonly batchSize?: number;
  /** Batches. @default 100 passes over the data */
  readonly maxIterations?: number;
  /**
   * Stop when the centers' squared moves, smoothed over the batches of a pass, sum to less than this share of the mean variance of the
   * features. @default 1e-4
   */
  readonly tolerance?: number;
  /** @default 0 */
  readonly seed?: number;
}

/**
 * K-means by small batches (Sculley, "Web-scale k-means clustering", 2010): each center moves towards the samples of a batch by steps
 * that shrink with the number of samples it has seen. Much faster on large data, a little worse.
 *
 * @example
 * ```ts
 * import { makeBlobs, MiniBatchKMeans } from '@ai/classic-ml';
 *
 * const { x } = makeBlobs({ numSamples: 500, centers: [[0, 0], [9, 9]], seed: 1 });
 * const model = new MiniBatchKMeans({ numClusters: 2, batchSize: 50, seed: 1 }).fit(x);
 * model.centers; // near (0, 0) and (9, 9)
 * ```
 */
export class MiniBatchKMeans implements Clusterer<KMeansModel> {
  constructor(readonly options: MiniBatchKMeansOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options, data or weights, or more clusters than samples
   */
  fit(x: Rows, options: FitOptions = {}): KMeansModel {
    const { numClusters = 8, tolerance = 1e-4, seed = 0 } = this.options;
    checkInteger(numClusters, 'numClusters', OWNER, { min: 1 });
    checkInteger(this.options.batchSize ?? 1024, 'batchSize', OWNER, { min: 1 });
    checkInteger(this.options.maxIterations ?? 1, 'maxIterations', OWNER, { min: 1 });
    checkNumber(tolerance, 'tolerance', OWNER, { min: 0 });
    checkInteger(seed, 'seed', OWNER);
    const all = toMatrix(x, 'X', OWNER);
    const { x: samples, weights } = withoutZeroWeights(all, readWeights(options.sampleWeights, OWNER, all.rows));
    checkClusterCount(numClusters, samples.rows, OWNER);
    const batchSize = Math.min(this.options.batchSize ?? 1024, samples.rows);
    const batchesPerPass = Math.ceil(samples.rows / batchSize);
    const maxIterations = this.options.maxIterations ?? 100 * batchesPerPass;
    const random = new Random(seed);
    const first = drawBatch(samples, weights, Math.min(samples.rows, Math.max(3 * batchSize, 3 * numClusters)), random);
    const centers = kMeansPlusPlus(first.x, first.weights, numClusters, random);
    const smallestMove = smallestMoveOf(samples, weights, tolerance);
    const seen = new Float64Array(numClusters);
    const smoothing = 2 / (batchesPerPass + 1);
    let smoothedMove: number | undefined;
    let iterations = 0;
    let converged = false;
    while (iterations < maxIterations && !converged) {
      iterations++;
      const batch = drawBatch(samples, weights, batchSize, random);
      const move = moveCenters(centers, seen, batch.x, batch.weights);
      smoothedMove = smoothedMove === undefined ? move : smoothedMove + smoothing * (move - smoothedMove);
      converged = smoothedMove <= smallestMove;
    }
    if (!converged) warn(`${OWNER} has not converged in ${iterations} batches.`);
    const labels = new NearestCenter(all).find(centers);
    const ofSamples = samples === all ? labels : new NearestCenter(samples).find(centers);
    const inertia = inertiaOf(samples, weights, centers, ofSamples);
    return new KMeansModel({ centers, labels, inertia, iterations, converged, steps: undefined });
  }
}

/** Different samples at random, with their weights. */
function drawBatch(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  size: number,
  random: Random,
): { x: DenseMatrix; weights: Float64Array | undefined } {
  const chosen = new Set<number>();
  if (size === x.rows) for (let i = 0; i < size; i++) chosen.add(i);
  while (chosen.size < size) chosen.add(random.integer(0, x.rows));
  const indices = Int32Array.from(chosen);
  return { x: takeRows(x, indices), weights: weights && Float64Array.from(indices, (i) => weights[i]) };
}

/** Moves each center to the mean of all it has seen; returns the sum of the squared moves. */
function moveCenters(
  centers: DenseMatrix,
  seen: Float64Array,
  batch: DenseMatrix,
  weights: Float64Array | undefined,
): number {
  const { columns } = centers;
  const before = centers.data.slice();
  const labels = new NearestCenter(batch).find(centers);
  labels.forEach((label, i) => {
    const weight = weights ? weights[i] : 1;
    seen[label] += weight;
    const step = weight / seen[label];
    for (let j = 0, c = label * columns, o = i * columns; j < columns; j++, c++, o++) {
      centers.data[c] += step * (batch.data[o] - centers.data[c]);
    }
  });
  return totalMove({ ...centers, data: before }, centers);
}
