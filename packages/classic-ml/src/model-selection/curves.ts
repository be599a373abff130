import { type DenseMatrix, Got, InvalidArgumentError, type Rows } from '@ai/core';
import type { Label } from '../estimator.js';
import { type CrossValidateOptions, makeFolds, readFoldData, tasksOf } from './cross-validate.js';
import { type FitResult, type FitTask, type FoldData, type Learner, type Predictor, runTasks } from './fit-task.js';
import { type ParallelOptions, runTasksParallel } from './run-parallel.js';

/** Scores by the number of training samples or the value of a parameter. */
export interface ScoreCurve<Value> {
  /** P values. */
  readonly values: readonly Value[];
  /** P x folds. */
  readonly trainScores: DenseMatrix;
  /** P x folds. */
  readonly testScores: DenseMatrix;
}

/** Options of {@link validationCurve}. */
export type CurveOptions<Y extends Label = Label> = Pick<
  CrossValidateOptions<Y>,
  'folds' | 'groups' | 'scoring' | 'sampleWeights' | 'onProgress'
>;

/** Options of {@link learningCurve}. */
export interface LearningCurveOptions<Y extends Label = Label> extends CurveOptions<Y> {
  /** Training sizes: shares in (0, 1] of the smallest training part, or numbers of samples. @default 0.1, 0.325, 0.55, 0.775, 1 */
  readonly trainSizes?: readonly number[];
}

/**
 * Training and test scores by the number of training samples, the first ones of each training part.
 *
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError for sizes out of range, or what the estimator or the folds refuse
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, KFold, learningCurve, makeBlobs } from '@ai/classic-ml';
 *
 * const { x, y } = makeBlobs({ numSamples: 60, seed: 1 });
 * const folds = new KFold({ splits: 3, shuffle: true });
 * learningCurve(new KNeighborsClassifier({ k: 1 }), x, y, { folds, trainSizes: [10, 40] }).testScores; // 2 x 3
 * ```
 */
export function learningCurve<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: LearningCurveOptions<Y> = {},
): ScoreCurve<number> {
  return runCurve(planLearningCurve(estimator, x, y, options, 'learningCurve'), options);
}

/**
 * {@link learningCurve} in worker threads (Node only), with the same result, bit for bit.
 *
 * @throws InvalidArgumentError as `learningCurve`, and for workers < 1 or an estimator that cannot be sent to a thread
 */
export async function learningCurveParallel<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: LearningCurveOptions<Y> & ParallelOptions = {},
): Promise<ScoreCurve<number>> {
  const owner = 'learningCurveParallel';
  return runCurveParallel(planLearningCurve(estimator, x, y, options, owner), options, owner);
}

/**
 * Training and test scores by the value of a parameter.
 *
 * @param make makes the estimator for a value
 * @param values P values
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError for no values, or what the estimator or the folds refuse
 *
 * @example
 * ```ts
 * import { Ridge, validationCurve } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
 * const curve = validationCurve((alpha) => new Ridge({ alpha }), [0.1, 10, 1000], x, x.map(([a, b]) => a - b));
 * curve.testScores; // 3 x 5
 * ```
 */
export function validationCurve<Value, Model extends Predictor, Y extends Label>(
  make: (value: Value) => Learner<Model>,
  values: readonly Value[],
  x: Rows,
  y: ArrayLike<Y>,
  options: CurveOptions<Y> = {},
): ScoreCurve<Value> {
  return runCurve(planValidationCurve(make, values, x, y, options, 'validationCurve'), options);
}

/**
 * {@link validationCurve} in worker threads (Node only), with the same result, bit for bit.
 *
 * @throws InvalidArgumentError as `validationCurve`, and for workers < 1 or an estimator that cannot be sent to a thread
 */
