import { checkInteger, checkNumber, type Rows, toMatrix } from '@ai/core';
import type { Clusterer, ClustererModel, FitOptions, SavedModel } from '../estimator.js';
import { readWeights } from '../input/samples.js';
import { type DistanceMetricOptions, distanceMetric } from '../neighbors/distance-metric.js';
import { neighborSearch, type SearchAlgorithm } from '../neighbors/search-algorithm.js';
import { countField, defineFormat, integersField } from '../saving/format.js';

const OWNER = 'Dbscan';

/** Options of {@link Dbscan}. */
export interface DbscanOptions extends DistanceMetricOptions {
  /** Radius of a neighbourhood, > 0. @default 0.5 */
  readonly radius?: number;
  /** Samples (or weight) in the neighbourhood of a core sample, itself included. @default 5 */
  readonly minSamples?: number;
  /** How neighbours are searched; the result is the same. @default 'auto' */
  readonly algorithm?: SearchAlgorithm;
}

/**
 * Density-based clustering (Ester, Kriegel, Sander and Xu, 1996): core samples with many neighbours form clusters with all that is
 * within their reach; the rest is noise, label -1. Clusters are numbered by their first core sample; a border sample between
 * clusters belongs to the first that reaches it.
 *
 * @example
 * ```ts
 * import { Dbscan } from '@ai/classic-ml';
 *
 * const model = new Dbscan({ radius: 1.5, minSamples: 2 }).fit([[1], [2], [3], [10], [11], [50]]);
 * model.labels; // [0, 0, 0, 1, 1, -1]
 * ```
 */
export class Dbscan implements Clusterer<DbscanModel> {
  constructor(readonly options: DbscanOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, options: FitOptions = {}): DbscanModel {
    const { radius = 0.5, minSamples = 5, algorithm = 'auto' } = this.options;
    checkNumber(radius, 'radius', OWNER, { above: 0 });
    checkInteger(minSamples, 'minSamples', OWNER, { min: 1 });
    const metric = distanceMetric(this.options, OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    const weights = readWeights(options.sampleWeights, OWNER, matrix.rows);
    const search = neighborSearch(matrix, metric, algorithm, OWNER);
    const neighbors = search.within(matrix, radius).map(({ indices }) => indices);
    const weightOf = (indices: Int32Array): number =>
      weights ? indices.reduce((sum, i) => sum + weights[i], 0) : indices.length;
    const isCore = neighbors.map((indices) => weightOf(indices) >= minSamples);
    const labels = new Int32Array(matrix.rows).fill(-1);
    let numClusters = 0;
    for (let first = 0; first < matrix.rows; first++) {
      if (!isCore[first] || labels[first] >= 0) continue;
      const cluster = numClusters++;
      labels[first] = cluster;
      const reached = [first];
      while (reached.length > 0) {
        for (const i of neighbors[reached.pop() as number]) {
          if (labels[i] >= 0) continue;
          labels[i] = cluster;
          if (isCore[i]) reached.push(i);
        }
      }
    }
    const coreIndices = Int32Array.from(labels.keys()).filter((i) => isCore[i]);
    return new DbscanModel({ labels, coreIndices, numClusters, numFeatures: matrix.columns });
  }
}

interface State {
  readonly labels: Int32Array;
  readonly coreIndices: Int32Array;
  readonly numClusters: number;
  readonly numFeatures: number;
}

const FORMAT = defineFormat<State>('DbscanModel', {
  labels: integersField,
  coreIndices: integersField,
  numClusters: countField,
  numFeatures: countField,
});

/** The fitted model of {@link Dbscan}. */
export class DbscanModel implements ClustererModel {
  /** The cluster of each of the N samples; -1 is noise. */
  readonly labels: Int32Array;
  /** Which samples are core samples. */
  readonly coreIndices: Int32Array;
  readonly numClusters: number;
  readonly numFeatures: number;

  constructor(state: State) {
    this.labels = state.labels;
    this.coreIndices = state.coreIndices;
    this.numClusters = state.numClusters;
    this.numFeatures = state.numFeatures;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): DbscanModel {
    return new DbscanModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
