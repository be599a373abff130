import { type Column, checkInteger, Random, type Rows } from '@ai/core';
import type { FitOptions, Label, Labels } from '../estimator.js';
import type { Learner, Predictor } from './fit-task.js';
import type { ParallelOptions } from './run-parallel.js';
import { emptyList, type SearchOptions, searchOver, searchOverParallel } from './search.js';
import type { SearchModel } from './search-model.js';

const OWNER = 'RandomSearch';

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
export class RandomSearch<Parameters extends object, Model extends Predictor, Y extends Label = Label>
  implements Learner<SearchModel<Parameters, Model>>
{
  constructor(readonly options: RandomSearchOptions<Parameters, Model, Y>) {}

  get task(): 'classification' | 'regression' {
    return this.options.make(this.candidates()[0]).task;
  }

  /**
   * @param x N x D
   * @param y N targets
   * @throws InvalidArgumentError for count < 1, an empty list, or what the estimator or the folds refuse
   */
  fit(x: Rows, y: ArrayLike<Y> | Labels | Column, options: FitOptions = {}): SearchModel<Parameters, Model> {
    return searchOver(this.candidates(), this.options, x, y as ArrayLike<Y>, options, OWNER);
  }

  /**
   * `fit` with all fits in worker threads (Node only), with the same result, bit for bit.
   *
   * @param x N x D
   * @param y N targets
   * @throws InvalidArgumentError as `fit`, and for workers < 1 or an estimator that cannot be sent to a thread
   */
  async fitParallel(
    x: Rows,
    y: ArrayLike<Y> | Labels | Column,
    options: FitOptions & ParallelOptions = {},
  ): Promise<SearchModel<Parameters, Model>> {
    return searchOverParallel(this.candidates(), this.options, x, y as ArrayLike<Y>, options, OWNER);
  }

  private candidates(): Parameters[] {
    const { count = 10, seed = 0, distributions } = this.options;
    checkInteger(count, 'count', OWNER, { min: 1 });
    checkInteger(seed, 'seed', OWNER);
    const random = new Random(seed);
    const draw = (source: readonly unknown[] | ((random: Random) => unknown), name: string): unknown => {
      if (typeof source === 'function') return source(random);
      if (source.length === 0) throw emptyList('distributions', OWNER, name);
      return random.choice(source);
    };
    const entries = Object.entries(distributions) as [string, readonly unknown[] | ((random: Random) => unknown)][];
    return Array.from(
      { length: count },
      () => Object.fromEntries(entries.map(([name, source]) => [name, draw(source, name)])) as Parameters,
    );
  }
}
