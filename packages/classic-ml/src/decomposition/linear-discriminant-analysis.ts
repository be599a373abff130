import { checkInteger, type DenseMatrix, Got, InvalidArgumentError, type Rows } from '@ai/core';
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
import { checkTwoClasses, readClassification } from '../input/class-weights.js';
import { readFeatures } from '../input/samples.js';
import { thinSvd } from '../linear/svd.js';
import { checkPriors } from '../naive-bayes/priors.js';
import { defineFormat, labelsField, matrixField, vectorField } from '../saving/format.js';
import { accuracyOf } from '../scoring.js';
import { columnMeans } from '../statistics/column-moments.js';
import { fixColumnSigns } from './component-signs.js';

const OWNER = 'LinearDiscriminantAnalysis';
/** Singular values below this share of the largest count as 0. */
const RANK_TOLERANCE = 1e-4;

/** Options of {@link LinearDiscriminantAnalysis}. */
export interface LinearDiscriminantAnalysisOptions {
  /** Directions kept by `transform`, up to min(C - 1, D). @default min(C - 1, D) */
  readonly numComponents?: number;
  /** C prior probabilities in the order of the sorted labels, summing to 1. @default the shares of the classes */
  readonly priors?: readonly number[];
}

/**
 * Linear discriminant analysis (Fisher, 1936; Rao, 1948): normal classes with one covariance matrix in common give linear
 * boundaries, and the directions that separate the class means best. By two singular value decompositions, so that no covariance
 * matrix is formed.
 *
 * @example
 * ```ts
 * import { LinearDiscriminantAnalysis } from '@ai/classic-ml';
 *
 * const x = [[1, 2], [2, 1], [2, 3], [7, 8], [8, 7], [8, 9]];
 * const model = new LinearDiscriminantAnalysis().fit(x, ['a', 'a', 'a', 'b', 'b', 'b']);
 * model.predict([[3, 3]]);   // ['a']
 * model.transform(x);        // 6 x 1
 * ```
 */
export class LinearDiscriminantAnalysis implements Classifier<LinearDiscriminantAnalysisModel> {
  readonly task = 'classification';

  constructor(readonly options: LinearDiscriminantAnalysisOptions = {}) {}

  /**
   * @param x N x D, more samples than classes
   * @param y N labels of at least 2 classes
   * @throws InvalidArgumentError for invalid options, data or weights, a single class, or no more samples than classes
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): LinearDiscriminantAnalysisModel {
    const { numComponents, priors: given } = this.options;
    if (numComponents !== undefined) checkInteger(numComponents, 'numComponents', OWNER, { min: 1 });
    const { x: samples, codes, classes, weights } = readClassification(x, y, options, OWNER);
    checkTwoClasses(classes, OWNER);
    const limit = Math.min(classes.length - 1, samples.columns);
    if (numComponents !== undefined && numComponents > limit) {
      const got = new Got(`${numComponents}`);
      throw new InvalidArgumentError('numComponents', OWNER, `be at most min(classes - 1, features) (${limit})`, got);
    }
    const weightOf = (i: number): number => (weights ? weights[i] : 1);
    const totals = new Float64Array(classes.length);
    const means = new Float64Array(classes.length * samples.columns);
    const { columns } = samples;
    codes.forEach((code, i) => {
      totals[code] += weightOf(i);
      for (let j = 0; j < columns; j++) means[code * columns + j] += weightOf(i) * samples.data[i * columns + j];
    });
    for (let o = 0; o < means.length; o++) means[o] /= totals[Math.floor(o / columns)];
    const all = totals.reduce((a, b) => a + b, 0);
    if (samples.rows <= classes.length) {
      const expected = `have more samples than the ${classes.length} classes`;
      throw new InvalidArgumentError('X', OWNER, expected, new Got(`${samples.rows}`));
    }
    const priors = given ? checkPriors(given, classes.length, OWNER) : totals.map((total) => total / all);
    const classMeans = { data: means, rows: classes.length, columns };
    const whitening = this.whitening(samples, codes, weightOf, classMeans, all);
    const overall = columnMeans(classMeans, priors);
    // class means around the overall mean, in whitened coordinates, by the roots of their weights
    const spread = new Float64Array(means.length);
    for (let c = 0; c < classes.length; c++) {
      const factor = Math.sqrt((all * priors[c]) / (classes.length - 1));
      for (let j = 0; j < columns; j++) spread[c * columns + j] = factor * (means[c * columns + j] - overall[j]);
    }
    const between = multiply({ data: spread, rows: classes.length, columns }, whitening);
    const { s, vt } = thinSvd(between);
    const rank = s.filter((value) => value > RANK_TOLERANCE * s[0]).length;
    const scalings = multiply(
      whitening,
      { data: vt.data.slice(0, rank * vt.columns), rows: rank, columns: vt.columns },
      { transposeB: true },
    );
    fixColumnSigns(scalings);
    const squares = s.reduce((sum, value) => sum + value * value, 0);
    const kept = Math.min(numComponents ?? limit, rank);
    return new LinearDiscriminantAnalysisModel({
      classes,
      priors,
      means: classMeans,
      overallMean: overall,
      scalings,
      explainedVarianceRatio: s.slice(0, kept).map((value) => (squares > 0 ? (value * value) / squares : 0)),
    });
  }

  /** D x R: makes the covariance within the classes (divisor N) the identity on its range. */
  private whitening(
    { data, rows, columns }: DenseMatrix,
    codes: Int32Array,
    weightOf: (i: number) => number,
    means: DenseMatrix,
    total: number,
  ): DenseMatrix {
    const residuals = new Float64Array(data.length);
    const deviations = new Float64Array(columns);
    for (let i = 0, o = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, o++) {
        residuals[o] = data[o] - means.data[codes[i] * columns + j];
        deviations[j] += weightOf(i) * residuals[o] ** 2;
      }
    }
    for (let j = 0; j < columns; j++) deviations[j] = Math.sqrt(deviations[j] / total) || 1;
    const factor = 1 / Math.sqrt(total);
    for (let i = 0, o = 0; i < rows; i++) {
      const root = factor * Math.sqrt(weightOf(i));
      for (let j = 0; j < columns; j++, o++) residuals[o] *= root / deviations[j];
    }
    const { s, vt } = thinSvd({ data: residuals, rows, columns });
    const rank = Math.max(1, s.filter((value) => value > RANK_TOLERANCE).length);
    const whitening = new Float64Array(columns * rank);
    for (let j = 0; j < columns; j++) {
      for (let r = 0; r < rank; r++) whitening[j * rank + r] = vt.data[r * columns + j] / (deviations[j] * (s[r] || 1));
    }
    return { data: whitening, rows: columns, columns: rank };
  }
}

