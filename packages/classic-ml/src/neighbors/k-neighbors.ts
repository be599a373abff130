// What the classifier and the regressor share.
import { checkInteger, checkOneOf, type DenseMatrix, Got, InvalidArgumentError, type Rows } from '@ai/core';
import { readFeatures } from '../input/samples.js';
import { choiceField, countField, type Field, matrixField, numberField, optionalField } from '../saving/format.js';
import {
  DISTANCE_METRICS,
  type DistanceMetricName,
  type DistanceMetricOptions,
  distanceMetric,
} from './distance-metric.js';
import type { Neighbors } from './neighbor-search.js';
import { checkAlgorithm, neighborSearch, SEARCH_ALGORITHMS, type SearchAlgorithm } from './search-algorithm.js';

/** How much the vote of a neighbour counts. */
export type NeighborWeights = 'uniform' | 'distance';

/** Options of {@link KNeighborsClassifier} and {@link KNeighborsRegressor}. */
export interface KNeighborsOptions extends DistanceMetricOptions {
  /** Neighbours that are asked, k <= N. @default 5 */
  readonly k?: number;
  /** `uniform`: all alike; `distance`: by 1 / distance, where neighbours at distance 0 win alone. @default 'uniform' */
  readonly weights?: NeighborWeights;
  /** How neighbours are searched; the result is the same. @default 'auto' */
  readonly algorithm?: SearchAlgorithm;
}

/** Everything neighbour models keep, apart from the targets. */
export interface KNeighborsState {
  readonly points: DenseMatrix;
  readonly k: number;
  readonly weights: NeighborWeights;
  readonly algorithm: SearchAlgorithm;
  readonly metric: DistanceMetricName;
  readonly p: number | undefined;
}

export const KNEIGHBORS_FIELDS: { readonly [K in keyof KNeighborsState]: Field<KNeighborsState[K]> } = {
  points: matrixField,
  k: countField,
  weights: choiceField(['uniform', 'distance']),
  algorithm: choiceField(SEARCH_ALGORITHMS),
  metric: choiceField(DISTANCE_METRICS),
  p: optionalField(numberField),
};

/** @throws InvalidArgumentError for invalid options or k > N */
export function checkKNeighbors(options: KNeighborsOptions, points: DenseMatrix, owner: string): KNeighborsState {
  const { k = 5, weights = 'uniform', algorithm = 'auto', metric = 'euclidean', p } = options;
  checkInteger(k, 'k', owner, { min: 1 });
  checkOneOf(weights, 'weights', owner, ['uniform', 'distance']);
  checkAlgorithm(algorithm, distanceMetric(options, owner), owner);
  if (k > points.rows) {
    throw new InvalidArgumentError('k', owner, `be at most the number of samples (${points.rows})`, new Got(`${k}`));
  }
  return { points, k, weights, algorithm, metric, p };
}

/** A damaged document's complaint, if any. */
export function checkKNeighborsState({ k, points }: KNeighborsState): string | false {
  return (k < 1 || k > points.rows || points.columns < 1) && `'k' must be within 1 and the number of points`;
}

/** The neighbours of Q queries and their Q x k weights. */
export class NeighborVotes {
  private readonly find: (queries: DenseMatrix) => Neighbors;

  constructor(
    private readonly state: KNeighborsState,
    private readonly owner: string,
  ) {
    const search = neighborSearch(state.points, distanceMetric(state, owner), state.algorithm, owner);
    this.find = (queries) => search.nearest(queries, state.k);
  }

  of(x: Rows): { readonly neighbors: Neighbors; readonly weights: Float64Array } {
    const { state, owner } = this;
    const neighbors = this.find(readFeatures(x, owner, state.points.columns));
    const weights = new Float64Array(neighbors.distances.length).fill(1);
    if (state.weights === 'distance') inverseDistances(neighbors.distances, state.k, weights);
    return { neighbors, weights };
  }
}

function inverseDistances(distances: Float64Array, k: number, weights: Float64Array): void {
  for (let base = 0; base < distances.length; base += k) {
    const anyZero = distances[base] === 0; // nearest first
    for (let i = base; i < base + k; i++) {
      // scaled by the nearest distance, so that tiny distances do not overflow
      weights[i] = anyZero ? Number(distances[i] === 0) : distances[base] / distances[i];
    }
  }
}
