import { type Column, checkSameLength, type Rows, toMatrix, toVector } from '@ai/core';
import type { FitOptions, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { defineFormat, vectorField } from '../saving/format.js';
import { determinationOf } from '../scoring.js';
import {
  checkKNeighbors,
  checkKNeighborsState,
  KNEIGHBORS_FIELDS,
  type KNeighborsOptions,
  type KNeighborsState,
  NeighborVotes,
} from './k-neighbors.js';

const OWNER = 'KNeighborsRegressor';

/**
 * Predicts the mean, plain or weighted by 1 / distance, of the values of the k nearest training samples.
 *
 * @example
 * ```ts
 * import { KNeighborsRegressor } from '@ai/classic-ml';
 *
 * const model = new KNeighborsRegressor({ k: 2 }).fit([[0], [1], [2], [3]], [0, 10, 20, 30]);
 * model.predict([[0.6], [2.9]]); // [5, 25]
 * ```
 */
export class KNeighborsRegressor implements Regressor<KNeighborsRegressorModel> {
  readonly task = 'regression';

  constructor(readonly options: KNeighborsOptions = {}) {}

  /**
   * @param x N x D
   * @param y N values
   * @throws InvalidArgumentError for invalid options or data, k > N, or sample weights, which this method does not have
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): KNeighborsRegressorModel {
    const points = toMatrix(x, 'X', OWNER);
    const state = checkKNeighbors(this.options, points, OWNER);
    refuseWeights(options, OWNER);
    const targets = toVector(y, 'y', OWNER);
    checkSameLength(points.rows, targets.length, ['X', 'y'], OWNER);
    return new KNeighborsRegressorModel({ ...state, targets });
  }
}

interface State extends KNeighborsState {
  readonly targets: Float64Array;
}

const FORMAT = defineFormat<State>(
  'KNeighborsRegressorModel',
  { ...KNEIGHBORS_FIELDS, targets: vectorField },
  (state) =>
    checkKNeighborsState(state) ||
    (state.targets.length !== state.points.rows && `'targets' must have an entry for each point`),
);

/** The fitted model of {@link KNeighborsRegressor}. */
export class KNeighborsRegressorModel implements RegressorModel {
  readonly numFeatures: number;
  private readonly votes: NeighborVotes;

  constructor(private readonly state: State) {
    this.numFeatures = state.points.columns;
    this.votes = new NeighborVotes(state, OWNER);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): KNeighborsRegressorModel {
    return new KNeighborsRegressorModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    const { neighbors, weights } = this.votes.of(x);
    const { k, targets } = this.state;
    const predicted = new Float64Array(weights.length / k);
    for (let q = 0; q < predicted.length; q++) {
      let sum = 0;
      let total = 0;
      for (let o = q * k; o < (q + 1) * k; o++) {
        sum += weights[o] * targets[neighbors.indices[o]];
        total += weights[o];
      }
      predicted[q] = sum / total;
    }
    return predicted;
  }

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