interface State {
  readonly classes: readonly Label[];
  readonly priors: Float64Array;
  readonly means: DenseMatrix;
  readonly overallMean: Float64Array;
  readonly scalings: DenseMatrix;
  readonly explainedVarianceRatio: Float64Array;
}

const FORMAT = defineFormat<State>(
  'LinearDiscriminantAnalysisModel',
  {
    classes: labelsField,
    priors: vectorField,
    means: matrixField,
    overallMean: vectorField,
    scalings: matrixField,
    explainedVarianceRatio: vectorField,
  },
  ({ classes, means, scalings, overallMean }) =>
    (means.rows !== classes.length || means.columns !== scalings.rows || overallMean.length !== means.columns) &&
    `'means' and 'scalings' do not fit together`,
);

/** The fitted model of {@link LinearDiscriminantAnalysis}. */
export class LinearDiscriminantAnalysisModel implements ProbabilisticClassifierModel {
  readonly classes: readonly Label[];
  /** C prior probabilities. */
  readonly priors: Float64Array;
  /** C x D class means. */
  readonly means: DenseMatrix;
  /** D: the mean of the class means, by their priors. */
  readonly overallMean: Float64Array;
  /** D x R: discriminating directions, in which the classes have unit variance. */
  readonly scalings: DenseMatrix;
  /** E shares of the variance between classes. */
  readonly explainedVarianceRatio: Float64Array;
  private readonly projectedMeans: DenseMatrix;

  constructor(state: State) {
    this.classes = state.classes;
    this.priors = state.priors;
    this.means = state.means;
    this.overallMean = state.overallMean;
    this.scalings = state.scalings;
    this.explainedVarianceRatio = state.explainedVarianceRatio;
    this.projectedMeans = this.project(state.means);
  }

  get numFeatures(): number {
    return this.means.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): LinearDiscriminantAnalysisModel {
    return new LinearDiscriminantAnalysisModel(FORMAT.read(document));
  }

  private project(x: DenseMatrix): DenseMatrix {
    const centered = x.data.map((value, o) => value - this.overallMean[o % x.columns]);
    return multiply({ ...x, data: centered }, this.scalings);
  }

  /** Coordinates along the discriminating directions. @param x Q x D @returns Q x E */
  transform(x: Rows): DenseMatrix {
    const { data, rows, columns } = this.project(readFeatures(x, OWNER, this.numFeatures));
    const kept = this.explainedVarianceRatio.length;
    const result = new Float64Array(rows * kept);
    for (let i = 0; i < rows; i++) result.set(data.subarray(i * columns, i * columns + kept), i * kept);
    return { data: result, rows, columns: kept };
  }

  private logPosteriors(x: Rows): DenseMatrix {
    const projected = this.project(readFeatures(x, OWNER, this.numFeatures));
    const scores = multiply(projected, this.projectedMeans, { transposeB: true });
    const { data, columns } = this.projectedMeans;
    const offsets = Float64Array.from(this.priors, (prior, c) => {
      const mean = data.subarray(c * columns, (c + 1) * columns);
      return Math.log(prior) - 0.5 * mean.reduce((sum, value) => sum + value * value, 0);
    });
    for (let o = 0; o < scores.data.length; o++) scores.data[o] += offsets[o % scores.columns];
    return scores;
  }

  /** @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    const scores = this.logPosteriors(x);
    softmaxRows(scores);
    return scores;
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.logPosteriors(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
