import type { Column, Rows } from '@ai/core';
import type { FitOptions, Label, Labels } from '../estimator.js';
import type { Learner, Predictor } from './fit-task.js';
import type { ParallelOptions } from './run-parallel.js';
import { emptyList, type SearchOptions, searchOver, searchOverParallel } from './search.js';
import type { SearchModel } from './search-model.js';

const OWNER = 'GridSearch';

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
export class GridSearch<Parameters extends object, Model extends Predictor, Y extends Label = Label>
  implements Learner<SearchModel<Parameters, Model>>
{
  constructor(readonly options: GridSearchOptions<Parameters, Model, Y>) {}

  get task(): 'classification' | 'regression' {
    return this.options.make(combinations(this.options.grid)[0]).task;
  }

  /**
   * @param x N x D
   * @param y N targets
   * @throws InvalidArgumentError for an empty grid, or what the estimator or the folds refuse
   */
  fit(x: Rows, y: ArrayLike<Y> | Labels | Column, options: FitOptions = {}): SearchModel<Parameters, Model> {
    return searchOver(combinations(this.options.grid), this.options, x, y as ArrayLike<Y>, options, OWNER);
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
    return searchOverParallel(combinations(this.options.grid), this.options, x, y as ArrayLike<Y>, options, OWNER);
  }
}

function combinations<Parameters extends object>(
  grid: { readonly [Name in keyof Parameters]: readonly Parameters[Name][] },
): Parameters[] {
  let sets: object[] = [{}];
  for (const [name, values] of Object.entries(grid) as [string, readonly unknown[]][]) {
    if (values.length === 0) throw emptyList('grid', OWNER, name);
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value })));
  }
  return sets as Parameters[];
}
