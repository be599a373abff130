import { type Column, checkInteger, type DenseMatrix, InvalidArgumentError, Random, type Rows } from '@ai/core';
import type { FitOptions, Label, Labels, SavedModel } from '../estimator.js';
import {
  type CrossValidateOptions,
  crossValidate,
  type Learner,
  makeFolds,
  type Predictor,
  readFoldData,
} from './cross-validate.js';

/** Options common to {@link GridSearch} and {@link RandomSearch}. */
export interface SearchOptions<Parameters extends object, Model extends Predictor, Y extends Label = Label>
  extends Pick<CrossValidateOptions<Y>, 'folds' | 'groups' | 'scoring' | 'trainScores' | 'onProgress'> {
  /** Makes the estimator for a set of parameters. */
  readonly make: (parameters: Parameters) => Learner<Model>;
}

/** How one set of parameters did. */
export interface SearchResult<Parameters> {
  readonly parameters: Parameters;
  readonly meanTestScore: number;
  /** Of the population. */
  readonly standardDeviation: number;
  readonly testScores: Float64Array;
  readonly trainScores: Float64Array | undefined;
  /** 1 is the best; ties share the smaller rank. */
  readonly rank: number;
}

/** Options of {@link GridSearch}. */
export interface GridSearchOptions<Parameters extends object, Model extends Predictor, Y extends Label = Label>
  extends SearchOptions<Parameters, Model, Y> {
  /** The values to try of each parameter. */
  readonly grid: { readonly [Name in keyof Parameters]: readonly Parameters[Name][] };
}

/**
 * Cross-validates every combination of parameters and refits the best on all samples. Ties go to the first.
 *
 * @example
 * ```ts
 * import { GridSearch, Ridge } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
 * const search = new GridSearch({ make: (p: { alpha: number }) => new Ridge(p), grid: { alpha: [0.1, 1, 1000] } });
 * const model = search.fit(x, x.map(([a, b]) => a - b));
 * model.bestParameters; // { alpha: 0.1 }
 * ```
 */
export class GridSearch<Parameters extends object, Model extends Predictor, Y extends Label = Label> {
  constructor(readonly options: GridSearchOptions<Parameters, Model, Y>) {}

  /**
   * @param x N x D
   * @param y N targets
   * @throws InvalidArgumentError for an empty grid, or what the estimator or the folds refuse
   */
  fit(x: Rows, y: ArrayLike<Y>, options: FitOptions = {}): SearchModel<Parameters, Model> {
    return searchOver(combinations(this.options.grid), this.options, x, y, options, 'GridSearch');
  }
}

/** Options of {@link RandomSearch}. */
export interface RandomSearchOptions<Parameters extends object, Model extends Predictor, Y extends Label = Label>
  extends SearchOptions<Parameters, Model, Y> {
  /** For each parameter the values to choose from, or a function that draws one. */
  readonly distributions: {
    readonly [Name in keyof Parameters]: readonly Parameters[Name][] | ((random: Random) => Parameters[Name]);
  };
  /** Sets of parameters to try. @default 10 */
  readonly count?: number;
  /** @default 0 */
  readonly seed?: number;
}

/**
 * Cross-validates parameters drawn at random (Bergstra and Bengio, 2012) and refits the best on all samples.
 *
 * @example
 * ```ts
 * import { RandomSearch, Ridge } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
 * const search = new RandomSearch({
 *   make: (p: { alpha: number }) => new Ridge(p),
 *   distributions: { alpha: (random) => 10 ** random.uniform(-3, 3) },
 *   count: 5,
 * });
 * search.fit(x, x.map(([a, b]) => a - b)).results.length; // 5
 * ```
 */
export class RandomSearch<Parameters extends object, Model extends Predictor, Y extends Label = Label> {
  constructor(readonly options: RandomSearchOptions<Parameters, Model, Y>) {}

  /**
   * @param x N x D
   * @param y N targets
   * @throws InvalidArgumentError for count < 1, an empty list, or what the estimator or the folds refuse
   */
  fit(x: Rows, y: ArrayLike<Y>, options: FitOptions = {}): SearchModel<Parameters, Model> {
    const { count = 10, seed = 0, distributions } = this.options;
    checkInteger(count, 'count', 'RandomSearch', { min: 1 });
    const random = new Random(seed);
    const draw = (source: readonly unknown[] | ((random: Random) => unknown), name: string): unknown => {
      if (typeof source === 'function') return source(random);
      if (source.length === 0) throw emptyList('distributions', 'RandomSearch', name);
      return random.choice(source);
    };
    const entries = Object.entries(distributions) as [string, readonly unknown[] | ((random: Random) => unknown)][];
    const candidates = Array.from(
      { length: count },
      () => Object.fromEntries(entries.map(([name, source]) => [name, draw(source, name)])) as Parameters,
    );
    return searchOver(candidates, this.options, x, y, options, 'RandomSearch');
  }
}

