import { checkBoolean, checkNumber, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import type { Classifier, FitOptions, Label, Labels, SavedModel } from '../estimator.js';
import { readClassification } from '../input/class-weights.js';
import { readFeatures } from '../input/samples.js';
import { defineFormat, labelsField, matrixField } from '../saving/format.js';
import { checkCounts, classCounts } from './class-counts.js';
import { NaiveBayesModel } from './naive-bayes-model.js';

const OWNER = 'ComplementNaiveBayes';

/** Options of {@link ComplementNaiveBayes}. */
export interface ComplementNaiveBayesOptions {
  /** Added to every count (Laplace's smoothing), > 0. @default 1 */
  readonly alpha?: number;
  /** Bring the weights of each class to sum 1, against dependent features. @default false */
  readonly normalize?: boolean;
}

/**
 * Naive Bayes for counts that judges a class by the counts of all others, which suits classes of unequal size (Rennie and others,
 * "Tackling the poor assumptions of naive Bayes text classifiers", 2003). Prior probabilities are not used.
 *
 * @example
 * ```ts
 * import { ComplementNaiveBayes } from '@ai/classic-ml';
 *
 * const counts = [[3, 0], [2, 1], [0, 4]]; // of two words in three texts
 * new ComplementNaiveBayes().fit(counts, ['ham', 'ham', 'spam']).predict([[1, 5]]); // ['spam']
 * ```
 */
export class ComplementNaiveBayes implements Classifier<ComplementNaiveBayesModel> {
  readonly task = 'classification';

  constructor(readonly options: ComplementNaiveBayesOptions = {}) {}

  /**
   * @param x N x D counts >= 0
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, data or weights, or negative counts
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): ComplementNaiveBayesModel {
    const { alpha = 1, normalize = false } = this.options;
    checkNumber(alpha, 'alpha', OWNER, { above: 0 });
    checkBoolean(normalize, 'normalize', OWNER);
    checkCounts(toMatrix(x, 'X', OWNER), OWNER);
    const data = readClassification(x, y, options, OWNER);
    const { counts } = classCounts(data);
    const { rows, columns } = counts;
    const weights = new Float64Array(rows * columns);
    for (let c = 0; c < rows; c++) {
      const row = weights.subarray(c * columns, (c + 1) * columns).fill(alpha);
      for (let other = 0; other < rows; other++) {
        if (other !== c) for (let j = 0; j < columns; j++) row[j] += counts.data[other * columns + j];
      }
      const total = row.reduce((a, b) => a + b, 0);
      for (let j = 0; j < columns; j++) row[j] = -Math.log(row[j] / total);
      if (!normalize) continue;
      const sum = row.reduce((a, b) => a + b, 0);
      // a single feature says nothing: its weight is 0 already
      if (sum > 0) for (let j = 0; j < columns; j++) row[j] /= sum;
    }
    return new ComplementNaiveBayesModel({ classes: data.classes, weights: { data: weights, rows, columns } });
  }
}

interface State {
  readonly classes: readonly Label[];
  readonly weights: DenseMatrix;
}

const FORMAT = defineFormat<State>(
  'ComplementNaiveBayesModel',
  { classes: labelsField, weights: matrixField },
  ({ classes, weights }) => weights.rows !== classes.length && `'weights' must have a row for each class`,
);

/** The fitted model of {@link ComplementNaiveBayes}. */
export class ComplementNaiveBayesModel extends NaiveBayesModel {
  protected readonly owner = OWNER;
  /** C x D: what one count of a feature says for a class. */
  readonly weights: DenseMatrix;

  constructor({ classes, weights }: State) {
    super(classes);
    this.weights = weights;
  }

  get numFeatures(): number {
    return this.weights.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): ComplementNaiveBayesModel {
    return new ComplementNaiveBayesModel(FORMAT.read(document));
  }

  protected logJoint(x: Rows): DenseMatrix {
    const counts = readFeatures(x, OWNER, this.numFeatures);
    checkCounts(counts, OWNER);
    return multiply(counts, this.weights, { transposeB: true });
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
