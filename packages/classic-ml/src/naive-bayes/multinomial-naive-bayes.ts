import { checkNumber, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import type { Classifier, FitOptions, Label, Labels, SavedModel } from '../estimator.js';
import { readClassification } from '../input/class-weights.js';
import { readFeatures } from '../input/samples.js';
import { defineFormat, labelsField, matrixField, vectorField } from '../saving/format.js';
import { checkCounts, classCounts } from './class-counts.js';
import { NaiveBayesModel } from './naive-bayes-model.js';
import { type PriorOptions, priorsOf } from './priors.js';

const OWNER = 'MultinomialNaiveBayes';

/** Options of {@link MultinomialNaiveBayes}. */
export interface MultinomialNaiveBayesOptions extends PriorOptions {
  /** Added to every count (Laplace's smoothing), > 0. @default 1 */
  readonly alpha?: number;
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
    const { alpha = 1 } = this.options;
    checkNumber(alpha, 'alpha', OWNER, { above: 0 });
    checkCounts(toMatrix(x, 'X', OWNER), OWNER);
    const data = readClassification(x, y, options, OWNER);
    const { counts, totals } = classCounts(data);
    const { rows, columns } = counts;
    for (let c = 0; c < rows; c++) {
      const row = counts.data.subarray(c * columns, (c + 1) * columns);
      const sum = row.reduce((a, b) => a + b, alpha * columns);
      for (let j = 0; j < columns; j++) row[j] = Math.log((row[j] + alpha) / sum);
    }
    const priors = priorsOf(this.options, totals, OWNER);
    return new MultinomialNaiveBayesModel({ classes: data.classes, priors, logProbabilities: counts });
  }
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
export class MultinomialNaiveBayesModel extends NaiveBayesModel {
  protected readonly owner = OWNER;
  /** C prior probabilities. */
  readonly priors: Float64Array;
  /** C x D: log P(feature | class). */
  readonly logProbabilities: DenseMatrix;

  constructor(state: State) {
    super(state.classes);
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

  protected logJoint(x: Rows): DenseMatrix {
    const counts = readFeatures(x, OWNER, this.numFeatures);
    checkCounts(counts, OWNER);
    const joint = multiply(counts, this.logProbabilities, { transposeB: true });
    for (let o = 0; o < joint.data.length; o++) joint.data[o] += Math.log(this.priors[o % joint.columns]);
    return joint;
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
