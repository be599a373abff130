import type { Tensor } from '@tensorflow/tfjs-core';
import { Got, InvalidArgumentError } from '../errors.js';
import { firstInfinite, firstNonFinite } from './finite.js';

/** A dense float64 matrix, row by row: entry (i, j) is `data[i * columns + j]`. */
export interface DenseMatrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Any numeric typed array. */
export type NumericArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** The part of ml-matrix's `Matrix` that is read. */
export interface MatrixLike {
  readonly rows: number;
  readonly columns: number;
  get(row: number, column: number): number;
}

/** A table of numbers (N samples x D features): nested arrays, typed rows, an ml-matrix `Matrix`, a `DenseMatrix` or a 2-D tensor. */
export type Rows = readonly (readonly number[] | NumericArray)[] | MatrixLike | DenseMatrix | Tensor;

/** A column of numbers: an array, a typed array or a 1-D tensor. */
export type Column = readonly number[] | NumericArray | Tensor;

/** What {@link toMatrix} and {@link toVector} accept beyond finite numbers. */
export interface InputOptions {
  /** Let NaN through (imputers). @default false */
  readonly allowNaN?: boolean;
  /** Fewest rows accepted. @default 1 */
  readonly minRows?: number;
}

export function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value && 'dtype' in value;
}

/** True for a {@link DenseMatrix}. */
export function isDenseMatrix(value: unknown): value is DenseMatrix {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    value.data instanceof Float64Array &&
    'columns' in value
  );
}

/**
 * Checks a table once at the door and gives it as float64. Never changes its argument; a `DenseMatrix` is checked but not copied.
 *
 * @param values N rows of D numbers
 * @param argument its name in errors
 * @param owner the function or class in errors
 * @returns N x D
 * @throws InvalidArgumentError for 0 rows or columns, 1-D or 3-D input, ragged rows, strings, NaN or infinity (with its position)
 */
export function toMatrix(values: Rows, argument: string, owner: string, options: InputOptions = {}): DenseMatrix {
  const matrix = readMatrix(values, argument, owner);
  const minRows = options.minRows ?? 1;
  if (matrix.rows < minRows) {
    throw new InvalidArgumentError(
      argument,
      owner,
      `have at least ${minRows} ${minRows === 1 ? 'row' : 'rows'}`,
      new Got(`${matrix.rows}`),
    );
  }
  if (matrix.columns < 1) throw new InvalidArgumentError(argument, owner, 'have at least 1 column', new Got('0'));
  const { data, columns } = matrix;
  const bad = options.allowNaN ? firstInfinite(data) : firstNonFinite(data);
  if (bad >= 0) {
    const where = `row ${Math.floor(bad / columns)}, column ${bad % columns}`;
    throw new InvalidArgumentError(argument, owner, 'hold finite numbers', new Got(`${data[bad]} at ${where}`));
  }
  return matrix;
}