export async function validationCurveParallel<Value, Model extends Predictor, Y extends Label>(
  make: (value: Value) => Learner<Model>,
  values: readonly Value[],
  x: Rows,
  y: ArrayLike<Y>,
  options: CurveOptions<Y> & ParallelOptions = {},
): Promise<ScoreCurve<Value>> {
  const owner = 'validationCurveParallel';
  return runCurveParallel(planValidationCurve(make, values, x, y, options, owner), options, owner);
}

/** What is to be fitted for a curve: P x folds tasks. */
interface CurvePlan<Value, Model extends Predictor, Y extends Label> {
  readonly values: readonly Value[];
  readonly data: FoldData<Y>;
  readonly tasks: readonly FitTask<Model>[];
}

function planLearningCurve<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: LearningCurveOptions<Y>,
  owner: string,
): CurvePlan<number, Model, Y> {
  const { trainSizes = [0.1, 0.325, 0.55, 0.775, 1] } = options;
  const data = readFoldData(estimator, x, y, options, owner);
  const folds = makeFolds(estimator, data, options);
  const largest = folds.reduce((min, { trainIndices }) => Math.min(min, trainIndices.length), data.x.rows);
  const values = trainSizes.map((size) => countOf(size, largest, owner));
  const tasks = values.flatMap((size) => {
    const shortened = folds.map((fold) => ({ ...fold, trainIndices: fold.trainIndices.slice(0, size) }));
    return tasksOf(estimator, shortened, ` with ${size} training samples`);
  });
  return { values, data, tasks };
}

function countOf(size: number, largest: number, owner: string): number {
  // 1 is the whole, as the largest share
  const count = size > 0 && size <= 1 ? Math.floor(size * largest) : size;
  if (Number.isInteger(count) && count >= 1 && count <= largest) return count;
  const expected = `hold shares in (0, 1] or integers up to ${largest}, at least 1 sample each`;
  throw new InvalidArgumentError('trainSizes', owner, expected, new Got(`${size}`));
}

function planValidationCurve<Value, Model extends Predictor, Y extends Label>(
  make: (value: Value) => Learner<Model>,
  values: readonly Value[],
  x: Rows,
  y: ArrayLike<Y>,
  options: CurveOptions<Y>,
  owner: string,
): CurvePlan<Value, Model, Y> {
  if (values.length === 0) throw new InvalidArgumentError('values', owner, 'have at least 1 value', values);
  const estimators = values.map((value) => make(value));
  const data = readFoldData(estimators[0], x, y, options, owner);
  const folds = makeFolds(estimators[0], data, options);
  const tasks = values.flatMap((value, v) => tasksOf(estimators[v], folds, ` with ${JSON.stringify(value)}`));
  return { values, data, tasks };
}

function runCurve<Value, Model extends Predictor, Y extends Label>(
  { values, data, tasks }: CurvePlan<Value, Model, Y>,
  options: CurveOptions<Y>,
): ScoreCurve<Value> {
  return curveOf(values, runTasks(tasks, data, settingsOf(options)));
}

async function runCurveParallel<Value, Model extends Predictor, Y extends Label>(
  { values, data, tasks }: CurvePlan<Value, Model, Y>,
  options: CurveOptions<Y> & ParallelOptions,
  owner: string,
): Promise<ScoreCurve<Value>> {
  return curveOf(values, await runTasksParallel(tasks, data, settingsOf(options), options, owner));
}

const settingsOf = <Y extends Label>({ scoring, onProgress }: CurveOptions<Y>) => ({
  scoring,
  onProgress,
  trainScores: true,
  keepModels: false,
});

function curveOf<Value>(values: readonly Value[], results: readonly FitResult<Predictor>[]): ScoreCurve<Value> {
  const rows = values.length;
  const columns = results.length / rows;
  const matrix = (data: Float64Array): DenseMatrix => ({ data, rows, columns });
  return {
    values,
    trainScores: matrix(Float64Array.from(results, ({ trainScore }) => trainScore)),
    testScores: matrix(Float64Array.from(results, ({ testScore }) => testScore)),
  };
}
