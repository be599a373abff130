import { checkOneOf, type DenseMatrix } from '@ai/core';
import type { FitOptions, Label, SavedModel } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { choiceField, defineFormat, labelsField, listField } from '../saving/format.js';
import { type CategoryTable, distinctCategories, readCategories, refuseUnknown } from './categories.js';

const OWNER = 'OneHotEncoder';
const DROPS = ['none', 'first', 'ifBinary'] as const;
const UNKNOWN = ['error', 'ignore'] as const;

/** Options of {@link OneHotEncoder}. */
export interface OneHotEncoderOptions {
  /** Leave out the first category of each feature, or of those with two, so that columns are not collinear. @default 'none' */
  readonly drop?: (typeof DROPS)[number];
  /** A category that was not there at fit is refused, or becomes all zeros. @default 'error' */
  readonly unknown?: (typeof UNKNOWN)[number];
}

/**
 * Turns each category into a column of 0 and 1.
 *
 * @example
 * ```ts
 * import { OneHotEncoder } from '@ai/classic-ml';
 *
 * const model = new OneHotEncoder().fit([['red'], ['green'], ['red']]);
 * model.categories;            // [['green', 'red']]
 * model.transform([['red']]);  // [[0, 1]]
 * ```
 */
export class OneHotEncoder {
  constructor(readonly options: OneHotEncoderOptions = {}) {}

  /**
   * @param x N x D categories
   * @throws InvalidArgumentError for invalid options or tables, or sample weights, which this method does not have
   */
  fit(x: CategoryTable, _y?: unknown, options: FitOptions = {}): OneHotEncoderModel {
    refuseWeights(options, OWNER);
    const { drop = 'none', unknown = 'error' } = this.options;
    checkOneOf(drop, 'drop', OWNER, DROPS);
    checkOneOf(unknown, 'unknown', OWNER, UNKNOWN);
    return new OneHotEncoderModel({ categories: distinctCategories(readCategories(x, OWNER)), drop, unknown });
  }
}

interface State {
  readonly categories: readonly (readonly Label[])[];
  readonly drop: (typeof DROPS)[number];
  readonly unknown: (typeof UNKNOWN)[number];
}

const FORMAT = defineFormat<State>('OneHotEncoderModel', {
  categories: listField(labelsField),
  drop: choiceField(DROPS),
  unknown: choiceField(UNKNOWN),
});

/** The fitted model of {@link OneHotEncoder}. */
export class OneHotEncoderModel {
  /** The categories of each of the D features, ascending. */
  readonly categories: readonly (readonly Label[])[];
  private readonly starts: number[] = [];
  private readonly dropped: number[] = [];
  private readonly numColumns: number;

  constructor(private readonly state: State) {
    this.categories = state.categories;
    let next = 0;
    for (const list of state.categories) {
      const drop = Number(state.drop === 'first' || (state.drop === 'ifBinary' && list.length === 2));
      this.starts.push(next);
      this.dropped.push(drop);
      next += list.length - drop;
    }
    this.numColumns = next;
  }

  get numFeatures(): number {
    return this.categories.length;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): OneHotEncoderModel {
    return new OneHotEncoderModel(FORMAT.read(document));
  }

  /**
   * @param x Q x D categories
   * @returns Q x (columns of all features)
   * @throws InvalidArgumentError for a category that was not there at fit, unless they are ignored
   */
  transform(x: CategoryTable): DenseMatrix {
    const columns = readCategories(x, OWNER, this.numFeatures);
    const rows = columns[0].length;
    const data = new Float64Array(rows * this.numColumns);
    columns.forEach((column, j) => {
      const places = new Map(this.categories[j].map((label, place) => [label, place]));
      column.forEach((value, i) => {
        const place = places.get(value);
        if (place === undefined) {
          if (this.state.unknown === 'error') throw refuseUnknown(value, i, j, OWNER);
          return;
        }
        if (place >= this.dropped[j]) data[i * this.numColumns + this.starts[j] + place - this.dropped[j]] = 1;
      });
    });
    return { data, rows, columns: this.numColumns };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
