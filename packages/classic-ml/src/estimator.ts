import type { Column, DenseMatrix, NumericArray, Rows, tf } from '@ai/core';

/** A class label. One data set uses strings or numbers (integers), not both. */
export type Label = string | number;

/** Labels of N samples: an array of strings or integers, a typed array or a 1-D tensor. */
export type Labels = readonly Label[] | NumericArray | tf.Tensor;

/** What `fit` takes besides the data. */
export interface FitOptions {
  /** N weights >= 0, not all zero. Weight k counts a sample k times, weight 0 leaves it out. @default all 1 */
  readonly sampleWeights?: Column;
}

/** What `score` takes besides the data. */
export interface ScoreOptions {
  /** N weights >= 0, not all zero. @default all 1 */
  readonly sampleWeights?: Column;
}

/** A document that `JSON.stringify` can write; `fromJSON` of the same class reads it back. */
export interface SavedModel {
  /** The class of the fitted model. */
  readonly kind: string;
  /** Version of the document's form. */
  readonly version: number;
  readonly [field: string]: unknown;
}

/** What every fitted model has. */
export interface FittedModel {
  /** Number of features D it was fitted with. */
  readonly numFeatures: number;
  /** A plain document from which `fromJSON` of the same class makes an equal model. */
  toJSON(): SavedModel;
}

/** A fitted classifier. */
export interface ClassifierModel extends FittedModel {
  /** The C class labels, in ascending order; columns of probabilities follow it. */
  readonly classes: readonly Label[];
  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[];
  /** Mean accuracy on given samples. */
  score(x: Rows, y: Labels, options?: ScoreOptions): number;
}

/** A fitted classifier that gives a probability for each class. */
export interface ProbabilisticClassifierModel extends ClassifierModel {
  /** @param x Q x D @returns Q x C, rows sum to 1 */
  predictProbabilities(x: Rows): DenseMatrix;
}

/** A fitted regressor. */
export interface RegressorModel extends FittedModel {
  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array;
  /** Coefficient of determination R^2 on given samples. */
  score(x: Rows, y: Column, options?: ScoreOptions): number;
}

/** A fitted clustering. */
export interface ClustererModel extends FittedModel {
  /** The cluster of each of the N samples it was fitted to; -1 marks noise. */
  readonly labels: Int32Array;
}

/** A fitted transformation of features. */
export interface TransformerModel extends FittedModel {
  /** @param x Q x D @returns Q x E */
  transform(x: Rows): DenseMatrix;
}

/** The description of a classifier: options, and `fit`, which gives a fitted model and leaves the description as it is. */
export interface Classifier<Model extends ClassifierModel = ClassifierModel> {
  readonly options: object;
  readonly task: 'classification';
  /** @param x N x D @param y N labels */
  fit(x: Rows, y: Labels, options?: FitOptions): Model;
}

/** The description of a regressor. */
export interface Regressor<Model extends RegressorModel = RegressorModel> {
  readonly options: object;
  readonly task: 'regression';
  /** @param x N x D @param y N values */
  fit(x: Rows, y: Column, options?: FitOptions): Model;
}

/** The description of a clustering method. */
export interface Clusterer<Model extends ClustererModel = ClustererModel> {
  readonly options: object;
  /** @param x N x D */
  fit(x: Rows, options?: FitOptions): Model;
}

/** The description of a transformation; a supervised one (discriminant analysis) also reads `y`. */
export interface Transformer<Model extends TransformerModel = TransformerModel> {
  readonly options: object;
  /** @param x N x D */
  fit(x: Rows, y?: Labels | Column): Model;
}
