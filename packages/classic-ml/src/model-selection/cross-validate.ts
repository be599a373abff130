import { type Column, checkBoolean, checkSameLength, type DenseMatrix, isTensor, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, FittedModel, Label, Labels } from '../estimator.js';
import { readWeights, takeRows } from '../input/samples.js';
import { KFold } from './k-fold.js';
import type { Fold, Splitter } from './splitter.js';
import { StratifiedKFold } from './stratified-k-fold.js';

/** A fitted model that predicts one value or label per sample. */
export interface Predictor extends FittedModel {
  predict(x: Rows): ArrayLike<Label>;
  // methods are compared bivariantly, so that classifiers and regressors both fit
  score(x: Rows, y: Labels | Column): number;
}

/** An estimator that can be cross-validated: a classifier or a regressor. */
export interface Learner<Model extends Predictor = Predictor> {
  readonly task: 'classification' | 'regression';
  fit(x: Rows, y: Labels | Column, options?: FitOptions): Model;
}

/** Judges predictions; larger is better. */
export type Scoring<Y extends Label = Label> = (yTrue: Y[], yPredicted: Y[]) => number;

/** Options of {@link crossValidate}. */
export interface CrossValidateOptions<Y extends Label = Label> extends FitOptions {
  /** A splitter, or the number of folds: stratified for classifiers, otherwise plain, not shuffled. @default 5 */
  readonly folds?: number | Splitter;
  /** N group labels, for splitters that use them. */
  readonly groups?: Labels;
  /** `(yTrue, yPredicted) => number`, larger is better. @default the estimator's own score: accuracy or R^2 */
  readonly scoring?: Scoring<Y>;
  /** Score the training parts too. @default false */
  readonly trainScores?: boolean;
  /** Keep the fitted models. @default false */
  readonly keepModels?: boolean;
  /** Told after each fold. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The outcome of a cross-validation, one entry per fold. */
export interface CrossValidation<Model> {
  readonly testScores: Float64Array;
  readonly trainScores: Float64Array | undefined;
  /** Milliseconds. */
  readonly fitTimes: Float64Array;
  readonly models: readonly Model[] | undefined;
  readonly folds: readonly Fold[];
}

/** A data set read once and cut into folds many times. */
export interface FoldData<Y extends Label> {
  readonly x: DenseMatrix;
  readonly y: readonly Y[];
  readonly weights: Float64Array | undefined;
}

/**
 * Fits an estimator on each training part and scores it on the part left out.
 *
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError for invalid data or more folds than the data allow
 *
 * @example
 * ```ts
 * import { crossValidate, makeBlobs, KNeighborsClassifier } from '@ai/classic-ml';
 *
 * const { x, y } = makeBlobs({ numSamples: 60, seed: 1 });
 * const { testScores } = crossValidate(new KNeighborsClassifier({ k: 3 }), x, y, { folds: 3 });
 * testScores.length; // 3
 * ```
 */
export function crossValidate<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: CrossValidateOptions<Y> = {},
): CrossValidation<Model> {
  const { trainScores = false, keepModels = false, onProgress } = options;
  checkBoolean(trainScores, 'trainScores', 'crossValidate');
  checkBoolean(keepModels, 'keepModels', 'crossValidate');
  const data = readFoldData(x, y, options, 'crossValidate');
  const folds = makeFolds(estimator, data, options);
  const results = folds.map((fold, done) => {
    const result = fitFold(estimator, data, fold, options.scoring, trainScores);
    onProgress?.(done + 1, folds.length);
    return result;
  });
  return {
    testScores: Float64Array.from(results, (result) => result.testScore),
    trainScores: trainScores ? Float64Array.from(results, (result) => result.trainScore) : undefined,
    fitTimes: Float64Array.from(results, (result) => result.milliseconds),
    models: keepModels ? results.map((result) => result.model) : undefined,
    folds,
  };
}

/** Reads a data set. @throws InvalidArgumentError for bad data or weights */
export function readFoldData<Y extends Label>(
  x: Rows,
  y: ArrayLike<Y>,
  options: FitOptions,
  owner: string,
): FoldData<Y> {
  const matrix = toMatrix(x, 'X', owner);
  const targets = (isTensor(y) ? Array.from(y.dataSync()) : Array.from(y)) as Y[];
  checkSameLength(matrix.rows, targets.length, ['X', 'y'], owner);
  return { x: matrix, y: targets, weights: readWeights(options.sampleWeights, owner, matrix.rows) };
}

/** The folds that the options ask for. */
export function makeFolds<Y extends Label>(
  estimator: Pick<Learner, 'task'>,
  { x, y }: FoldData<Y>,
  { folds = 5, groups }: Pick<CrossValidateOptions<Y>, 'folds' | 'groups'>,
): Fold[] {
  if (typeof folds === 'object') return folds.split(x.rows, { y, groups });
  const splitter =
    estimator.task === 'classification' ? new StratifiedKFold({ splits: folds }) : new KFold({ splits: folds });
  return splitter.split(x.rows, { y });
}

/** One fit and its scores. */
export function fitFold<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  data: FoldData<Y>,
  { trainIndices, testIndices }: Fold,
  scoring: Scoring<Y> | undefined,
  withTrainScore: boolean,
): { model: Model; testScore: number; trainScore: number; milliseconds: number } {
  const take = (indices: Int32Array) => ({
    x: takeRows(data.x, indices),
    y: Array.from(indices, (i) => data.y[i]) as Y[] & Labels,
  });
  const train = take(trainIndices);
  const { weights } = data;
  const options = weights ? { sampleWeights: Float64Array.from(trainIndices, (i) => weights[i]) } : undefined;
  const start = performance.now();
  const model = estimator.fit(train.x, train.y, options);
  const milliseconds = performance.now() - start;
  const scoreOn = (part: typeof train): number =>
    scoring ? scoring(part.y, Array.from(model.predict(part.x)) as Y[]) : model.score(part.x, part.y);
  return {
    model,
    milliseconds,
    testScore: scoreOn(take(testIndices)),
    trainScore: withTrainScore ? scoreOn(train) : Number.NaN,
  };
}
