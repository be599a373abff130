import { checkInteger, checkNumber, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, FittedModel, SavedModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { choiceField, defineFormat, matrixField, numberField, optionalField } from '../saving/format.js';
import {
  DISTANCE_METRICS,
  type DistanceMetricName,
  type DistanceMetricOptions,
  distanceMetric,
} from './distance-metric.js';
import type { NeighborSearch, Neighbors, NeighborsWithin } from './neighbor-search.js';
import { checkAlgorithm, neighborSearch, SEARCH_ALGORITHMS, type SearchAlgorithm } from './search-algorithm.js';

/** Options of {@link NearestNeighbors}. */
export interface NearestNeighborsOptions extends DistanceMetricOptions {
  /** How neighbours are searched; the result is the same. @default 'auto' */
  readonly algorithm?: SearchAlgorithm;
}

/**
 * Exact nearest-neighbour search.
 *
 * @example
 * ```ts
 * import { NearestNeighbors } from '@ai/classic-ml';
 *
 * const search = new NearestNeighbors({ metric: 'manhattan' }).fit([[0, 0], [1, 1], [5, 5]]);
 * const { indices, distances } = search.nearest([[1, 0]], 2); // [0, 1], [1, 1]
 * ```
 */
export class NearestNeighbors {
  constructor(readonly options: NearestNeighborsOptions = {}) {}

  /**
   * @param x N x D points
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, options: FitOptions = {}): NearestNeighborsModel {
    refuseWeights(options, 'NearestNeighbors');
    const { algorithm = 'auto', metric = 'euclidean', p } = this.options;
    checkAlgorithm(algorithm, distanceMetric(this.options, 'NearestNeighbors'), 'NearestNeighbors');
    return new NearestNeighborsModel({ points: toMatrix(x, 'X', 'NearestNeighbors'), algorithm, metric, p });
  }
}

interface State {
  readonly points: DenseMatrix;
  readonly algorithm: SearchAlgorithm;
  readonly metric: DistanceMetricName;
  readonly p: number | undefined;
}

const FORMAT = defineFormat<State>('NearestNeighborsModel', {
  points: matrixField,
  algorithm: choiceField(SEARCH_ALGORITHMS),
  metric: choiceField(DISTANCE_METRICS),
  p: optionalField(numberField),
});

/** Points that can be searched; see {@link NearestNeighbors}. */
export class NearestNeighborsModel implements FittedModel {
  readonly numFeatures: number;
  private readonly search: NeighborSearch;

  constructor(private readonly state: State) {
    this.numFeatures = state.points.columns;
    this.search = neighborSearch(
      state.points,
      distanceMetric(state, 'NearestNeighbors'),
      state.algorithm,
      'NearestNeighbors',
    );
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): NearestNeighborsModel {
    return new NearestNeighborsModel(FORMAT.read(document));
  }

  /**
   * The k nearest points of each query, nearest first, ties to the smaller index.
   *
   * @param x Q x D queries
   * @param k 1 <= k <= N
   * @throws InvalidArgumentError for k out of range or queries of another number of features
   */
  nearest(x: Rows, k: number): Neighbors {
    checkInteger(k, 'k', 'NearestNeighbors', { min: 1, max: this.state.points.rows });
    return this.search.nearest(readFeatures(x, 'NearestNeighbors', this.numFeatures), k);
  }

  /**
   * For each query, the points within a radius (the border included), by ascending index.
   *
   * @param x Q x D queries
   * @param radius >= 0
   * @throws InvalidArgumentError for a negative radius or queries of another number of features
   */
  within(x: Rows, radius: number): NeighborsWithin[] {
    checkNumber(radius, 'radius', 'NearestNeighbors', { min: 0 });
    return this.search.within(readFeatures(x, 'NearestNeighbors', this.numFeatures), radius);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
