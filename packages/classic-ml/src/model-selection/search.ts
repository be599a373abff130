import { InvalidArgumentError, type Rows } from '@ai/core';
import type { FitOptions, Label } from '../estimator.js';
import { type CrossValidateOptions, makeFolds, readFoldData, tasksOf } from './cross-validate.js';
import { type FitResult, type FitTask, type Learner, type Predictor, runTasks } from './fit-task.js';
import { type ParallelOptions, runTasksParallel } from './run-parallel.js';
import { SearchModel, type SearchResult } from './search-model.js';

/** Options common to `GridSearch` and `RandomSearch`. */
export interface SearchOptions<Parameters extends object, Model extends Predictor, Y extends Label = Label>
  extends Pick<CrossValidateOptions<Y>, 'folds' | 'groups' | 'scoring' | 'trainScores' | 'onProgress'> {
  /** Makes the estimator for a set of parameters. */
  readonly make: (parameters: Parameters) => Learner<Model>;
}

/** Cross-validates every candidate, then fits the best on all samples. */
export function searchOver<Parameters extends object, Model extends Predictor, Y extends Label>(
  candidates: readonly Parameters[],
  options: SearchOptions<Parameters, Model, Y>,
  x: Rows,
  y: ArrayLike<Y>,
  fitOptions: FitOptions,
  owner: string,
): SearchModel<Parameters, Model> {
  const plan = planSearch(candidates, options, x, y, fitOptions, owner);
  const results = plan.rank(runTasks(plan.tasks, plan.data, plan.settings));
  const [refit] = runTasks([plan.refit(results)], plan.data, plan.refitSettings);
  return new SearchModel(refit.model as Model, results);
}

/** {@link searchOver} in worker threads. */
export async function searchOverParallel<Parameters extends object, Model extends Predictor, Y extends Label>(
  candidates: readonly Parameters[],
  options: SearchOptions<Parameters, Model, Y>,
  x: Rows,
  y: ArrayLike<Y>,
  fitOptions: FitOptions & ParallelOptions,
  owner: string,
): Promise<SearchModel<Parameters, Model>> {
  const plan = planSearch(candidates, options, x, y, fitOptions, owner);
  const results = plan.rank(await runTasksParallel(plan.tasks, plan.data, plan.settings, fitOptions, owner));
  const last = [plan.refit(results)];
  const [refit] = await runTasksParallel(last, plan.data, plan.refitSettings, fitOptions, owner);
  return new SearchModel(refit.model as Model, results);
}

function planSearch<Parameters extends object, Model extends Predictor, Y extends Label>(
  candidates: readonly Parameters[],
  options: SearchOptions<Parameters, Model, Y>,
  x: Rows,
  y: ArrayLike<Y>,
  fitOptions: FitOptions,
  owner: string,
) {
  const { make, trainScores = false, scoring, onProgress } = options;
  if (typeof make !== 'function') throw new InvalidArgumentError('make', owner, 'be a function', make);
  const estimators = candidates.map(make);
  const data = readFoldData(estimators[0], x, y, fitOptions, owner);
  const folds = makeFolds(estimators[0], data, options); // the same folds for every candidate
  const tasks = candidates.flatMap((parameters, c) =>
    tasksOf(estimators[c], folds, ` with ${JSON.stringify(parameters)}`),
  );
  const rank = (fits: readonly FitResult<Model>[]): SearchResult<Parameters>[] =>
    ranked(
      candidates.map((parameters, c) => {
        const own = fits.slice(c * folds.length, (c + 1) * folds.length);
        return summaryOf(parameters, own, trainScores);
      }),
    );
  const refit = (results: readonly SearchResult<Parameters>[]): FitTask<Model> => {
    const best = results.findIndex((result) => result.rank === 1);
    return {
      estimator: estimators[best],
      trainIndices: Int32Array.from({ length: data.x.rows }, (_, i) => i),
      testIndices: undefined,
      place: `The fit on all samples with ${JSON.stringify(candidates[best])}`,
    };
  };
  const settings = { trainScores, keepModels: false, scoring, onProgress };
  return { data, tasks, rank, refit, settings, refitSettings: { trainScores: false, keepModels: true } };
}

function summaryOf<Parameters>(
  parameters: Parameters,
  fits: readonly FitResult<Predictor>[],
  withTrainScores: boolean,
) {
  const testScores = Float64Array.from(fits, ({ testScore }) => testScore);
  const meanTestScore = meanOf(testScores);
  return {
    parameters,
    meanTestScore,
    standardDeviation: Math.sqrt(meanOf(testScores.map((score) => (score - meanTestScore) ** 2))),
    testScores,
    trainScores: withTrainScores ? Float64Array.from(fits, ({ trainScore }) => trainScore) : undefined,
  };
}

function ranked<Parameters>(scored: readonly Omit<SearchResult<Parameters>, 'rank'>[]): SearchResult<Parameters>[] {
  // a score that is NaN never wins
  const order = (score: number): number => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score);
  return scored.map((result) => ({
    ...result,
    rank: 1 + scored.filter((other) => order(other.meanTestScore) > order(result.meanTestScore)).length,
  }));
}

function meanOf(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** For a parameter without values. */
export function emptyList(argument: string, owner: string, name: string): InvalidArgumentError {
  return new InvalidArgumentError(argument, owner, `have a value for '${name}'`, []);
}
