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
import { NearestCenter, squaredDistance, squaredDistances } from '@ai/core/linalg';
import type { Clusterer, ClustererModel, FitOptions, SavedModel } from '../estimator.js';
import { readFeatures, readWeights, withoutZeroWeights } from '../input/samples.js';
import {
  booleanField,
  countField,
  defineFormat,
  integersField,
  listField,
  matrixField,
  numberField,
  optionalField,
  recordField,
} from '../saving/format.js';
import { columnMoments } from '../statistics/column-moments.js';
import { ClusterSums } from './cluster-sums.js';
import { ElkanAssigner } from './elkan-assigner.js';
import { HamerlyAssigner } from './hamerly-assigner.js';
import { type Assigner, distancesToCenters } from './k-means-assignment.js';
import { kMeansPlusPlus, randomSamples } from './k-means-start.js';

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

/** One iteration: samples were assigned to `centers`. */
export interface KMeansStep {
  /** K x D. */
  readonly centers: DenseMatrix;
  /** N labels. */
  readonly labels: Int32Array;
  readonly inertia: number;
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
    const { numStarts = 1, seed = 0, init = 'kMeans++', numClusters = 8 } = this.options;
    this.checkOptions();
    const all = toMatrix(x, 'X', OWNER);
    const { x: samples, weights } = withoutZeroWeights(all, readWeights(options.sampleWeights, OWNER, all.rows));
    checkClusterCount(numClusters, samples.rows, OWNER);
    const given = typeof init === 'string' ? undefined : readCenters(init, numClusters, samples.columns);
    const random = new Random(seed);
    const search = new NearestCenter(samples);
    let best: KMeansRun | undefined;
    for (let start = 0; start < (given ? 1 : numStarts); start++) {
      const first = given ?? this.start(samples, weights, random);
      const run = this.run(samples, weights, first, search);
      if (!best || run.inertia < best.inertia) best = run;
    }
    const { centers, inertia, iterations, converged, steps } = best!;
    if (!converged) warn(`${OWNER} has not converged in ${iterations} iterations.`);
    // samples of weight 0 get a label too
    const labels = samples === all ? best!.labels : new NearestCenter(all).find(centers);
    warnOfFewPoints(labels, numClusters);
    return new KMeansModel({ centers, labels, inertia, iterations, converged, steps });
  }

  private checkOptions(): void {
    const { numClusters = 8, init = 'kMeans++', numStarts = 1, maxIterations = 300 } = this.options;
    const { tolerance = 1e-4, algorithm = 'lloyd', seed = 0, keepSteps = false } = this.options;
    checkInteger(numClusters, 'numClusters', OWNER, { min: 1 });
    if (typeof init === 'string') checkOneOf(init, 'init', OWNER, ['kMeans++', 'random']);
    checkInteger(numStarts, 'numStarts', OWNER, { min: 1 });
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    checkNumber(tolerance, 'tolerance', OWNER, { min: 0 });
    checkOneOf(algorithm, 'algorithm', OWNER, ['lloyd', 'hamerly', 'elkan']);
    checkInteger(seed, 'seed', OWNER);
    checkBoolean(keepSteps, 'keepSteps', OWNER);
  }

  private start(x: DenseMatrix, weights: Float64Array | undefined, random: Random): DenseMatrix {
    const { numClusters = 8, init = 'kMeans++' } = this.options;
    return init === 'random' ? randomSamples(x, numClusters, random) : kMeansPlusPlus(x, weights, numClusters, random);
  }

  private run(x: DenseMatrix, weights: Float64Array | undefined, first: DenseMatrix, search: NearestCenter): KMeansRun {
    const { maxIterations = 300, tolerance = 1e-4, algorithm = 'lloyd', keepSteps = false } = this.options;
    const assigner = assignerOf(algorithm, x, first.rows, search);
    const smallestMove = tolerance === 0 ? 0 : tolerance * meanVariance(x, weights);
    const inertiaOf = (centers: DenseMatrix, labels: Int32Array): number =>
      weightedSum(distancesToCenters(x, centers, labels), weights);
    const clusters = new ClusterSums(x, weights, first.rows);
    const steps: KMeansStep[] = [];
    let centers = first;
    for (let iterations = 1; ; iterations++) {
      const labels = assigner.find(centers);
      if (keepSteps) steps.push({ centers, labels, inertia: inertiaOf(centers, labels) });
      const settled = clusters.update(labels) === 0;
      const next = settled ? centers : nextCenters(x, weights, clusters, labels, centers);
      const move = settled ? 0 : totalMove(centers, next);
      const converged = settled || move <= smallestMove;
      if (converged || iterations === maxIterations) {
        clusters.sumUp();
        const last = nextCenters(x, weights, clusters, labels, centers);
        const lastLabels = assigner.find(last);
        const inertia = inertiaOf(last, lastLabels);
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

function meanVariance(x: DenseMatrix, weights: Float64Array | undefined): number {
  return columnMoments(x, weights).variances.reduce((a, b) => a + b, 0) / x.columns;
}

interface KMeansRun {
  readonly centers: DenseMatrix;
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly steps: readonly KMeansStep[] | undefined;
}

/** @throws InvalidArgumentError for more clusters than samples */
export function checkClusterCount(
  numClusters: number,
  numSamples: number,
  owner: string,
  argument = 'numClusters',
): void {
  if (numClusters <= numSamples) return;
  const expected = `be at most the number of samples (${numSamples})`;
  throw new InvalidArgumentError(argument, owner, expected, new Got(`${numClusters}`));
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

function weightedSum(values: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights ? weights[i] * values[i] : values[i];
  return sum;
}

function totalMove(before: DenseMatrix, after: DenseMatrix): number {
  let sum = 0;
  for (let c = 0; c < after.rows; c++) sum += squaredDistance(before.data, c, after.data, c, after.columns);
  return sum;
}

/** Weighted means of the clusters; an empty one takes the sample that is farthest from its center. */
function nextCenters(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  clusters: ClusterSums,
  labels: Int32Array,
  centers: DenseMatrix,
): DenseMatrix {
  const sums = clusters.sums.slice();
  const totals = clusters.totals.slice();
  const members = clusters.members.slice();
  if (members.includes(0)) {
    fillEmptyClusters(x, weights, labels, distancesToCenters(x, centers, labels), { sums, totals, members });
  }
  const { rows, columns } = centers;
  for (let c = 0, s = 0; c < rows; c++) for (let j = 0; j < columns; j++) sums[s++] /= totals[c];
  return { data: sums, rows, columns };
}

function fillEmptyClusters(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  labels: Int32Array,
  distances: Float64Array,
  { sums, totals, members }: { sums: Float64Array; totals: Float64Array; members: Int32Array },
): void {
  const { data, columns } = x;
  const farthest = Int32Array.from(labels.keys()).sort((a, b) => distances[b] - distances[a] || a - b);
  let next = 0;
  const empties = Array.from(members.keys()).filter((c) => members[c] === 0);
  for (const empty of empties) {
    // the last sample of a cluster has to stay
    while (members[labels[farthest[next]]] < 2) next++;
    const i = farthest[next++];
    const weight = weights ? weights[i] : 1;
    const from = labels[i];
    members[from]--;
    for (let j = 0; j < columns; j++) {
      sums[from * columns + j] -= weight * data[i * columns + j];
      sums[empty * columns + j] = weight * data[i * columns + j];
    }
    totals[from] -= weight;
    totals[empty] = weight;
  }
}

interface State {
  readonly centers: DenseMatrix;
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly steps: readonly KMeansStep[] | undefined;
}

const FORMAT = defineFormat<State>(
  'KMeansModel',
  {
    centers: matrixField,
    labels: integersField,
    inertia: numberField,
    iterations: countField,
    converged: booleanField,
    steps: optionalField(
      listField(recordField<KMeansStep>({ centers: matrixField, labels: integersField, inertia: numberField })),
    ),
  },
  ({ labels, centers }) =>
    labels.some((label) => label < 0 || label >= centers.rows) && `'labels' must point into 'centers'`,
);

/** The fitted model of {@link KMeans}. */
export class KMeansModel implements ClustererModel {
  /** K x D. */
  readonly centers: DenseMatrix;
  /** The cluster of each of the N samples. */
  readonly labels: Int32Array;
  /** Weighted sum of squared distances to the nearest center. */
  readonly inertia: number;
  /** Iterations of the best start. */
  readonly iterations: number;
  readonly converged: boolean;
  /** Every iteration, if `keepSteps` was set. */
  readonly steps: readonly KMeansStep[] | undefined;

  constructor(state: State) {
    this.centers = state.centers;
    this.labels = state.labels;
    this.inertia = state.inertia;
    this.iterations = state.iterations;
    this.converged = state.converged;
    this.steps = state.steps;
  }

  get numFeatures(): number {
    return this.centers.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): KMeansModel {
    return new KMeansModel(FORMAT.read(document));
  }

  /** The nearest center of each sample. @param x Q x D @returns Q labels */
  predict(x: Rows): Int32Array {
    return new NearestCenter(readFeatures(x, OWNER, this.numFeatures)).find(this.centers);
  }

  /** Distances to the centers. @param x Q x D @returns Q x K */
  transform(x: Rows): DenseMatrix {
    const distances = squaredDistances(readFeatures(x, OWNER, this.numFeatures), this.centers);
    for (let o = 0; o < distances.data.length; o++) distances.data[o] = Math.sqrt(distances.data[o]);
    return distances;
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
