import { Got, InvalidArgumentError, type Rows } from '@ai/core';
import type { Label } from '../estimator.js';
import { takeRows } from '../input/samples.js';
import { type CrossValidateOptions, makeFolds, readFoldData, tasksOf } from './cross-validate.js';
import { type Learner, type Predictor, runTasks } from './fit-task.js';
import { type ParallelOptions, runTasksParallel } from './run-parallel.js';

/** Options of {@link crossValidatePredict}. */
export type CrossValidatePredictOptions = Pick<
  CrossValidateOptions,
  'folds' | 'groups' | 'sampleWeights' | 'onProgress'
>;

/**
 * For each sample the prediction of a model that has not seen it: of the fold in whose test part it is.
 *
 * @param x N x D
 * @param y N targets
 * @returns N labels or values
 * @throws InvalidArgumentError as `crossValidate`, and for folds that do not test each sample once
 *
 * @example
 * ```ts
 * import { crossValidatePredict, KNeighborsClassifier, makeBlobs } from '@ai/classic-ml';
 *
 * const { x, y } = makeBlobs({ numSamples: 60, seed: 1 });
 * crossValidatePredict(new KNeighborsClassifier({ k: 3 }), x, y, { folds: 3 }).length; // 60
 * ```
 */
export function crossValidatePredict<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: CrossValidatePredictOptions = {},
): Y[] {
  const plan = planPredictions(estimator, x, y, options, 'crossValidatePredict');
  return plan.predict(runTasks(plan.tasks, plan.data, plan.settings));
}

/**
 * {@link crossValidatePredict} in worker threads (Node only), with the same result, bit for bit.
 *
 * @throws InvalidArgumentError as `crossValidatePredict`, and for workers < 1 or an estimator that cannot be sent to a thread
 */
export async function crossValidatePredictParallel<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: CrossValidatePredictOptions & ParallelOptions = {},
): Promise<Y[]> {
  const owner = 'crossValidatePredictParallel';
  const plan = planPredictions(estimator, x, y, options, owner);
  return plan.predict(await runTasksParallel(plan.tasks, plan.data, plan.settings, options, owner));
}

function planPredictions<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: CrossValidatePredictOptions,
  owner: string,
) {
  const data = readFoldData(estimator, x, y, options, owner);
  const folds = makeFolds(estimator, data, options);
  const tested = new Int32Array(data.x.rows);
  for (const { testIndices } of folds) for (const i of testIndices) tested[i]++;
  const wrong = tested.findIndex((count) => count !== 1);
  if (wrong >= 0) {
    const got = new Got(`sample ${wrong} in ${tested[wrong]}`);
    throw new InvalidArgumentError('folds', owner, 'have each sample in one test part', got);
  }
  const predict = (results: readonly { model: Model | undefined }[]): Y[] => {
    const predictions = new Array<Y>(data.x.rows);
    folds.forEach(({ testIndices }, f) => {
      const part = (results[f].model as Model).predict(takeRows(data.x, testIndices));
      testIndices.forEach((sample, i) => {
        predictions[sample] = part[i] as Y;
      });
    });
    return predictions;
  };
  const tasks = tasksOf(estimator, folds).map((task) => ({ ...task, testIndices: undefined }));
  return { data, tasks, predict, settings: { trainScores: false, keepModels: true, onProgress: options.onProgress } };
}
