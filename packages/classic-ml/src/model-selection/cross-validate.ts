import { type Column, checkBoolean, checkSameLength, type Rows, toMatrix, toVector } from '@ai/core';
import type { FitOptions, Label, Labels } from '../estimator.js';
import { readLabels } from '../input/labels.js';
import { readWeights } from '../input/samples.js';
import {
  type FitResult,
  type FitSettings,
  type FitTask,
  type FoldData,
  type Learner,
  type Predictor,
  runTasks,
  type Scoring,
} from './fit-task.js';
import { KFold } from './k-fold.js';
import { type ParallelOptions, runTasksParallel } from './run-parallel.js';
import type { Fold, Splitter } from './splitter.js';
import { StratifiedKFold } from './stratified-k-fold.js';

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

/**
 * Fits an estimator on each training part and scores it on the part left out.
 *
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError for invalid data or more folds than the data allow; what the estimator refuses, the fold named first
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
  const plan = planCrossValidation(estimator, x, y, options, 'crossValidate');
  return plan.summarize(runTasks(plan.tasks, plan.data, plan.settings));
}

/**
 * {@link crossValidate} with its folds in worker threads (Node only): the same result, bit for bit, the times aside; the same
 * warnings and errors in the same order. Estimators of your own have to be exported by one of `modules`; a scoring may be any function.
 *
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError as `crossValidate`, and for workers < 1 or an estimator that cannot be sent to a thread
 *
 * @example
 * ```ts
 * import { crossValidateParallel, makeBlobs, RandomForestClassifier } from '@ai/classic-ml';
 *
 * const { x, y } = makeBlobs({ numSamples: 60, seed: 1 });
 * const forest = new RandomForestClassifier({ numTrees: 10 });
 * const { testScores } = await crossValidateParallel(forest, x, y, { folds: 3, workers: 2 });
 * testScores.length; // 3
 * ```
 */
export async function crossValidateParallel<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: CrossValidateOptions<Y> & ParallelOptions = {},
): Promise<CrossValidation<Model>> {
  const plan = planCrossValidation(estimator, x, y, options, 'crossValidateParallel');
  return plan.summarize(await runTasksParallel(plan.tasks, plan.data, plan.settings, options, 'crossValidateParallel'));
}

function planCrossValidation<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: CrossValidateOptions<Y>,
  owner: string,
) {
  const { trainScores = false, keepModels = false, scoring, onProgress } = options;
  checkBoolean(trainScores, 'trainScores', owner);
  checkBoolean(keepModels, 'keepModels', owner);
  const data = readFoldData(estimator, x, y, options, owner);
  const folds = makeFolds(estimator, data, options);
  const settings: FitSettings<Y> = { trainScores, keepModels, scoring, onProgress };
  const summarize = (results: readonly FitResult<Model>[]): CrossValidation<Model> => ({
    testScores: Float64Array.from(results, (result) => result.testScore),
    trainScores: trainScores ? Float64Array.from(results, (result) => result.trainScore) : undefined,
    fitTimes: Float64Array.from(results, (result) => result.milliseconds),
    models: keepModels ? results.map((result) => result.model as Model) : undefined,
    folds,
  });
  return { data, settings, tasks: tasksOf(estimator, folds), summarize };
}

/** One task per fold. @param detail goes on the place that errors name: ' with { alpha: 1 }' */
export function tasksOf<Model extends Predictor>(
  estimator: Learner<Model>,
  folds: readonly Fold[],
  detail = '',
): FitTask<Model>[] {
  return folds.map((fold, i) => ({ ...fold, estimator, place: `Fold ${i + 1} of ${folds.length}${detail}` }));
}

/** Reads a data set for an estimator's task. @throws InvalidArgumentError for bad data, targets or weights */
export function readFoldData<Y extends Label>(
  { task }: Pick<Learner, 'task'>,
  x: Rows,
  y: ArrayLike<Y>,
  options: FitOptions,
  owner: string,
): FoldData<Y> {
  const matrix = toMatrix(x, 'X', owner);
  const given = y as unknown;
  const targets =
    task === 'classification' ? readLabels(given as Labels, 'y', owner) : toVector(given as Column, 'y', owner);
  checkSameLength(matrix.rows, targets.length, ['X', 'y'], owner);
  return {
    x: matrix,
    y: Array.from<Label>(targets) as Y[],
    weights: readWeights(options.sampleWeights, owner, matrix.rows),
  };
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
