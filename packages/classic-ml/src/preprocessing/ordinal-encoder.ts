import { checkNumber, type DenseMatrix } from '@ai/core';
import type { FitOptions, Label, SavedModel } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { defineFormat, labelsField, listField, numberField, optionalField } from '../saving/format.js';
import { type CategoryTable, distinctCategories, readCategories, refuseUnknown } from './categories.js';

const OWNER = 'OrdinalEncoder';

/** Options of {@link OrdinalEncoder}. */
export interface OrdinalEncoderOptions {
  /** The number for a category that was not there at fit. @default it is refused */
  readonly unknownValue?: number;
}

/**
 * Numbers the categories of each feature in ascending order.
 *
 * @example
 * ```ts
 * import { OrdinalEncoder } from '@ai/classic-ml';
 *
 * new OrdinalEncoder().fit([['low'], ['high']]).transform([['low']]); // [[1]]: 'high' comes first
 * ```
 */
export class OrdinalEncoder {
  constructor(readonly options: OrdinalEncoderOptions = {}) {}

  /**
   * @param x N x D categories
   * @throws InvalidArgumentError for invalid options or tables, or sample weights, which this method does not have
   */
  fit(x: CategoryTable, _y?: unknown, options: FitOptions = {}): OrdinalEncoderModel {
    refuseWeights(options, OWNER);
    const { unknownValue } = this.options;
    if (unknownValue !== undefined) checkNumber(unknownValue, 'unknownValue', OWNER);
    return new OrdinalEncoderModel({ categories: distinctCategories(readCategories(x, OWNER)), unknownValue });
  }
}

interface State {
  readonly categories: readonly (readonly Label[])[];
  readonly unknownValue: number | undefined;
}

const FORMAT = defineFormat<State>('OrdinalEncoderModel', {
  categories: listField(labelsField),
  unknownValue: optionalField(numberField),
});

/** The fitted model of {@link OrdinalEncoder}. */
export class OrdinalEncoderModel {
  /** The categories of each of the D features, ascending. */
  readonly categories: readonly (readonly Label[])[];

  constructor(private readonly state: State) {
    this.categories = state.categories;
  }

  get numFeatures(): number {
    return this.categories.length;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): OrdinalEncoderModel {
    return new OrdinalEncoderModel(FORMAT.read(document));
  }

  /**
   * @param x Q x D categories
   * @returns Q x D numbers
   * @throws InvalidArgumentError for a category that was not there at fit, unless `unknownValue` is set
   */
  transform(x: CategoryTable): DenseMatrix {
    const columns = readCategories(x, OWNER, this.numFeatures);
    const rows = columns[0].length;
    const data = new Float64Array(rows * columns.length);
    columns.forEach((column, j) => {
      const places = new Map(this.categories[j].map((label, place) => [label, place]));
      column.forEach((value, i) => {
        const place = places.get(value) ?? this.state.unknownValue;
        if (place === undefined) throw refuseUnknown(value, i, j, OWNER);
        data[i * columns.length + j] = place;
      });
    });
    return { data, rows, columns: columns.length };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
