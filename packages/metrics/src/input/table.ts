import {
  type Column,
  checkSameLength,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  isTensor,
  type Rows,
  toMatrix,
  toVector,
} from '@ai/core';

const EMPTY: DenseMatrix = { data: new Float64Array(0), rows: 0, columns: 0 };

/** {@link toMatrix} that lets an empty table through as 0 x 0. */
export function toTable(values: Rows, argument: string, owner: string): DenseMatrix {
  const empty = isTensor(values) ? values.shape.length === 2 && values.shape[0] === 0 : rowCount(values) === 0;
  return empty ? EMPTY : toMatrix(values, argument, owner);
}

function rowCount(values: unknown): unknown {
  if (Array.isArray(values)) return values.length;
  return typeof values === 'object' && values !== null && 'rows' in values ? values.rows : undefined;
}

/** {@link toVector} that lets an empty column through. */
export function toColumn(values: Column, argument: string, owner: string): Float64Array {
  return toVector(values, argument, owner, { minRows: 0 });
}

/** True for a table (2-D), false for a column. */
export function isTable(values: Column | Rows): values is Rows {
  if (isTensor(values)) return values.shape.length === 2;
  if (Array.isArray(values)) return typeof values[0] === 'object' && values[0] !== null;
  return !ArrayBuffer.isView(values);
}

/** A column as N x 1, a table as it is: what metrics with several outputs read. */
export function toOutputs(values: Column | Rows, argument: string, owner: string): DenseMatrix {
  if (isTable(values)) return toTable(values, argument, owner);
  const data = toColumn(values as Column, argument, owner);
  return { data, rows: data.length, columns: data.length === 0 ? 0 : 1 };
}

/** Checks that two tables have the same shape. */
export function checkSameShape(
  first: DenseMatrix,
  second: DenseMatrix,
  names: readonly [string, string],
  owner: string,
): void {
  checkSameLength(first.rows, second.rows, names, owner);
  if (first.columns !== second.columns) {
    throw new InvalidArgumentError(
      names[1],
      owner,
      `have as many columns as '${names[0]}' (${first.columns})`,
      new Got(`${second.columns}`),
    );
  }
}

/** The columns of several parts, one after the other; a single part is not copied. */
export function joinColumns(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0];
  const joined = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * The rows of several tables, one table after the other; empty ones are left out.
 * @throws InvalidArgumentError if their numbers of columns differ
 */
export function joinTables(parts: readonly DenseMatrix[], argument: string, owner: string): DenseMatrix {
  const filled = parts.filter((part) => part.rows > 0);
  if (filled.length === 0) return EMPTY;
  const { columns } = filled[0];
  for (const part of filled) {
    if (part.columns !== columns) {
      const got = new Got(`${part.columns} after ${columns}`);
      throw new InvalidArgumentError(argument, owner, 'have the same number of columns in every batch', got);
    }
  }
  return {
    data: joinColumns(filled.map((part) => part.data)),
    rows: filled.reduce((sum, part) => sum + part.rows, 0),
    columns,
  };
}
