import { checkNumber, type DenseMatrix, type Rows } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import type { Classifier, FitOptions, Label, Labels, SavedModel } from '../estimator.js';
import { readClassification } from '../input/class-weights.js';
import { readFeatures } from '../input/samples.js';
import { defineFormat, labelsField, matrixField, numberField, vectorField } from '../saving/format.js';
import { classCounts } from './class-counts.js';
import { NaiveBayesModel } from './naive-bayes-model.js';
import { type PriorOptions, priorsOf } from './priors.js';

const OWNER = 'BernoulliNaiveBayes';

/** Options of {@link BernoulliNaiveBayes}. */
export interface BernoulliNaiveBayesOptions extends PriorOptions {
  /** Added to the counts of present and of absent (Laplace's smoothing), > 0. @default 1 */
  readonly alpha?: number;
  /** A feature is present where its value is above this. @default 0 */
  readonly threshold?: number;
}

/**
 * Naive Bayes for features that are there or not; unlike the multinomial one it learns from absence too (McCallum and Nigam, 1998).
 *
 * @example
 * ```ts
 * import { BernoulliNaiveBayes } from '@ai/classic-ml';
 *
 * const present = [[1, 0], [1, 1], [0, 1]];
 * new BernoulliNaiveBayes().fit(present, ['ham', 'ham', 'spam']).predict([[0, 1]]); // ['spam']
 * ```
 */
export class BernoulliNaiveBayes implements Classifier<BernoulliNaiveBayesModel> {
  readonly task = 'classification';

  constructor(readonly options: BernoulliNaiveBayesOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): BernoulliNaiveBayesModel {
    const { alpha = 1, threshold = 0 } = this.options;
    checkNumber(alpha, 'alpha', OWNER, { above: 0 });
    checkNumber(threshold, 'threshold', OWNER);
    const data = readClassification(x, y, options, OWNER);
    const { counts, totals } = classCounts({ ...data, x: presence(data.x, threshold) });
    const { columns } = counts;
    const probabilities = counts.data.map(
      (count, o) => (count + alpha) / (totals[Math.floor(o / columns)] + 2 * alpha),
    );
    const priors = priorsOf(this.options, totals, OWNER);
    return new BernoulliNaiveBayesModel({
      classes: data.classes,
      priors,
      probabilities: { ...counts, data: probabilities },
      threshold,
    });
  }
}

function presence(x: DenseMatrix, threshold: number): DenseMatrix {
  return { ...x, data: x.data.map((value) => Number(value > threshold)) };
}

interface State {
  readonly classes: readonly Label[];
  readonly priors: Float64Array;
  readonly probabilities: DenseMatrix;
  readonly threshold: number;
}

const FORMAT = defineFormat<State>(
  'BernoulliNaiveBayesModel',
  { classes: labelsField, priors: vectorField, probabilities: matrixField, threshold: numberField },
  ({ classes, priors, probabilities }) =>
    (probabilities.rows !== classes.length || priors.length !== classes.length) &&
    `'probabilities' must have a row for each class`,
);

/** The fitted model of {@link BernoulliNaiveBayes}. */
export class BernoulliNaiveBayesModel extends NaiveBayesModel {
  protected readonly owner = OWNER;
  /** C prior probabilities. */
  readonly priors: Float64Array;
  /** C x D: P(feature present | class). */
  readonly probabilities: DenseMatrix;
  readonly threshold: number;

  constructor({ classes, priors, probabilities, threshold }: State) {
    super(classes);
    this.priors = priors;
    this.probabilities = probabilities;
    this.threshold = threshold;
  }

  get numFeatures(): number {
    return this.probabilities.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): BernoulliNaiveBayesModel {
    return new BernoulliNaiveBayesModel(FORMAT.read(document));
  }

  protected logJoint(x: Rows): DenseMatrix {
    const present = presence(readFeatures(x, OWNER, this.numFeatures), this.threshold);
    const { data, columns } = this.probabilities;
    // log(1 - p) of all features, and the difference for those that are present
    const differences = { ...this.probabilities, data: data.map((p) => Math.log(p) - Math.log1p(-p)) };
    const constants = this.priors.map((prior, c) =>
      data.subarray(c * columns, (c + 1) * columns).reduce((sum, p) => sum + Math.log1p(-p), Math.log(prior)),
    );
    const joint = multiply(present, differences, { transposeB: true });
    for (let o = 0; o < joint.data.length; o++) joint.data[o] += constants[o % joint.columns];
    return joint;
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
