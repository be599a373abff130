import { checkInteger, checkOneOf, type DenseMatrix, type Rows, toMatrix, warn } from '@ai/core';
import type { Clusterer, ClustererModel, FitOptions, SavedModel } from '../estimator.js';
import { readFeatures, refuseWeights, takeRows } from '../input/samples.js';
import {
  DISTANCE_METRICS,
  type DistanceMetric,
  type DistanceMetricName,
  type DistanceMetricOptions,
  distanceMetric,
} from '../neighbors/distance-metric.js';
import {
  booleanField,
  choiceField,
  countField,
  defineFormat,
  integersField,
  matrixField,
  numberField,
  optionalField,
} from '../saving/format.js';
import { checkClusterCount } from './cluster-count.js';

const OWNER = 'KMedoids';

/** Options of {@link KMedoids}. */
export interface KMedoidsOptions extends DistanceMetricOptions {
  /** Clusters K, at most N. @default 8 */
  readonly numClusters?: number;
  /** First medoids: chosen greedily (BUILD of PAM), or the first K samples. @default 'build' */
  readonly init?: 'build' | 'first';
  /** Passes over the samples. @default 100 */
  readonly maxIterations?: number;
}

/**
 * K-medoids clustering: K of the samples that minimise the sum of distances, not squared, of all samples to the nearest one; outliers
 * hardly move them. Partitioning around medoids (Kaufman and Rousseeuw, 1987) with the eager swaps of FasterPAM (Schubert and
 * Rousseeuw, 2021). Needs memory for N^2 distances.
 *
 * @example
 * ```ts
 * import { KMedoids } from '@ai/classic-ml';
 *
 * const model = new KMedoids({ numClusters: 2 }).fit([[0], [1], [2], [9], [10], [11], [30]]);
 * model.medoids.data.toSorted(); // [1, 10]: the outlier does not pull
 * ```
 */