function emptyList(argument: string, owner: string, name: string): InvalidArgumentError {
  return new InvalidArgumentError(argument, owner, `have a value for '${name}'`, []);
}

function combinations<Parameters extends object>(
  grid: { readonly [Name in keyof Parameters]: readonly Parameters[Name][] },
): Parameters[] {
  let sets: object[] = [{}];
  for (const [name, values] of Object.entries(grid) as [string, readonly unknown[]][]) {
    if (values.length === 0) throw emptyList('grid', 'GridSearch', name);
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value })));
  }
  return sets as Parameters[];
}

function searchOver<Parameters extends object, Model extends Predictor, Y extends Label>(
  candidates: readonly Parameters[],
  options: SearchOptions<Parameters, Model, Y>,
  x: Rows,
  y: ArrayLike<Y>,
  fitOptions: FitOptions,
  owner: string,
): SearchModel<Parameters, Model> {
  const { make, onProgress } = options;
  const data = readFoldData(x, y, fitOptions, owner);
  const folds = makeFolds(make(candidates[0]), data, options);
  const fixed = { split: () => folds }; // the same folds for every candidate
  const total = candidates.length * folds.length;
  const scored = candidates.map((parameters, c) => {
    const { testScores, trainScores } = crossValidate(make(parameters), data.x, data.y, {
      ...options,
      ...fitOptions,
      folds: fixed,
      onProgress: onProgress && ((done) => onProgress(c * folds.length + done, total)),
    });
    const mean = meanOf(testScores);
    const standardDeviation = Math.sqrt(meanOf(testScores.map((score) => (score - mean) ** 2)));
    return { parameters, meanTestScore: mean, standardDeviation, testScores, trainScores };
  });
  // a score that is NaN never wins
  const order = (score: number): number => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score);
  const results = scored.map((result) => ({
    ...result,
    rank: 1 + scored.filter((other) => order(other.meanTestScore) > order(result.meanTestScore)).length,
  }));
  const best = results.find((result) => result.rank === 1) as SearchResult<Parameters>;
  const bestModel = make(best.parameters).fit(data.x, data.y as Y[] & Labels, fitOptions);
  return new SearchModel(bestModel, best, results);
}

function meanOf(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** The best model of a search, fitted on all samples, with the whole table of results. Saving saves the best model. */
export class SearchModel<Parameters extends object, Model extends Predictor> {
  readonly bestParameters: Parameters;
  readonly bestScore: number;

  constructor(
    readonly bestModel: Model,
    best: SearchResult<Parameters>,
    readonly results: readonly SearchResult<Parameters>[],
  ) {
    this.bestParameters = best.parameters;
    this.bestScore = best.meanTestScore;
  }

  get numFeatures(): number {
    return this.bestModel.numFeatures;
  }

  /** @param x Q x D */
  predict(x: Rows): ReturnType<Model['predict']> {
    return this.bestModel.predict(x) as ReturnType<Model['predict']>;
  }

  score(x: Rows, y: Labels | Column): number {
    return this.bestModel.score(x, y);
  }

  /** The document of the best model. */
  toJSON(): SavedModel {
    return this.bestModel.toJSON();
  }
}

/** Scores by the number of training samples or the value of a parameter. */
export interface ScoreCurve<Value> {
  /** P values. */
  readonly values: readonly Value[];
  /** P x folds. */
  readonly trainScores: DenseMatrix;
  /** P x folds. */
  readonly testScores: DenseMatrix;
}

/** Rows of scores as matrices. */
export function scoreCurve<Value>(
  values: readonly Value[],
  rows: readonly { trainScores: Float64Array; testScores: Float64Array }[],
): ScoreCurve<Value> {
  const columns = rows[0].testScores.length;
  const stack = (pick: (row: (typeof rows)[number]) => Float64Array): DenseMatrix => {
    const data = new Float64Array(rows.length * columns);
    rows.forEach((row, i) => {
      data.set(pick(row), i * columns);
    });
    return { data, rows: rows.length, columns };
  };
  return { values, trainScores: stack((row) => row.trainScores), testScores: stack((row) => row.testScores) };
}
