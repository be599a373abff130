import type { DenseMatrix } from '../input/matrix.js';
import { isNativeWorthwhile, multiplyNative } from './native.js';
import { addRowProductsJs, transpose } from './row-products.js';

/** Rows turned at a time: 256 rows of 100 columns are 200 kB. */
const CHUNK_ROWS = 256;
/** Columns per strip of the upper triangle. */
const STRIP = 32;

/**
 * The Gram matrix of the columns, X^T X, in float64; exactly symmetric.
 *
 * @param x N x D
 * @returns D x D
 *
 * @example
 * ```ts
 * import { gram } from '@ai/core/linalg';
 *
 * gram({ data: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 }); // [[10, 14], [14, 20]]
 * ```
 */
export function gram(x: DenseMatrix): DenseMatrix {
  if (!isNativeWorthwhile(x.rows * x.columns ** 2)) return gramJs(x);
  const data = multiplyNative(x, x, true, false);
  const size = x.columns;
  // the two halves are summed in different orders: make them equal
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) data[i * size + j] = data[j * size + i];
  return { data, rows: size, columns: size };
}

/** {@link gram} in plain JavaScript: strips of the upper triangle, mirrored at the end. */
export function gramJs(x: DenseMatrix): DenseMatrix {
  const size = x.columns;
  const data = new Float64Array(size * size);
  const strips = Array.from({ length: Math.ceil(size / STRIP) }, (_, s) => {
    const start = s * STRIP;
    const rows = Math.min(STRIP, size - start);
    return { start, rows, sums: new Float64Array(rows * (size - start)) };
  });
  for (let row = 0; row < x.rows; row += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, x.rows - row);
    const turned = transpose(x.data.subarray(row * size, (row + count) * size), count, size);
    for (const { start, rows, sums } of strips) {
      addRowProductsJs({ data: turned, start, rows }, { data: turned, start, rows: size - start }, count, sums);
    }
  }
  for (const { start, rows, sums } of strips) {
    for (let i = 0; i < rows; i++) {
      for (let j = i; j < size - start; j++) {
        const value = sums[i * (size - start) + j];
        data[(start + i) * size + start + j] = value;
        data[(start + j) * size + start + i] = value;
      }
    }
  }
  return { data, rows: size, columns: size };
}
