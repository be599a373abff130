import type { DenseMatrix } from '../input/matrix.js';

/** Half the distance between 1 and the next float32. */
export const UNIT_ROUNDOFF = 2 ** -24;
/** Rows whose mean stands for that of the table. */
const SAMPLE_ROWS = 256;

/** Rows less a center, in float32. */
export interface MovedRows {
  /** Whole blocks of rows; those that fill up the last one are 0. */
  readonly rows: Float32Array;
  /** Squared norms; infinite for the rows that fill up. */
  readonly norms: Float32Array;
}

/** A point in the middle of the rows: the mean of some that are spread over the table. Moving rows there keeps bounds on rounding tight. */
export function middleRow({ data, rows, columns }: DenseMatrix): Float64Array {
  const count = Math.min(SAMPLE_ROWS, rows);
  const middle = new Float64Array(columns);
  for (let s = 0; s < count; s++) {
    const start = Math.floor((s * rows) / count) * columns;
    for (let j = 0; j < columns; j++) middle[j] += data[start + j] / count;
  }
  return middle;
}

/** The rows less `center` in float32, filled up to whole blocks. */
export function movedRows({ data, rows, columns }: DenseMatrix, center: Float64Array, block: number): MovedRows {
  const padded = Math.ceil(rows / block) * block;
  const moved = new Float32Array(padded * columns);
  const norms = new Float32Array(padded).fill(Number.POSITIVE_INFINITY, rows);
  for (let i = 0, o = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, o++) {
      const value = data[o] - center[j];
      moved[o] = value;
      sum += value * value;
    }
    norms[i] = sum;
  }
  return { rows: moved, norms };
}
