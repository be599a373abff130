import { Got, InvalidArgumentError, isDenseMatrix, isTensor, type Rows, toMatrix } from '@ai/core';
import type { Label } from '../estimator.js';
import { compareLabels } from '../input/labels.js';

/** A table of categories, N x D: each column holds strings or finite numbers; numeric tables may come in any form of `Rows`. */
export type CategoryTable = Rows | readonly (readonly Label[])[];

/** Reads a table of categories column by column. @throws InvalidArgumentError for ragged or empty tables or mixed columns */
export function readCategories(x: CategoryTable, owner: string, numFeatures?: number): Label[][] {
  const rows = readRows(x, owner);
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) throw new InvalidArgumentError('X', owner, 'have at least 1 row and 1 column', new Got('none'));
  if (numFeatures !== undefined && columns !== numFeatures) {
    const expected = `have ${numFeatures} features, as ${owner} was fitted with`;
    throw new InvalidArgumentError('X', owner, expected, new Got(`${columns}`));
  }
  return Array.from({ length: columns }, (_, j) =>
    rows.map((row, i) => {
      if (row.length !== columns) {
        const got = new Got(`${row.length} in row ${i}`);
        throw new InvalidArgumentError('X', owner, `have ${columns} values in every row`, got);
      }
      const value = row[j];
      const valid = typeof value === 'string' || Number.isFinite(value);
      if (valid && typeof value === typeof rows[0][j]) return value as Label;
      const got = new Got(`${typeof value === 'string' ? `'${value}'` : String(value)} at row ${i}, column ${j}`);
      throw new InvalidArgumentError('X', owner, 'hold strings or finite numbers, one kind in a column', got);
    }),
  );
}

function readRows(x: CategoryTable, owner: string): ArrayLike<unknown>[] {
  const isNested = Array.isArray(x) && x.every((row) => Array.isArray(row) || ArrayBuffer.isView(row));
  if (isNested) return x as unknown as ArrayLike<unknown>[];
  const matrix = toMatrix(isTensor(x) || isDenseMatrix(x) ? x : (x as Rows), 'X', owner);
  return Array.from({ length: matrix.rows }, (_, i) =>
    matrix.data.subarray(i * matrix.columns, (i + 1) * matrix.columns),
  );
}

/** The distinct categories of each column, ascending. */
export function distinctCategories(columns: readonly Label[][]): Label[][] {
  return columns.map((column) => [...new Set(column)].sort(compareLabels));
}

/** What to do with a category that was not there at fit. */
export function refuseUnknown(value: Label, row: number, column: number, owner: string): InvalidArgumentError {
  const got = new Got(`${JSON.stringify(value)} at row ${row}, column ${column}`);
  return new InvalidArgumentError('X', owner, 'hold only categories that were there at fit', got);
}
