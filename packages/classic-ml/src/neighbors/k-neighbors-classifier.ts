import { type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import { largestClass, normalizeRows } from '../decision.js';
import type {
  Classifier,
  FitOptions,
  Label,
  Labels,
  ProbabilisticClassifierModel,
  SavedModel,
  ScoreOptions,
} from '../estimator.js';
import { encodeLabels } from '../input/labels.js';
import { refuseWeights } from '../input/samples.js';
import { defineFormat, integersField, labelsField } from '../saving/format.js';
import { accuracyOf } from '../scoring.js';
import {
  checkKNeighbors,
  checkKNeighborsState,
  KNEIGHBORS_FIELDS,
  type KNeighborsOptions,
  type KNeighborsState,
  NeighborVotes,
} from './k-neighbors.js';

const OWNER = 'KNeighborsClassifier';

/**
 * Classifies a sample by a vote of its k nearest training samples (Cover and Hart, 1967). Ties go to the smaller label; training
 * data of a single class gives that class with probability 1.
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier } from '@ai/classic-ml';
 *
 * const x = [[0, 0], [0, 1], [4, 4], [5, 4]];
 * const model = new KNeighborsClassifier({ k: 3 }).fit(x, ['low', 'low', 'high', 'high']);
 * model.predict([[0, 2], [5, 5]]);              // ['low', 'high']
 * model.predictProbabilities([[0, 2]]).data;    // 'high' 1/3, 'low' 2/3
 * ```
 */
export class KNeighborsClassifier implements Classifier<KNeighborsClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: KNeighborsOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels
   * @throws InvalidArgumentError for invalid options or data, k > N, or sample weights, which this method does not have
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): KNeighborsClassifierModel {
    const points = toMatrix(x, 'X', OWNER);
    const state = checkKNeighbors(this.options, points, OWNER);
    refuseWeights(options, OWNER);
    return new KNeighborsClassifierModel({ ...state, ...encodeLabels(y, 'y', OWNER, points.rows) });
  }
}

interface State extends KNeighborsState {
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
}

const FORMAT = defineFormat<State>(
  'KNeighborsClassifierModel',
  { ...KNEIGHBORS_FIELDS, classes: labelsField, codes: integersField },
  (state) =>
    checkKNeighborsState(state) ||
    (state.codes.length !== state.points.rows && `'codes' must have an entry for each point`) ||
    (state.codes.some((code) => code < 0 || code >= state.classes.length) && `'codes' must point into 'classes'`),
);

/** The fitted model of {@link KNeighborsClassifier}. */
export class KNeighborsClassifierModel implements ProbabilisticClassifierModel {
  readonly classes: readonly Label[];
  readonly numFeatures: number;
  private readonly votes: NeighborVotes;

  constructor(private readonly state: State) {
    this.classes = state.classes;
    this.numFeatures = state.points.columns;
    this.votes = new NeighborVotes(state, OWNER);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): KNeighborsClassifierModel {
    return new KNeighborsClassifierModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x C: the share of the votes of each class */
  predictProbabilities(x: Rows): DenseMatrix {
    const { neighbors, weights } = this.votes.of(x);
    const { k, codes, classes } = this.state;
    const columns = classes.length;
    const rows = weights.length / k;
    const shares = { data: new Float64Array(rows * columns), rows, columns };
    for (let o = 0; o < weights.length; o++) {
      shares.data[Math.floor(o / k) * columns + codes[neighbors.indices[o]]] += weights[o];
    }
    normalizeRows(shares);
    return shares;
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.predictProbabilities(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
