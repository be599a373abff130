import type { DenseMatrix } from '../input/matrix.js';

/** Half the distance between 1 and the next float32. */
const UNIT_ROUNDOFF = 2 ** -24;
/** Below this, products lose digits to underflow. */
const SMALLEST_PRODUCT = 2 ** -124;
/** Rows whose mean stands for that of the table. */
const SAMPLE_ROWS = 256;

/** How rows become factors of scores |b|^2 - 2 a b: as (a, 1) or as (-2 b, |b|^2), whose product is the score. */
export type ScoreSide = 'one' | 'norm';

/** Rows less a center, in float32. */
export interface MovedRows {
  /** Whole blocks of rows of D + 1 numbers; those that fill up the last block are 0 but for the last number. */
  readonly factors: Float32Array;
  /** Squared norms of the moved rows; {@link BEYOND} for rows that fill up. */
  readonly norms: Float32Array;
}

/** The squared norm of rows that fill up: a score that no row has. */
export const BEYOND = 2 ** 127;

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

/** The rows less `center` as factors of scores, filled up to whole blocks. */
export function movedRows(
  { data, rows, columns }: DenseMatrix,
  center: Float64Array,
  block: number,
  side: ScoreSide,
): MovedRows {
  const padded = Math.ceil(rows / block) * block;
  const factors = new Float32Array(padded * (columns + 1));
  const norms = new Float32Array(padded).fill(BEYOND, rows);
  const scale = side === 'norm' ? -2 : 1;
  for (let i = 0, from = 0, to = 0; i < padded; i++) {
    if (i < rows) {
      let sum = 0;
      for (let j = 0; j < columns; j++, from++, to++) {
        const value = data[from] - center[j];
        factors[to] = scale * value;
        sum += value * value;
      }
      norms[i] = sum;
    } else to += columns;
    factors[to++] = side === 'norm' ? norms[i] : 1;
  }
  return { factors, norms };
}

/** The largest squared norm; infinite where float32 ends and nothing can be ruled out by scores any more. */
export function largestNorm(norms: Float32Array): number {
  const largest = norms.reduce((a, b) => Math.max(a, b), 0);
  return largest < BEYOND ? largest : Number.POSITIVE_INFINITY;
}

/**
 * How far apart two scores |b|^2 - 2 a b may be and still in doubt: |computed - true| <= about (D + 5) u (|a|^2 + 2 |b|^2) for each,
 * and some more to be safe.
 *
 * @param norm |a|^2
 * @param largest the largest |b|^2
 */
export function scoreDoubt(columns: number, norm: number, largest: number): number {
  return 2 * (columns + 8) * (UNIT_ROUNDOFF * (norm + 2 * largest) + SMALLEST_PRODUCT);
}
