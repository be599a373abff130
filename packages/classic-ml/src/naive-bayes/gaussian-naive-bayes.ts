import { checkNumber, type DenseMatrix, type Rows } from '@ai/core';
import type { Classifier, FitOptions, Label, Labels, SavedModel } from '../estimator.js';
import { readClassification } from '../input/class-weights.js';
import { readFeatures } from '../input/samples.js';
import { defineFormat, labelsField, matrixField, vectorField } from '../saving/format.js';
import { groupMoments } from '../statistics/column-moments.js';
import { NaiveBayesModel } from './naive-bayes-model.js';
import { checkPriors } from './priors.js';

const OWNER = 'GaussianNaiveBayes';

/** Options of {@link GaussianNaiveBayes}. */
export interface GaussianNaiveBayesOptions {
  /** C prior probabilities in the order of the sorted labels, summing to 1. @default the shares of the classes */
  readonly priors?: readonly number[];
  /** Share of the largest variance of a feature that is added to all variances, for stability. @default 1e-9 */
  readonly varianceSmoothing?: number;
}

/**
 * Naive Bayes with a normal distribution of each feature in each class.
 *
 * @example
 * ```ts
 * import { GaussianNaiveBayes } from '@ai/classic-ml';
 *
 * const model = new GaussianNaiveBayes().fit([[1], [2], [8], [9]], ['low', 'low', 'high', 'high']);
 * model.predict([[3], [7]]); // ['low', 'high']
 * ```
 */
export class GaussianNaiveBayes implements Classifier<GaussianNaiveBayesModel> {
  readonly task = 'classification';

  constructor(readonly options: GaussianNaiveBayesOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): GaussianNaiveBayesModel {
    const { varianceSmoothing = 1e-9 } = this.options;
    checkNumber(varianceSmoothing, 'varianceSmoothing', OWNER, { min: 0 });
    const data = readClassification(x, y, options, OWNER);
    const { classes, codes, weights } = data;
    const { columns } = data.x;
    const { means, variances, totals, overall } = groupMoments(data.x, codes, classes.length, weights);
    const floor = varianceSmoothing * overall.reduce((a, b) => Math.max(a, b), 0);
    const all = totals.reduce((a, b) => a + b, 0);
    return new GaussianNaiveBayesModel({
      classes,
      priors: this.options.priors
        ? checkPriors(this.options.priors, classes.length, OWNER)
        : totals.map((t) => t / all),
      means: { data: means, rows: classes.length, columns },
      variances: { data: variances.map((variance) => variance + floor), rows: classes.length, columns },
    });
  }
}

interface State {
  readonly classes: readonly Label[];
  readonly priors: Float64Array;
  readonly means: DenseMatrix;
  readonly variances: DenseMatrix;
}

const FORMAT = defineFormat<State>(
  'GaussianNaiveBayesModel',
  { classes: labelsField, priors: vectorField, means: matrixField, variances: matrixField },
  ({ classes, means, variances }) =>
    (means.rows !== classes.length || variances.data.length !== means.data.length) &&
    `'means' and 'variances' must have a row for each class`,
);

/** The fitted model of {@link GaussianNaiveBayes}. */
export class GaussianNaiveBayesModel extends NaiveBayesModel {
  protected readonly owner = OWNER;
  /** C prior probabilities. */
  readonly priors: Float64Array;
  /** C x D. */
  readonly means: DenseMatrix;
  /** C x D. */
  readonly variances: DenseMatrix;

  constructor(state: State) {
    super(state.classes);
    this.priors = state.priors;
    this.means = state.means;
    this.variances = state.variances;
  }

  get numFeatures(): number {
    return this.means.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): GaussianNaiveBayesModel {
    return new GaussianNaiveBayesModel(FORMAT.read(document));
  }

  protected logJoint(x: Rows): DenseMatrix {
    const { data, rows, columns } = readFeatures(x, OWNER, this.numFeatures);
    const numClasses = this.classes.length;
    const result = new Float64Array(rows * numClasses);
    for (let c = 0; c < numClasses; c++) {
      let constant = Math.log(this.priors[c]);
      for (let j = c * columns; j < (c + 1) * columns; j++) {
        constant -= 0.5 * Math.log(2 * Math.PI * (this.variances.data[j] || Number.MIN_VALUE));
      }
      for (let i = 0; i < rows; i++) {
        let sum = 0;
        for (let j = 0; j < columns; j++) {
          const difference = data[i * columns + j] - this.means.data[c * columns + j];
          // all samples equal: a difference of 0 is certain, any other impossible
          if (difference !== 0) sum += difference ** 2 / (this.variances.data[c * columns + j] || Number.MIN_VALUE);
        }
        result[i * numClasses + c] = Math.max(constant - 0.5 * sum, -Number.MAX_VALUE);
      }
    }
    return { data: result, rows, columns: numClasses };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
