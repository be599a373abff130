import { type Column, type DenseMatrix, Got, InvalidArgumentError, type Rows } from '@ai/core';
import { largestClass, softmaxRows } from '../decision.js';
import type { Classifier, Label, Labels, SavedModel } from '../estimator.js';
import { type ClassWeights, checkTwoClasses, readClassification } from '../input/class-weights.js';
import { defineFormat, labelsField } from '../saving/format.js';
import { MISSING_ALLOWED, TreesClassifierModel } from '../tree/tree-models.js';
import {
  type Boosted,
  boostedScores,
  boostWithValidation,
  type GradientBoostingOptions,
  readBoosting,
  stagedScores,
  type Validation,
} from './boosting.js';
import { BINARY_LOG_LOSS, type BoostingLoss, pointwise, softmaxLoss } from './boosting-loss.js';
import {
  BOOSTED_FIELDS,
  type BoostingFitOptions,
  checkBoosted,
  checkValidationFeatures,
  numRoundsOf,
} from './boosting-models.js';

const OWNER = 'GradientBoostingClassifier';

/** Options of {@link GradientBoostingClassifier}. */
export interface GradientBoostingClassifierOptions extends GradientBoostingOptions {
  /** Weights of classes. @default all 1 */
  readonly classWeights?: ClassWeights;
}

/** Labelled samples. */
export interface ClassificationSamples {
  /** V x D. */
  readonly x: Rows;
  /** V labels, of classes that the training samples have. */
  readonly y: Labels;
  /** V weights >= 0, not all zero. @default all 1 */
  readonly sampleWeights?: Column;
}

/**
 * Gradient boosting of trees on binned features for the log loss (Friedman, 2001; histograms as in Ke et al., 2017): one tree per
 * round for two classes, one per class for more. Missing values (NaN) go to the side of each split where they lower the loss more;
 * categories are divided into two groups.
 *
 * @example
 * ```ts
 * import { GradientBoostingClassifier, makeMoons } from '@ai/classic-ml';
 *
 * const { x, y } = makeMoons({ numSamples: 200, noise: 0.1, seed: 1 });
 * const model = new GradientBoostingClassifier({ numRounds: 20 }).fit(x, y);
 * model.score(x, y); // about 1
 * ```
 */
export class GradientBoostingClassifier implements Classifier<GradientBoostingClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: GradientBoostingClassifierOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing
   * @param y N labels of at least 2 classes
   * @throws InvalidArgumentError for invalid options, data or weights, or a single class
   */
  fit(x: Rows, y: Labels, options: BoostingFitOptions<ClassificationSamples> = {}): GradientBoostingClassifierModel {
    const data = readClassification(x, y, options, OWNER, this.options.classWeights, MISSING_ALLOWED);
    const { classes, codes, weights } = data;
    const settings = readBoosting(this.options, data.x.columns, OWNER);
    checkTwoClasses(classes, OWNER);
    if (settings.monotonic && classes.length > 2) {
      const got = new Got(`${classes.length} classes`);
      throw new InvalidArgumentError('monotonicConstraints', OWNER, 'be left out for more than 2 classes', got);
    }
    const boosted = boostWithValidation(
      data.x,
      (samples) =>
        lossOf(
          samples ? Int32Array.from(samples, (i) => codes[i]) : codes,
          classes.length,
          weights && samples ? Float64Array.from(samples, (i) => weights[i]) : weights,
        ),
      codes,
      readValidation(options.validation, classes, data.x.columns),
      settings,
      OWNER,
    );
    return new GradientBoostingClassifierModel({ classes, ...boosted });
  }
}

function lossOf(codes: Int32Array, numClasses: number, weights: Float64Array | undefined): BoostingLoss {
  return numClasses === 2
    ? pointwise(BINARY_LOG_LOSS, Float64Array.from(codes), weights)
    : softmaxLoss(codes, numClasses, weights);
}

function readValidation(
  samples: ClassificationSamples | undefined,
  classes: readonly Label[],
  numFeatures: number,
): Validation | undefined {
  if (!samples) return undefined;
  const {
    x,
    codes,
    classes: own,
    weights,
  } = readClassification(samples.x, samples.y, samples, OWNER, undefined, MISSING_ALLOWED);
  checkValidationFeatures(x, numFeatures, OWNER);
  const unknown = own.find((label) => !classes.includes(label));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      'validation',
      OWNER,
      "have labels that are in 'y'",
      new Got(JSON.stringify(unknown)),
    );
  }
  const places = Int32Array.from(own, (label) => classes.indexOf(label));
  return {
    x,
    loss: lossOf(
      codes.map((code) => places[code]),
      classes.length,
      weights,
    ),
  };
}

interface State extends Boosted {
  readonly classes: readonly Label[];
}

const FORMAT = defineFormat<State>(
  'GradientBoostingClassifierModel',
  { classes: labelsField, ...BOOSTED_FIELDS },
  (state) => checkBoosted(state, state.classes.length === 2 ? 1 : state.classes.length),
);

/** The fitted model of {@link GradientBoostingClassifier}. */
export class GradientBoostingClassifierModel extends TreesClassifierModel {
  protected readonly owner = OWNER;
  /** Scores from which the trees start: the log odds of the second of two classes, or a log probability for each class. */
  readonly start: Float64Array;
  /** Mean loss of samples held out, before the first round and after each; empty without a validation set or early stopping. */
  readonly validationLosses: Float64Array;

  constructor(state: State) {
    super(state);
    this.start = state.start;
    this.validationLosses = state.validationLosses;
  }

  get numRounds(): number {
    return numRoundsOf(this.trees, this.start);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): GradientBoostingClassifierModel {
    return new GradientBoostingClassifierModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    return probabilitiesOf(boostedScores(this.trees, this.start, this.read(x)));
  }

  /** Probabilities after each round. @param x Q x D @returns Q x C, as often as there are rounds */
  *stagedPredictProbabilities(x: Rows): Generator<DenseMatrix, void> {
    for (const scores of stagedScores(this.trees, this.start, this.read(x))) yield probabilitiesOf(scores);
  }

  /** Predictions after each round. @param x Q x D @returns Q labels, as often as there are rounds */
  *stagedPredict(x: Rows): Generator<Label[], void> {
    for (const probabilities of this.stagedPredictProbabilities(x)) yield largestClass(probabilities, this.classes);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}

/** @param scores outputs x Q @returns Q x C */
function probabilitiesOf(scores: readonly Float64Array[]): DenseMatrix {
  const rows = scores[0].length;
  const columns = Math.max(2, scores.length);
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    if (scores.length === 1) {
      data[2 * i] = 1 / (1 + Math.exp(scores[0][i]));
      data[2 * i + 1] = 1 / (1 + Math.exp(-scores[0][i]));
    } else {
      for (let k = 0; k < columns; k++) data[i * columns + k] = scores[k][i];
    }
  }
  const probabilities = { data, rows, columns };
  if (scores.length > 1) softmaxRows(probabilities);
  return probabilities;
}
