import type { DenseMatrix } from '../input/matrix.js';
import { addRowProductsJs, dot } from './row-products.js';

/** Rows turned at a time: 256 rows of 100 columns are 200 kB. */
const CHUNK_ROWS = 256;
/** Columns per strip of the upper triangle. */
const STRIP = 32;

/** What the sums are over, beside the table. */
export interface ShiftedGramInput {
  /** N x R: what the rows are multiplied with in `sums`. */
  readonly factors: DenseMatrix;
  /** D numbers taken off every row. */
  readonly shift?: Float64Array;
  /** N weights of the rows in `products`. */
  readonly weights?: Float64Array;
}

/** Sums over the rows x of a table, y = x - shift. */
export interface ShiftedGram {
  /** D x D: the sum of w y y^T, exactly symmetric. */
  readonly products: DenseMatrix;
  /** R x D: the sum of f y^T. */
  readonly sums: DenseMatrix;
}

/**
 * Gram matrix and weighted sums of the rows of a table less `shift`, in float64 and plain JavaScript: chunks of rows turned to columns,
 * strips of the upper triangle, mirrored at the end.
 */
export function shiftedGramJs(x: DenseMatrix, { factors, shift, weights }: ShiftedGramInput): ShiftedGram {
  const size = x.columns;
  const products = new Float64Array(size * size);
  const sums = new Float64Array(factors.columns * size);
  const strips = Array.from({ length: Math.ceil(size / STRIP) }, (_, s) => {
    const start = s * STRIP;
    const rows = Math.min(STRIP, size - start);
    return { start, rows, sums: new Float64Array(rows * (size - start)) };
  });
  const chunkRows = Math.min(CHUNK_ROWS, x.rows);
  const moved = new Float64Array(size * chunkRows);
  const scaled = weights ? new Float64Array(size * chunkRows) : moved;
  const factor = new Float64Array(chunkRows);
  for (let row = 0; row < x.rows; row += chunkRows) {
    const count = Math.min(chunkRows, x.rows - row);
    for (let j = 0; j < size; j++) {
      const origin = shift ? shift[j] : 0;
      for (let i = 0, from = row * size + j, to = j * count; i < count; i++, from += size, to++) {
        moved[to] = x.data[from] - origin;
        if (weights) scaled[to] = weights[row + i] * moved[to];
      }
    }
    for (const strip of strips) {
      const { start, rows } = strip;
      const right = { data: moved, start, rows: size - start };
      addRowProductsJs({ data: scaled, start, rows }, right, count, strip.sums);
    }
    for (let f = 0; f < factors.columns; f++) {
      for (let i = 0; i < count; i++) factor[i] = factors.data[(row + i) * factors.columns + f];
      for (let j = 0; j < size; j++) sums[f * size + j] += dot(factor, 0, moved, j * count, count);
    }
  }
  for (const { start, rows, sums: strip } of strips) {
    const width = size - start;
    for (let i = 0; i < rows; i++) {
      products.set(strip.subarray(i * width, (i + 1) * width), (start + i) * size + start);
    }
  }
  mirrorUpper(products, size);
  return {
    products: { data: products, rows: size, columns: size },
    sums: { data: sums, rows: factors.columns, columns: size },
  };
}

/** Copies the upper triangle of a square matrix onto the lower: the two halves may have been summed in different orders. */
export function mirrorUpper(data: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) data[i * size + j] = data[j * size + i];
}