export class KMedoids implements Clusterer<KMedoidsModel> {
  constructor(readonly options: KMedoidsOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, more clusters than samples, or sample weights
   */
  fit(x: Rows, options: FitOptions = {}): KMedoidsModel {
    const { numClusters = 8, init = 'build', maxIterations = 100, metric = 'euclidean', p } = this.options;
    checkInteger(numClusters, 'numClusters', OWNER, { min: 1 });
    checkOneOf(init, 'init', OWNER, ['build', 'first']);
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    const distance = distanceMetric(this.options, OWNER);
    refuseWeights(options, OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    checkClusterCount(numClusters, matrix.rows, OWNER);
    const between = distancesBetween(matrix, matrix, distance);
    const medoids =
      init === 'build' ? buildMedoids(between, numClusters) : Int32Array.from({ length: numClusters }, (_, k) => k);
    const { iterations, converged } = swapMedoids(between, medoids, maxIterations);
    if (!converged) warn(`${OWNER} has not converged in ${iterations} iterations.`);
    const labels = new Int32Array(matrix.rows);
    let cost = 0;
    for (let i = 0; i < matrix.rows; i++) {
      const row = between.data.subarray(i * matrix.rows, (i + 1) * matrix.rows);
      for (let k = 1; k < numClusters; k++) if (row[medoids[k]] < row[medoids[labels[i]]]) labels[i] = k;
      cost += row[medoids[labels[i]]];
    }
    const centers = takeRows(matrix, medoids);
    return new KMedoidsModel({
      medoidIndices: medoids,
      medoids: centers,
      labels,
      cost,
      iterations,
      converged,
      metric,
      p,
    });
  }
}

function distancesBetween(a: DenseMatrix, b: DenseMatrix, metric: DistanceMetric): DenseMatrix {
  const [x, y] = [metric.prepare(a), metric.prepare(b)];
  const data = new Float64Array(a.rows * b.rows);
  for (let i = 0, o = 0; i < a.rows; i++) {
    for (let j = 0; j < b.rows; j++) data[o++] = metric.toDistance(metric.reduced(x.data, i, y.data, j, a.columns));
  }
  return { data, rows: a.rows, columns: b.rows };
}

/** Greedy: each next medoid lowers the cost most; of equal ones the sample of smaller index. */
function buildMedoids({ data, rows: n }: DenseMatrix, numClusters: number): Int32Array {
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const medoids = new Int32Array(numClusters);
  for (let k = 0; k < numClusters; k++) {
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let c = 0; c < n; c++) {
      if (medoids.subarray(0, k).includes(c)) continue;
      let cost = 0;
      for (let i = 0; i < n; i++) cost += Math.min(nearest[i], data[c * n + i]);
      if (best < 0 || cost < bestCost) {
        best = c;
        bestCost = cost;
      }
    }
    medoids[k] = best;
    for (let i = 0; i < n; i++) nearest[i] = Math.min(nearest[i], data[best * n + i]);
  }
  return medoids;
}

/** Swaps a medoid for a sample as soon as that lowers the cost, until a whole pass finds nothing. In place. */
function swapMedoids(
  { data, rows: n }: DenseMatrix,
  medoids: Int32Array,
  maxIterations: number,
): { iterations: number; converged: boolean } {
  const numClusters = medoids.length;
  const own = new Int32Array(n);
  const first = new Float64Array(n);
  const second = new Float64Array(n);
  const removal = new Float64Array(numClusters); // growth of the cost if a medoid is taken away
  const refresh = (): void => {
    removal.fill(0);
    for (let i = 0; i < n; i++) {
      first[i] = Number.POSITIVE_INFINITY;
      second[i] = Number.POSITIVE_INFINITY;
      for (let k = 0; k < numClusters; k++) {
        const distance = data[i * n + medoids[k]];
        if (distance < first[i]) {
          second[i] = first[i];
          first[i] = distance;
          own[i] = k;
        } else if (distance < second[i]) second[i] = distance;
      }
      if (numClusters > 1) removal[own[i]] += second[i] - first[i];
    }
  };
  refresh();
  let iterations = 0;
  let unchanged = 0;
  while (iterations < maxIterations) {
    iterations++;
    for (let candidate = 0; candidate < n; candidate++) {
      if (medoids.includes(candidate)) unchanged++;
      else if (trySwap(candidate)) unchanged = 0;
      else unchanged++;
      if (unchanged >= n) return { iterations, converged: true };
    }
  }
  return { iterations, converged: false };

  function trySwap(candidate: number): boolean {
    const change = removal.slice();
    let gain = 0; // common to all medoids
    let total = 0;
    for (let i = 0; i < n; i++) {
      const distance = data[candidate * n + i];
      total += first[i];
      if (distance < first[i]) {
        gain += distance - first[i];
        if (numClusters > 1) change[own[i]] += first[i] - second[i];
      } else if (numClusters === 1) change[0] += distance - first[i];
      else if (distance < second[i]) change[own[i]] += distance - second[i];
    }
    let best = 0;
    for (let k = 1; k < numClusters; k++) if (change[k] < change[best]) best = k;
    if (change[best] + gain >= -1e-12 * total) return false;
    medoids[best] = candidate;
    refresh();
    return true;
  }
}

interface State {
  readonly medoidIndices: Int32Array;
  readonly medoids: DenseMatrix;
  readonly labels: Int32Array;
  readonly cost: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly metric: DistanceMetricName;
  readonly p: number | undefined;
}

const FORMAT = defineFormat<State>('KMedoidsModel', {
  medoidIndices: integersField,
  medoids: matrixField,
  labels: integersField,
  cost: numberField,
  iterations: countField,
  converged: booleanField,
  metric: choiceField(DISTANCE_METRICS),
  p: optionalField(numberField),
});

/** The fitted model of {@link KMedoids}. */
export class KMedoidsModel implements ClustererModel {
  /** K samples. */
  readonly medoidIndices: Int32Array;
  /** K x D. */
  readonly medoids: DenseMatrix;
  /** The cluster of each of the N samples. */
  readonly labels: Int32Array;
  /** Sum of the distances to the nearest medoid. */
  readonly cost: number;
  readonly iterations: number;
  readonly converged: boolean;

  constructor(private readonly state: State) {
    this.medoidIndices = state.medoidIndices;
    this.medoids = state.medoids;
    this.labels = state.labels;
    this.cost = state.cost;
    this.iterations = state.iterations;
    this.converged = state.converged;
  }

  get numFeatures(): number {
    return this.medoids.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): KMedoidsModel {
    return new KMedoidsModel(FORMAT.read(document));
  }

  /** The nearest medoid of each sample. @param x Q x D @returns Q labels */
  predict(x: Rows): Int32Array {
    const { data, rows, columns } = this.transform(x);
    return Int32Array.from({ length: rows }, (_, i) => {
      let best = 0;
      for (let k = 1; k < columns; k++) if (data[i * columns + k] < data[i * columns + best]) best = k;
      return best;
    });
  }

  /** Distances to the medoids. @param x Q x D @returns Q x K */
  transform(x: Rows): DenseMatrix {
    return distancesBetween(readFeatures(x, OWNER, this.numFeatures), this.medoids, distanceMetric(this.state, OWNER));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
