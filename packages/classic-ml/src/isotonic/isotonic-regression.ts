import { type Column, checkNumber, checkOneOf, Got, InvalidArgumentError, type Rows } from '@ai/core';
import type { FitOptions, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { readRegression } from '../linear/linear-model.js';
import { choiceField, defineFormat, vectorField } from '../saving/format.js';
import { determinationOf } from '../scoring.js';
import { sortOrder } from '../tree/sort-order.js';
import { checkCurve, fitAscending, type IsotonicCurve, valueAt } from './isotonic-curve.js';

const OWNER = 'IsotonicRegression';
const DIRECTIONS = ['ascending', 'descending', 'auto'] as const;
const BEYOND = ['clip', 'nan', 'refuse'] as const;

/** Options of {@link IsotonicRegression}. */
export interface IsotonicRegressionOptions {
  /** Which way the curve goes; `auto` follows the sign of Spearman's rank correlation. @default 'ascending' */
  readonly direction?: (typeof DIRECTIONS)[number];
  /** Predictions below are raised to it. @default none */
  readonly lowest?: number;
  /** Predictions above are lowered to it. @default none */
  readonly highest?: number;
  /** Beyond the samples: the value at the end, NaN, or an error. @default 'clip' */
  readonly beyond?: (typeof BEYOND)[number];
}

/**
 * Isotonic regression: the monotonic curve of one feature that has the least squared error (Barlow, Bartholomew, Bremner and Brunk, 1972),
 * straight between its corners.
 *
 * @example
 * ```ts
 * import { IsotonicRegression } from '@ai/classic-ml';
 *
 * const model = new IsotonicRegression().fit([[1], [2], [3], [4]], [1, 3, 2, 6]);
 * model.predict([[2], [3], [3.5], [9]]); // [2.5, 2.5, 4.25, 6]
 * ```
 */
export class IsotonicRegression implements Regressor<IsotonicRegressionModel> {
  readonly task = 'regression';

  constructor(readonly options: IsotonicRegressionOptions = {}) {}

  /**
   * @param x N x 1
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights, more than one feature, or `lowest` above `highest`
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): IsotonicRegressionModel {
    const { direction = 'ascending', lowest, highest, beyond = 'clip' } = this.options;
    checkOneOf(direction, 'direction', OWNER, DIRECTIONS);
    checkOneOf(beyond, 'beyond', OWNER, BEYOND);
    if (lowest !== undefined) checkNumber(lowest, 'lowest', OWNER);
    if (highest !== undefined) checkNumber(highest, 'highest', OWNER, { min: lowest });
    const data = readRegression(x, y, options, OWNER);
    if (data.x.columns !== 1)
      throw new InvalidArgumentError('X', OWNER, 'have 1 feature', new Got(`${data.x.columns}`));
    const places = data.x.data;
    const descends = direction === 'descending' || (direction === 'auto' && rankCovariance(places, data.y) < 0);
    const turn = (value: number): number => (descends ? -value : value);
    const curve = fitAscending(places, data.y.map(turn), data.weights);
    const clip = (value: number): number =>
      Math.min(Math.max(value, lowest ?? Number.NEGATIVE_INFINITY), highest ?? Number.POSITIVE_INFINITY);
    return new IsotonicRegressionModel({ x: curve.x, y: curve.y.map((value) => clip(turn(value))), beyond });
  }
}

/** Of the sign of Spearman's correlation: the sum of products of ranks about their means, ties sharing the mean of their ranks. */
function rankCovariance(x: Float64Array, y: Float64Array): number {
  const a = ranksOf(x);
  const b = ranksOf(y);
  const mean = (x.length - 1) / 2;
  return a.reduce((sum, rank, i) => sum + (rank - mean) * (b[i] - mean), 0);
}

function ranksOf(values: Float64Array): Float64Array {
  const order = sortOrder(values);
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let o = start; o < end; o++) ranks[order[o]] = (start + end - 1) / 2;
  }
  return ranks;
}

interface State extends IsotonicCurve {
  readonly beyond: (typeof BEYOND)[number];
}

const FORMAT = defineFormat<State>(
  'IsotonicRegressionModel',
  { x: vectorField, y: vectorField, beyond: choiceField(BEYOND) },
  checkCurve,
);

/** The fitted model of {@link IsotonicRegression}. */
export class IsotonicRegressionModel implements RegressorModel {
  readonly numFeatures = 1;
  /** P places of the corners, ascending. */
  readonly x: Float64Array;
  /** P values at the corners. */
  readonly y: Float64Array;

  constructor(private readonly state: State) {
    this.x = state.x;
    this.y = state.y;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): IsotonicRegressionModel {
    return new IsotonicRegressionModel(FORMAT.read(document));
  }

  /**
   * @param x Q x 1
   * @returns Q values
   * @throws InvalidArgumentError for samples beyond those of the fit, if they are to be refused
   */
  predict(x: Rows): Float64Array {
    const { data } = readFeatures(x, OWNER, 1);
    const { beyond } = this.state;
    const low = this.x[0];
    const high = this.x[this.x.length - 1];
    const outside = data.findIndex((place) => place < low || place > high);
    if (beyond === 'refuse' && outside >= 0) {
      const got = new Got(`${data[outside]} at row ${outside}`);
      throw new InvalidArgumentError('X', OWNER, `be from ${low} to ${high}, as in the fit`, got);
    }
    const isUnknown = (place: number): boolean => beyond === 'nan' && (place < low || place > high);
    return data.map((place) => (isUnknown(place) ? Number.NaN : valueAt(this.state, place)));
  }

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
