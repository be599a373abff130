import {
  checkBoolean,
  checkInteger,
  checkNumber,
  checkOneOf,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  Random,
  type Rows,
  toMatrix,
  warn,
} from '@ai/core';
import { NearestCenter } from '@ai/core/linalg';
import type { Clusterer, FitOptions } from '../estimator.js';
import { readWeights, withoutZeroWeights } from '../input/samples.js';
import { checkClusterCount } from './cluster-count.js';
import { ElkanAssigner } from './elkan-assigner.js';
import { HamerlyAssigner } from './hamerly-assigner.js';
import type { Assigner } from './k-means-assignment.js';
import { KMeansModel } from './k-means-model.js';
import { kMeansPlusPlus, randomSamples } from './k-means-start.js';
import { type KMeansRun, runLloyd } from './lloyd.js';

const OWNER = 'KMeans';

/** Options of {@link KMeans}. */
export interface KMeansOptions {
  /** Clusters K, at most N. @default 8 */
  readonly numClusters?: number;
  /** First centers: drawn by k-means++, drawn among the samples, or given as K x D. @default 'kMeans++' */
  readonly init?: 'kMeans++' | 'random' | Rows;
  /** Starts, of which the one of least inertia is kept; 1 if `init` is given. @default 1 */
  readonly numStarts?: number;
  /** Iterations of each start. @default 300 */
  readonly maxIterations?: number;
  /** Stop when the centers' squared moves sum to less than this share of the mean variance of the features. @default 1e-4 */
  readonly tolerance?: number;
  /**
   * How samples are assigned; the result is the same. `lloyd` compares all with all, by matrix products. The others compute fewer
   * distances, one by one, thanks to bounds: `hamerly` keeps one per sample, which saves most for few features; `elkan` one per sample
   * and cluster, N x K x 8 bytes, which saves more the more features and clusters there are. Fewer distances are not always less time:
   * on the native engine `lloyd` was the fastest in most cases tried, so measure on your data.
   * @default 'lloyd'
   */
  readonly algorithm?: 'lloyd' | 'hamerly' | 'elkan';
  /** @default 0 */
  readonly seed?: number;
  /** Keep centers and labels of every iteration of the best start, for drawing. @default false */
  readonly keepSteps?: boolean;
}

/**
 * K-means clustering (Lloyd, "Least squares quantization in PCM", 1982): K centers that minimise the sum of squared distances of
 * samples to the nearest one. A cluster that loses all samples takes over the sample farthest from its center.
 *
 * @example
 * ```ts
 * import { KMeans } from '@ai/classic-ml';
 *
 * const model = new KMeans({ numClusters: 2, seed: 1 }).fit([[0], [1], [10], [11]]);
 * model.centers.data.toSorted(); // [0.5, 10.5]
 * model.inertia;                 // 1
 * ```
 */
export class KMeans implements Clusterer<KMeansModel> {
  constructor(readonly options: KMeansOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options, data or weights, more clusters than samples, or `init` of another shape
   */
  fit(x: Rows, options: FitOptions = {}): KMeansModel {
    const { numClusters, init, numStarts, algorithm, seed, ...limits } = readOptions(this.options);
    const all = toMatrix(x, 'X', OWNER);
    const { x: samples, weights } = withoutZeroWeights(all, readWeights(options.sampleWeights, OWNER, all.rows));
    checkClusterCount(numClusters, samples.rows, OWNER);
    const given = typeof init === 'string' ? undefined : readCenters(init, numClusters, samples.columns);
    const random = new Random(seed);
    const search = new NearestCenter(samples);
    let best: KMeansRun | undefined;
    for (let start = 0; start < (given ? 1 : numStarts); start++) {
      const first = given ?? drawCenters(init, samples, weights, numClusters, random);
      const assigner = assignerOf(algorithm, samples, numClusters, search);
      const run = runLloyd(samples, weights, first, assigner, limits);
      if (!best || run.inertia < best.inertia) best = run;
    }
    const { centers, inertia, iterations, converged, steps } = best!;
    if (!converged) warn(`${OWNER} has not converged in ${iterations} iterations.`);
    // samples of weight 0 get a label too
    const labels = samples === all ? best!.labels : new NearestCenter(all).find(centers);
    warnOfFewPoints(labels, numClusters);
    return new KMeansModel({ centers, labels, inertia, iterations, converged, steps });
  }
}

/** The checked options with their defaults. */
function readOptions(options: KMeansOptions): Required<KMeansOptions> {
  const { numClusters = 8, init = 'kMeans++', numStarts = 1, maxIterations = 300 } = options;
  const { tolerance = 1e-4, algorithm = 'lloyd', seed = 0, keepSteps = false } = options;
  checkInteger(numClusters, 'numClusters', OWNER, { min: 1 });
  if (typeof init === 'string') checkOneOf(init, 'init', OWNER, ['kMeans++', 'random']);
  checkInteger(numStarts, 'numStarts', OWNER, { min: 1 });
  checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
  checkNumber(tolerance, 'tolerance', OWNER, { min: 0 });
  checkOneOf(algorithm, 'algorithm', OWNER, ['lloyd', 'hamerly', 'elkan']);
  checkInteger(seed, 'seed', OWNER);
  checkBoolean(keepSteps, 'keepSteps', OWNER);
  return { numClusters, init, numStarts, maxIterations, tolerance, algorithm, seed, keepSteps };
}

function drawCenters(
  init: KMeansOptions['init'],
  x: DenseMatrix,
  weights: Float64Array | undefined,
  numClusters: number,
  random: Random,
): DenseMatrix {
  return init === 'random' ? randomSamples(x, numClusters, random) : kMeansPlusPlus(x, weights, numClusters, random);
}

/** @param search compares all with all */
function assignerOf(
  algorithm: KMeansOptions['algorithm'],
  x: DenseMatrix,
  numClusters: number,
  search: NearestCenter,
): Assigner {
  if (algorithm === 'hamerly') return new HamerlyAssigner(x);
  if (algorithm === 'elkan') return new ElkanAssigner(x, numClusters);
  return search;
}

function readCenters(init: Rows, numClusters: number, numFeatures: number): DenseMatrix {
  const centers = toMatrix(init, 'init', OWNER);
  if (centers.rows === numClusters && centers.columns === numFeatures) return centers;
  const got = new Got(`${centers.rows} x ${centers.columns}`);
  throw new InvalidArgumentError('init', OWNER, `be ${numClusters} x ${numFeatures} centers`, got);
}

function warnOfFewPoints(labels: Int32Array, numClusters: number): void {
  const found = new Set(labels).size;
  if (found < numClusters) warn(`${OWNER} found ${found} distinct clusters, fewer than numClusters (${numClusters}).`);
}
