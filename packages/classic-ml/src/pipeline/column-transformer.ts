import { checkInteger, checkOneOf, type DenseMatrix, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, Label, SavedModel } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import type { CategoryTable } from '../preprocessing/categories.js';
import { countField, defineFormat, integersField, listField, recordField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';

const OWNER = 'ColumnTransformer';

/** A transformer of numbers or of categories. */
export interface ColumnsTransformer {
  // biome-ignore lint/suspicious/noExplicitAny: scalers take numbers, encoders categories
  fit(x: any, y?: any): FittedColumns;
}

/** What fitting a {@link ColumnsTransformer} gives. */
export interface FittedColumns {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  transform(x: any): DenseMatrix;
  toJSON(): SavedModel;
}

/** Options of {@link ColumnTransformer}. */
export interface ColumnTransformerOptions {
  /** Transformers with the columns (0-based) that each gets. A column may be used several times. */
  readonly transformers: readonly { readonly columns: readonly number[]; readonly transformer: ColumnsTransformer }[];
  /** Columns that nobody uses are left out, or passed on at the end. @default 'drop' */
  readonly remainder?: 'drop' | 'pass';
}

/**
 * Gives each transformer its own columns and puts the results side by side. Tables may mix numbers and strings.
 *
 * @example
 * ```ts
 * import { ColumnTransformer, OneHotEncoder, StandardScaler } from '@ai/classic-ml';
 *
 * const model = new ColumnTransformer({
 *   transformers: [
 *     { columns: [0], transformer: new StandardScaler() },
 *     { columns: [1], transformer: new OneHotEncoder() },
 *   ],
 * }).fit([[1, 'a'], [3, 'b']]);
 * model.transform([[1, 'b']]); // [[-1, 0, 1]]
 * ```
 */
export class ColumnTransformer {
  constructor(readonly options: ColumnTransformerOptions) {}

  /**
   * @param x N x D numbers and strings
   * @throws InvalidArgumentError for columns out of range, tables that are not rectangular, what a transformer refuses, or sample weights
   */
  fit(x: CategoryTable, y?: unknown, options: FitOptions = {}): ColumnTransformerModel {
    refuseWeights(options, OWNER);
    const { transformers, remainder = 'drop' } = this.options;
    checkOneOf(remainder, 'remainder', OWNER, ['drop', 'pass']);
    if (!Array.isArray(transformers) || transformers.length === 0) {
      throw new InvalidArgumentError('transformers', OWNER, 'be a list of at least 1 transformer', transformers);
    }
    const table = readTable(x);
    const numFeatures = table[0].length;
    for (const { columns } of transformers) {
      for (const column of columns) checkInteger(column, 'transformers', OWNER, { min: 0, below: numFeatures });
    }
    const used = new Set(transformers.flatMap(({ columns }) => columns));
    const all = Int32Array.from({ length: numFeatures }, (_, j) => j);
    const rest = all.filter((j) => remainder === 'pass' && !used.has(j));
    const parts = transformers.map(({ columns, transformer }) => ({
      columns: Int32Array.from(columns),
      model: transformer.fit(pick(table, columns), y),
    }));
    return new ColumnTransformerModel({ numFeatures, parts, rest });
  }
}

/** A fitted transformer with its columns. */
export interface ColumnsPart {
  readonly columns: Int32Array;
  readonly model: FittedColumns;
}

interface State {
  readonly numFeatures: number;
  readonly parts: readonly ColumnsPart[];
  /** Columns that are passed on. */
  readonly rest: Int32Array;
}

const formatOf = (classes: ModelClasses) =>
  defineFormat<State>(
    'ColumnTransformerModel',
    {
      numFeatures: countField,
      parts: listField(recordField<ColumnsPart>({ columns: integersField, model: partField(classes) })),
      rest: integersField,
    },
    ({ numFeatures, parts, rest }) =>
      [rest, ...parts.map(({ columns }) => columns)].some((columns) =>
        columns.some((j) => j < 0 || j >= numFeatures),
      ) && "a column is not below 'numFeatures'",
  );

/** The fitted model of {@link ColumnTransformer}. */
export class ColumnTransformerModel {
  readonly numFeatures: number;
  /** The fitted transformers. */
  readonly parts: readonly ColumnsPart[];

  constructor(private readonly state: State) {
    this.numFeatures = state.numFeatures;
    this.parts = state.parts;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the classes of its parts: `{ StandardScalerModel, OneHotEncoderModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a part whose class is not among `classes`
   */
  static fromJSON(document: unknown, classes: ModelClasses): ColumnTransformerModel {
    return new ColumnTransformerModel(formatOf(classes).read(document));
  }

  /** @param x Q x D numbers and strings @returns the results of all parts side by side */
  transform(x: CategoryTable): DenseMatrix {
    const table = readTable(x);
    if (table[0].length !== this.numFeatures) {
      const expected = `have ${this.numFeatures} features, as ${OWNER} was fitted with`;
      throw new InvalidArgumentError('X', OWNER, expected, new Got(`${table[0].length}`));
    }
    const blocks = this.parts.map(({ columns, model }) => model.transform(pick(table, columns)));
    const { rest } = this.state;
    if (rest.length > 0) blocks.push(toMatrix(pick(table, rest) as number[][], 'X', OWNER));
    return sideBySide(blocks);
  }

  toJSON(): SavedModel {
    return formatOf({}).write(this.state);
  }
}

function readTable(x: CategoryTable): ArrayLike<Label>[] {
  if (Array.isArray(x) && x.length > 0 && x.every((row) => Array.isArray(row))) {
    const rows = x as Label[][];
    const uneven = rows.findIndex((row) => row.length !== rows[0].length);
    if (uneven < 0 && rows[0].length > 0) return rows;
    const got = new Got(`${rows[Math.max(0, uneven)].length} in row ${Math.max(0, uneven)}`);
    throw new InvalidArgumentError('X', OWNER, `have ${rows[0].length || 'some'} values in every row`, got);
  }
  const { data, rows, columns } = toMatrix(x as Rows, 'X', OWNER, { allowNaN: true });
  return Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));
}

function pick(table: readonly ArrayLike<Label>[], columns: ArrayLike<number>): Label[][] {
  return table.map((row) => Array.from(columns, (j) => row[j]));
}

function sideBySide(blocks: readonly DenseMatrix[]): DenseMatrix {
  const rows = blocks[0].rows;
  const columns = blocks.reduce((sum, block) => sum + block.columns, 0);
  const data = new Float64Array(rows * columns);
  let start = 0;
  for (const block of blocks) {
    for (let i = 0; i < rows; i++) {
      data.set(block.data.subarray(i * block.columns, (i + 1) * block.columns), i * columns + start);
    }
    start += block.columns;
  }
  return { data, rows, columns };
}
