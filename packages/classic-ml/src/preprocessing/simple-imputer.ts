import { checkNumber, checkOneOf, type DenseMatrix, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { defineFormat, vectorField } from '../saving/format.js';
import { quantile } from '../statistics/quantile.js';

const OWNER = 'SimpleImputer';
const STRATEGIES = ['mean', 'median', 'mostFrequent', 'constant'] as const;

/** Options of {@link SimpleImputer}. */
export interface SimpleImputerOptions {
  /** What stands in for a missing value; of values equally frequent, the smallest. @default 'mean' */
  readonly strategy?: (typeof STRATEGIES)[number];
  /** The value of strategy `constant`. @default 0 */
  readonly fillValue?: number;
}

/**
 * Replaces missing values (NaN) by a statistic of their feature.
 *
 * @example
 * ```ts
 * import { SimpleImputer } from '@ai/classic-ml';
 *
 * new SimpleImputer().fit([[1], [NaN], [3]]).transform([[NaN]]); // [[2]]
 * ```
 */
export class SimpleImputer implements Transformer<SimpleImputerModel> {
  constructor(readonly options: SimpleImputerOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing
   * @throws InvalidArgumentError for invalid options or data, a feature without any value, or sample weights
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): SimpleImputerModel {
    const { strategy = 'mean', fillValue = 0 } = this.options;
    checkOneOf(strategy, 'strategy', OWNER, STRATEGIES);
    checkNumber(fillValue, 'fillValue', OWNER);
    refuseWeights(options, OWNER);
    const { data, rows, columns } = toMatrix(x, 'X', OWNER, { allowNaN: true });
    const values = Float64Array.from({ length: columns }, (_, j) => {
      if (strategy === 'constant') return fillValue;
      const column = Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]);
      const known = column.filter((value) => !Number.isNaN(value)).sort();
      if (known.length === 0) {
        const got = new Got(`only NaN in column ${j}`);
        throw new InvalidArgumentError('X', OWNER, `have a value in every column for strategy '${strategy}'`, got);
      }
      if (strategy === 'median') return quantile(known, 0.5);
      return strategy === 'mean' ? known.reduce((a, b) => a + b, 0) / known.length : mostFrequent(known);
    });
    return new SimpleImputerModel({ values });
  }
}

function mostFrequent(sorted: Float64Array): number {
  let best = sorted[0];
  let bestCount = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > bestCount) {
      bestCount = end - start;
      best = sorted[start];
    }
    start = end;
  }
  return best;
}

interface State {
  readonly values: Float64Array;
}

const FORMAT = defineFormat<State>('SimpleImputerModel', { values: vectorField });

/** The fitted model of {@link SimpleImputer}. */
export class SimpleImputerModel implements TransformerModel {
  /** D values that stand in for missing ones. */
  readonly values: Float64Array;

  constructor({ values }: State) {
    this.values = values;
  }

  get numFeatures(): number {
    return this.values.length;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): SimpleImputerModel {
    return new SimpleImputerModel(FORMAT.read(document));
  }

  /** @param x Q x D, NaN where a value is missing @returns Q x D without NaN */
  transform(x: Rows): DenseMatrix {
    const matrix = readFeatures(x, OWNER, this.numFeatures, { allowNaN: true });
    const fill = (value: number, o: number): number => (Number.isNaN(value) ? this.values[o % matrix.columns] : value);
    return { ...matrix, data: matrix.data.map(fill) };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
