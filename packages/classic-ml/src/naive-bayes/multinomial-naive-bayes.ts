import { checkBoolean, checkNumber, type DenseMatrix, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import { largestClass, softmaxRows } from '../decision.js';
import type {
  Classifier,
  FitOptions,
  Label,
  Labels,
  ProbabilisticClassifierModel,
  SavedModel,
  ScoreOptions,
} from '../estimator.js';
import { readClassification } from '../input/class-weights.js';
import { readFeatures } from '../input/samples.js';
import { defineFormat, labelsField, matrixField, vectorField } from '../saving/format.js';
import { accuracyOf } from '../scoring.js';
import { checkPriors } from './gaussian-naive-bayes.js';

const OWNER = 'MultinomialNaiveBayes';

/** Options of {@link MultinomialNaiveBayes}. */
export interface MultinomialNaiveBayesOptions {
  /** Added to every count (Laplace's smoothing), > 0. @default 1 */
  readonly alpha?: number;
  /** Learn the shares of the classes as priors; otherwise all classes are alike. @default true */
  readonly fitPriors?: boolean;
  /** C prior probabilities in the order of the sorted labels, summing to 1. @default see fitPriors */
  readonly priors?: readonly number[];
}

/**
 * Naive Bayes for counts, as of words in documents (Manning, Raghavan and Schutze, 2008, chapter 13).
 *
 * @example
 * ```ts
 * import { MultinomialNaiveBayes } from '@ai/classic-ml';
 *
 * const counts = [[3, 0], [2, 1], [0, 4]]; // of two words in three texts
 * new MultinomialNaiveBayes().fit(counts, ['ham', 'ham', 'spam']).predict([[1, 5]]); // ['spam']
 * ```
 */
export class MultinomialNaiveBayes implements Classifier<MultinomialNaiveBayesModel> {
  readonly task = 'classification';

  constructor(readonly options: MultinomialNaiveBayesOptions = {}) {}

  /**
   * @param x N x D counts >= 0
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, data or weights, or negative counts
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): MultinomialNaiveBayesModel {
    const { alpha = 1, fitPriors = true, priors } = this.options;
    checkNumber(alpha, 'alpha', OWNER, { above: 0 });
    checkBoolean(fitPriors, 'fitPriors', OWNER);
    checkNotNegative(toMatrix(x, 'X', OWNER));
    const { x: counts, codes, classes, weights } = readClassification(x, y, options, OWNER);
    const { columns } = counts;
    const logs = new Float64Array(classes.length * columns);
    const totals = new Float64Array(classes.length);
    codes.forEach((code, i) => {
      const weight = weights ? weights[i] : 1;
      totals[code] += weight;
      for (let j = 0; j < columns; j++) logs[code * columns + j] += weight * counts.data[i * columns + j];
    });
    for (let c = 0; c < classes.length; c++) {
      const row = logs.subarray(c * columns, (c + 1) * columns);
      const sum = row.reduce((a, b) => a + b, alpha * columns);
      for (let j = 0; j < columns; j++) row[j] = Math.log((row[j] + alpha) / sum);
    }
    const all = totals.reduce((a, b) => a + b, 0);
    const shares = totals.map((total) => (fitPriors ? total / all : 1 / classes.length));
    return new MultinomialNaiveBayesModel({
      classes,
      priors: priors ? checkPriors(priors, classes.length, OWNER) : shares,
      logProbabilities: { data: logs, rows: classes.length, columns },
    });
  }
}

function checkNotNegative({ data, columns }: DenseMatrix): void {
  const negative = data.findIndex((value) => value < 0);
  if (negative < 0) return;
  const place = `row ${Math.floor(negative / columns)}, column ${negative % columns}`;
  throw new InvalidArgumentError('X', OWNER, 'hold counts >= 0', new Got(`${data[negative]} at ${place}`));
}

interface State {
  readonly classes: readonly Label[];
  readonly priors: Float64Array;
  readonly logProbabilities: DenseMatrix;
}

const FORMAT = defineFormat<State>(
  'MultinomialNaiveBayesModel',
  { classes: labelsField, priors: vectorField, logProbabilities: matrixField },
  ({ classes, priors, logProbabilities }) =>
    (logProbabilities.rows !== classes.length || priors.length !== classes.length) &&
    `'logProbabilities' must have a row for each class`,
);

/** The fitted model of {@link MultinomialNaiveBayes}. */
export class MultinomialNaiveBayesModel implements ProbabilisticClassifierModel {
  readonly classes: readonly Label[];
  /** C prior probabilities. */
  readonly priors: Float64Array;
  /** C x D: log P(feature | class). */
  readonly logProbabilities: DenseMatrix;

  constructor(state: State) {
    this.classes = state.classes;
    this.priors = state.priors;
    this.logProbabilities = state.logProbabilities;
  }

  get numFeatures(): number {
    return this.logProbabilities.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): MultinomialNaiveBayesModel {
    return new MultinomialNaiveBayesModel(FORMAT.read(document));
  }

  private logJoint(x: Rows): DenseMatrix {
    const counts = readFeatures(x, OWNER, this.numFeatures);
    checkNotNegative(counts);
    const joint = multiply(counts, this.logProbabilities, { transposeB: true });
    for (let o = 0; o < joint.data.length; o++) joint.data[o] += Math.log(this.priors[o % joint.columns]);
    return joint;
  }

  /** @param x Q x D counts @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    const joint = this.logJoint(x);
    softmaxRows(joint);
    return joint;
  }

  /** @param x Q x D counts @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.logJoint(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
