import { checkInteger, checkNumber, type DenseMatrix, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type { Clusterer, ClustererModel, FitOptions, SavedModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import {
  DISTANCE_METRICS,
  type DistanceMetricName,
  type DistanceMetricOptions,
  distanceMetric,
} from '../neighbors/distance-metric.js';
import type { NeighborSearch, Neighbors } from '../neighbors/neighbor-search.js';
import {
  checkAlgorithm,
  neighborSearch,
  SEARCH_ALGORITHMS,
  type SearchAlgorithm,
} from '../neighbors/search-algorithm.js';
import {
  choiceField,
  countField,
  defineFormat,
  matrixField,
  numberField,
  optionalField,
  vectorField,
} from '../saving/format.js';
import { quantile } from '../statistics/quantile.js';

const OWNER = 'LocalOutlierFactor';
/** Keeps the density of points that lie on each other finite. */
const LEAST_DISTANCE = 1e-10;
/** The factor from which a sample is an outlier, unless a share of outliers is given. */
const USUAL_LIMIT = 1.5;

/** Options of {@link LocalOutlierFactor}. */
export interface LocalOutlierFactorOptions extends DistanceMetricOptions {
  /** Neighbours K that a density is measured over, fewer than N. @default 20, at most N - 1 */
  readonly numNeighbors?: number;
  /** The share of outliers among the training samples, in (0, 0.5], which sets the limit. @default a limit of 1.5 */
  readonly contamination?: number;
  /** How neighbours are searched; the result is the same. @default 'auto' */
  readonly algorithm?: SearchAlgorithm;
}

/**
 * Local outlier factors (Breunig, Kriegel, Ng and Sander, "LOF: identifying density-based local outliers", 2000): how much thinner the
 * samples lie around a sample than around its neighbours. About 1 inside a group, whatever the group's own density; well above 1 for an outlier.
 *
 * @example
 * ```ts
 * import { LocalOutlierFactor } from '@ai/classic-ml';
 *
 * const model = new LocalOutlierFactor({ numNeighbors: 2 }).fit([[0], [1], [1.5], [2], [30]]);
 * model.labels;                  // [1, 1, 1, 1, -1]
 * model.predict([[1.2], [-20]]); // [1, -1]
 * ```
 */
export class LocalOutlierFactor implements Clusterer<LocalOutlierFactorModel> {
  constructor(readonly options: LocalOutlierFactorOptions = {}) {}

  /**
   * @param x N x D, N >= 2
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, options: FitOptions = {}): LocalOutlierFactorModel {
    const { contamination, algorithm = 'auto', metric = 'euclidean', p } = this.options;
    const distance = distanceMetric(this.options, OWNER);
    checkAlgorithm(algorithm, distance, OWNER);
    if (this.options.numNeighbors !== undefined)
      checkInteger(this.options.numNeighbors, 'numNeighbors', OWNER, { min: 1 });
    if (contamination !== undefined) checkNumber(contamination, 'contamination', OWNER, { above: 0, max: 0.5 });
    refuseWeights(options, OWNER);
    const points = toMatrix(x, 'X', OWNER, { minRows: 2 });
    const { numNeighbors = Math.min(20, points.rows - 1) } = this.options;
    if (numNeighbors >= points.rows) {
      const got = new Got(`${numNeighbors}`);
      throw new InvalidArgumentError('numNeighbors', OWNER, `be less than the number of samples (${points.rows})`, got);
    }
    const found = othersOf(
      neighborSearch(points, distance, algorithm, OWNER).nearest(points, numNeighbors + 1),
      points.rows,
    );
    const reaches = Float64Array.from({ length: points.rows }, (_, i) => found.distances[(i + 1) * numNeighbors - 1]);
    const densities = densitiesOf(found, reaches, numNeighbors);
    const factors = factorsOf(found, densities, densities, numNeighbors);
    const limit = contamination === undefined ? USUAL_LIMIT : quantile(factors.slice().sort(), 1 - contamination);
    return new LocalOutlierFactorModel({
      points,
      numNeighbors,
      algorithm,
      metric,
      p,
      reaches,
      densities,
      factors,
      limit,
    });
  }
}

/** Of K + 1 neighbours of each training sample those that are not itself: K x N. Where others lie on it, it may not be among them. */
function othersOf({ indices, distances }: Neighbors, numSamples: number): Neighbors {
  const given = indices.length / numSamples;
  const kept = given - 1;
  const others = { indices: new Int32Array(numSamples * kept), distances: new Float64Array(numSamples * kept) };
  for (let i = 0; i < numSamples; i++) {
    let left = -1;
    for (let k = 0; k < given && left < 0; k++) if (indices[i * given + k] === i) left = k;
    if (left < 0) left = kept;
    for (let k = 0, o = i * kept; k < given; k++) {
      if (k === left) continue;
      others.indices[o] = indices[i * given + k];
      others.distances[o++] = distances[i * given + k];
    }
  }
  return others;
}

/** Local reachability densities: a neighbour counts as no nearer than its own Kth neighbour is to it. */
function densitiesOf({ indices, distances }: Neighbors, reaches: Float64Array, numNeighbors: number): Float64Array {
  return Float64Array.from({ length: indices.length / numNeighbors }, (_, i) => {
    let sum = 0;
    for (let o = i * numNeighbors; o < (i + 1) * numNeighbors; o++) sum += Math.max(distances[o], reaches[indices[o]]);
    return 1 / (sum / numNeighbors + LEAST_DISTANCE);
  });
}

/** The mean density of the neighbours over the own one. */
function factorsOf(
  { indices }: Neighbors,
  densities: Float64Array,
  own: Float64Array,
  numNeighbors: number,
): Float64Array {
  return own.map((density, i) => {
    let sum = 0;
    for (let o = i * numNeighbors; o < (i + 1) * numNeighbors; o++) sum += densities[indices[o]];
    return sum / numNeighbors / density;
  });
}

interface State {
  readonly points: DenseMatrix;
  readonly numNeighbors: number;
  readonly algorithm: SearchAlgorithm;
  readonly metric: DistanceMetricName;
  readonly p: number | undefined;
  readonly reaches: Float64Array;
  readonly densities: Float64Array;
  readonly factors: Float64Array;
  readonly limit: number;
}

const FORMAT = defineFormat<State>(
  'LocalOutlierFactorModel',
  {
    points: matrixField,
    numNeighbors: countField,
    algorithm: choiceField(SEARCH_ALGORITHMS),
    metric: choiceField(DISTANCE_METRICS),
    p: optionalField(numberField),
    reaches: vectorField,
    densities: vectorField,
    factors: vectorField,
    limit: numberField,
  },
  ({ points, numNeighbors, reaches, densities, factors }) =>
    ([reaches, densities, factors].some(({ length }) => length !== points.rows) ||
      numNeighbors < 1 ||
      numNeighbors > points.rows) &&
    "'reaches', 'densities' and 'factors' must have an entry for each of 'points'",
);

/** The fitted model of {@link LocalOutlierFactor}. */
export class LocalOutlierFactorModel implements ClustererModel {
  /** N factors of the training samples, each compared with the others. */
  readonly factors: Float64Array;
  /** A sample with a larger factor is an outlier. */
  readonly limit: number;
  private readonly search: NeighborSearch;

  constructor(private readonly state: State) {
    this.factors = state.factors;
    this.limit = state.limit;
    this.search = neighborSearch(state.points, distanceMetric(state, OWNER), state.algorithm, OWNER);
  }

  get numFeatures(): number {
    return this.state.points.columns;
  }

  /** N labels: -1 for an outlier, otherwise 1. */
  get labels(): Int32Array {
    return this.labelsOf(this.factors);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): LocalOutlierFactorModel {
    return new LocalOutlierFactorModel(FORMAT.read(document));
  }

  /** Factors of new samples; one that is among the training samples counts as a neighbour of itself. @param x Q x D @returns Q factors */
  outlierFactors(x: Rows): Float64Array {
    const { reaches, densities, numNeighbors } = this.state;
    const found = this.search.nearest(readFeatures(x, OWNER, this.numFeatures), numNeighbors);
    return factorsOf(found, densities, densitiesOf(found, reaches, numNeighbors), numNeighbors);
  }

  /** -1 for an outlier, otherwise 1. @param x Q x D @returns Q labels */
  predict(x: Rows): Int32Array {
    return this.labelsOf(this.outlierFactors(x));
  }

  private labelsOf(factors: Float64Array): Int32Array {
    return Int32Array.from(factors, (factor) => (factor > this.limit ? -1 : 1));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