function readMatrix(values: Rows, argument: string, owner: string): DenseMatrix {
  if (isDenseMatrix(values)) {
    if (values.data.length === values.rows * values.columns) return values;
    const { data, rows, columns } = values;
    throw new InvalidArgumentError(
      argument,
      owner,
      `hold rows x columns = ${rows * columns} numbers`,
      new Got(`${data.length}`),
    );
  }
  if (isTensor(values)) {
    if (values.shape.length !== 2)
      throw notTwoDimensional(argument, owner, new Got(`a ${values.shape.length}-D tensor`));
    return { data: new Float64Array(values.dataSync()), rows: values.shape[0], columns: values.shape[1] };
  }
  if (typeof values === 'object' && values !== null && 'get' in values && typeof values.get === 'function') {
    const { rows, columns } = values;
    const data = new Float64Array(rows * columns);
    for (let i = 0, k = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[k++] = values.get(i, j);
    return { data, rows, columns };
  }
  if (!Array.isArray(values)) throw notTwoDimensional(argument, owner, values);
  return readRows(values, argument, owner);
}

function readRows(values: readonly unknown[], argument: string, owner: string): DenseMatrix {
  const rows = values.length;
  if (rows === 0) return { data: new Float64Array(0), rows: 0, columns: 0 };
  if (!isRow(values[0]))
    throw notTwoDimensional(argument, owner, typeof values[0] === 'number' ? new Got('a 1-D array') : values[0]);
  const columns = values[0].length;
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = values[i];
    if (!isRow(row))
      throw new InvalidArgumentError(
        argument,
        owner,
        'have an array for every row',
        new Got(`row ${i}: ${typeof row}`),
      );
    if (row.length !== columns) {
      throw new InvalidArgumentError(
        argument,
        owner,
        `have ${columns} numbers in every row`,
        new Got(`${row.length} in row ${i}`),
      );
    }
    if (row instanceof Float64Array || row instanceof Float32Array) {
      data.set(row, i * columns);
      continue;
    }
    for (let j = 0; j < columns; j++) {
      const value = row[j];
      if (typeof value !== 'number') {
        if (Array.isArray(value) || ArrayBuffer.isView(value))
          throw notTwoDimensional(argument, owner, new Got('a 3-D array'));
        throw new InvalidArgumentError(
          argument,
          owner,
          'hold numbers',
          new Got(`${describeCell(value)} at row ${i}, column ${j}`),
        );
      }
      data[i * columns + j] = value;
    }
  }
  return { data, rows, columns };
}

function isRow(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function describeCell(value: unknown): string {
  return typeof value === 'string' ? `'${value.slice(0, 30)}'` : String(value);
}

function notTwoDimensional(argument: string, owner: string, got: unknown): InvalidArgumentError {
  return new InvalidArgumentError(argument, owner, 'be two-dimensional (rows of numbers)', got);
}

/**
 * Checks a column of numbers once at the door and gives it as float64; a Float64Array is checked but not copied.
 *
 * @throws InvalidArgumentError for nested arrays, strings, NaN or infinity (with its position), or fewer than `minRows` numbers
 */
export function toVector(values: Column, argument: string, owner: string, options: InputOptions = {}): Float64Array {
  let data: Float64Array;
  if (isTensor(values)) {
    if (values.shape.length !== 1) {
      throw new InvalidArgumentError(
        argument,
        owner,
        'be one-dimensional',
        new Got(`a ${values.shape.length}-D tensor`),
      );
    }
    data = new Float64Array(values.dataSync());
  } else if (values instanceof Float64Array) {
    data = values;
  } else if (isRow(values)) {
    data = new Float64Array(values.length);
    for (let i = 0; i < data.length; i++) {
      const value: unknown = values[i];
      if (typeof value === 'number') data[i] = value;
      else if (isRow(value))
        throw new InvalidArgumentError(argument, owner, 'be one-dimensional', new Got('a 2-D array'));
      else
        throw new InvalidArgumentError(
          argument,
          owner,
          'hold numbers',
          new Got(`${describeCell(value)} at index ${i}`),
        );
    }
  } else {
    throw new InvalidArgumentError(argument, owner, 'be an array of numbers', values);
  }
  const minRows = options.minRows ?? 1;
  if (data.length < minRows) {
    throw new InvalidArgumentError(
      argument,
      owner,
      `have at least ${minRows} ${minRows === 1 ? 'number' : 'numbers'}`,
      new Got(`${data.length}`),
    );
  }
  const bad = options.allowNaN ? firstInfinite(data) : firstNonFinite(data);
  if (bad >= 0) {
    throw new InvalidArgumentError(argument, owner, 'hold finite numbers', new Got(`${data[bad]} at index ${bad}`));
  }
  return data;
}

/** @throws InvalidArgumentError unless both have the same number of samples */
export function checkSameLength(first: number, second: number, names: readonly [string, string], owner: string): void {
  if (first === second) return;
  throw new InvalidArgumentError(
    names[1],
    owner,
    `have as many samples as '${names[0]}' (${first})`,
    new Got(`${second}`),
  );
}
