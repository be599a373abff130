import { type Column, checkNumber, checkOneOf, type Rows } from '@ai/core';
import type { Regressor, SavedModel } from '../estimator.js';
import { readRegression } from '../linear/linear-model.js';
import { choiceField, defineFormat } from '../saving/format.js';
import { checkRates } from '../tree/regression-criterion.js';
import { MISSING_ALLOWED, TreesRegressorModel } from '../tree/tree-models.js';
import {
  type Boosted,
  boostedScores,
  boostWithValidation,
  type GradientBoostingOptions,
  readBoosting,
  stagedScores,
} from './boosting.js';
import {
  ABSOLUTE_ERROR,
  checkPositive,
  GAMMA,
  POISSON,
  type PointLoss,
  pointwise,
  quantileLoss,
  SQUARED_ERROR,
} from './boosting-loss.js';
import {
  BOOSTED_FIELDS,
  type BoostingFitOptions,
  checkBoosted,
  checkValidationFeatures,
  numRoundsOf,
} from './boosting-models.js';

const OWNER = 'GradientBoostingRegressor';
const LOSSES = ['squaredError', 'absoluteError', 'quantile', 'poisson', 'gamma'] as const;
const LINKS = ['identity', 'log'] as const;

/** Options of {@link GradientBoostingRegressor}. */
export interface GradientBoostingRegressorOptions extends GradientBoostingOptions {
  /**
   * What is made small: half the squared error (predictions are means), the absolute error (medians), the pinball loss (quantiles), or
   * half the deviance of Poisson (targets >= 0) or gamma (targets > 0) distributions, whose means are exp(score).
   * @default 'squaredError'
   */
  readonly loss?: (typeof LOSSES)[number];
  /** The quantile that the loss `quantile` predicts, in (0, 1). @default 0.5 */
  readonly quantile?: number;
}

/** Regression samples. */
export interface RegressionSamples {
  /** V x D. */
  readonly x: Rows;
  /** V values. */
  readonly y: Column;
  /** V weights >= 0, not all zero. @default all 1 */
  readonly sampleWeights?: Column;
}

/**
 * Gradient boosting of trees on binned features (Friedman, 2001; histograms as in Ke et al., 2017). Missing values (NaN) go to the side
 * of each split where they lower the loss more; categories are divided into two groups.
 *
 * @example
 * ```ts
 * import { GradientBoostingRegressor } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 200 }, (_, i) => [i / 20]);
 * const model = new GradientBoostingRegressor({ numRounds: 50 }).fit(x, x.map(([t]) => Math.sin(t)));
 * model.predict([[1.57]]); // about 1
 * ```
 */
export class GradientBoostingRegressor implements Regressor<GradientBoostingRegressorModel> {
  readonly task = 'regression';

  constructor(readonly options: GradientBoostingRegressorOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing
   * @param y N values
   * @throws InvalidArgumentError for invalid options, data or weights, or targets that the loss does not allow
   */
  fit(x: Rows, y: Column, options: BoostingFitOptions<RegressionSamples> = {}): GradientBoostingRegressorModel {
    const { loss = 'squaredError', quantile = 0.5 } = this.options;
    checkOneOf(loss, 'loss', OWNER, LOSSES);
    checkNumber(quantile, 'quantile', OWNER, { above: 0, below: 1 });
    const data = readRegression(x, y, options, OWNER, MISSING_ALLOWED);
    const settings = readBoosting(this.options, data.x.columns, OWNER);
    const point = lossOf(loss, quantile, data.y);
    const pick = (values: Float64Array, samples?: Int32Array): Float64Array =>
      samples ? Float64Array.from(samples, (i) => values[i]) : values;
    const boosted = boostWithValidation(
      data.x,
      (samples) => pointwise(point, pick(data.y, samples), data.weights && pick(data.weights, samples)),
      undefined,
      readValidation(options.validation, point, data.x.columns),
      settings,
      OWNER,
    );
    return new GradientBoostingRegressorModel({
      ...boosted,
      link: point === POISSON || point === GAMMA ? 'log' : 'identity',
    });
  }
}

function lossOf(loss: (typeof LOSSES)[number], quantile: number, y: Float64Array): PointLoss {
  if (loss === 'poisson') checkRates(y, OWNER);
  if (loss === 'gamma') checkPositive(y, OWNER);
  if (loss === 'quantile') return quantileLoss(quantile);
  return { squaredError: SQUARED_ERROR, absoluteError: ABSOLUTE_ERROR, poisson: POISSON, gamma: GAMMA }[loss];
}

function readValidation(samples: RegressionSamples | undefined, point: PointLoss, numFeatures: number) {
  if (!samples) return undefined;
  const { x, y, weights } = readRegression(samples.x, samples.y, samples, OWNER, MISSING_ALLOWED);
  checkValidationFeatures(x, numFeatures, OWNER);
  return { x, loss: pointwise(point, y, weights) };
}

interface State extends Boosted {
  readonly link: (typeof LINKS)[number];
}

const FORMAT = defineFormat<State>(
  'GradientBoostingRegressorModel',
  { ...BOOSTED_FIELDS, link: choiceField(LINKS) },
  (state) => checkBoosted(state, 1),
);

/** The fitted model of {@link GradientBoostingRegressor}. */
export class GradientBoostingRegressorModel extends TreesRegressorModel {
  protected readonly owner = OWNER;
  /** The score from which the trees start: the mean of the targets, their median, or the logarithm of the mean. */
  readonly start: Float64Array;
  /** Mean loss of samples held out, before the first round and after each; empty without a validation set or early stopping. */
  readonly validationLosses: Float64Array;
  /** Predictions are the scores, or `log`: exp(scores). */
  readonly link: (typeof LINKS)[number];

  constructor(state: State) {
    super(state);
    this.start = state.start;
    this.validationLosses = state.validationLosses;
    this.link = state.link;
  }

  get numRounds(): number {
    return numRoundsOf(this.trees, this.start);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): GradientBoostingRegressorModel {
    return new GradientBoostingRegressorModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    return this.unlink(boostedScores(this.trees, this.start, this.read(x)));
  }

  /** Predictions after each round. @param x Q x D @returns Q values, as often as there are rounds */
  *stagedPredict(x: Rows): Generator<Float64Array, void> {
    for (const scores of stagedScores(this.trees, this.start, this.read(x))) yield this.unlink(scores);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }

  private unlink([scores]: readonly Float64Array[]): Float64Array {
    return this.link === 'log' ? scores.map(Math.exp) : scores.slice();
  }
}
