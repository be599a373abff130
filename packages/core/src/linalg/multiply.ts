import { Got, InvalidArgumentError } from '../errors.js';
import type { DenseMatrix } from '../input/matrix.js';
import { isNativeWorthwhile, multiplyNative } from './native.js';
import { addRowProductsJs, transpose } from './row-products.js';

/** Options of {@link multiply}. */
export interface MultiplyOptions {
  /** Use the transpose of `a`. @default false */
  readonly transposeA?: boolean;
  /** Use the transpose of `b`. @default false */
  readonly transposeB?: boolean;
}

/**
 * The matrix product op(A) op(B) in float64, where op transposes on request.
 *
 * @param a M x P (P x M with `transposeA`)
 * @param b P x N (N x P with `transposeB`)
 * @returns M x N
 * @throws InvalidArgumentError if the inner sizes differ
 *
 * @example
 * ```ts
 * import { multiply } from '@ai/core/linalg';
 *
 * const a = { data: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 };
 * const product = multiply(a, a, { transposeB: true }); // [[5, 11], [11, 25]]
 * ```
 */
export function multiply(a: DenseMatrix, b: DenseMatrix, options: MultiplyOptions = {}): DenseMatrix {
  const { transposeA = false, transposeB = false } = options;
  const inner = transposeA ? a.rows : a.columns;
  const innerOfB = transposeB ? b.columns : b.rows;
  if (inner !== innerOfB) {
    const where = transposeB ? 'columns' : 'rows';
    throw new InvalidArgumentError('b', 'multiply', `have ${inner} ${where} to match 'a'`, new Got(`${innerOfB}`));
  }
  const rows = transposeA ? a.columns : a.rows;
  const columns = transposeB ? b.rows : b.columns;
  if (!isNativeWorthwhile(rows * inner * columns)) return multiplyJs(a, b, transposeA, transposeB);
  return { data: multiplyNative(a, b, transposeA, transposeB), rows, columns };
}

/** {@link multiply} in plain JavaScript, sizes already checked. */
export function multiplyJs(a: DenseMatrix, b: DenseMatrix, transposeA: boolean, transposeB: boolean): DenseMatrix {
  const rows = transposeA ? a.columns : a.rows;
  const inner = transposeA ? a.rows : a.columns;
  const columns = transposeB ? b.rows : b.columns;
  const data = new Float64Array(rows * columns);
  if (transposeA && columns === 1) {
    addWeightedRows(a, b.data, data);
  } else {
    const left = transposeA ? transpose(a.data, a.rows, a.columns) : a.data;
    const right = transposeB || columns === 1 ? b.data : transpose(b.data, b.rows, b.columns);
    addRowProductsJs({ data: left, start: 0, rows }, { data: right, start: 0, rows: columns }, inner, data);
  }
  return { data, rows, columns };
}

/** out += the rows of `a` times their weights: a transposed matrix times a vector, without transposing. */
function addWeightedRows(a: DenseMatrix, weights: Float64Array, out: Float64Array): void {
  const { data, rows, columns } = a;
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const row0 = i * columns;
    const row1 = row0 + columns;
    const row2 = row1 + columns;
    const row3 = row2 + columns;
    const w0 = weights[i];
    const w1 = weights[i + 1];
    const w2 = weights[i + 2];
    const w3 = weights[i + 3];
    for (let j = 0; j < columns; j++) {
      out[j] += w0 * data[row0 + j] + w1 * data[row1 + j] + (w2 * data[row2 + j] + w3 * data[row3 + j]);
    }
  }
  for (; i < rows; i++) for (let j = 0; j < columns; j++) out[j] += weights[i] * data[i * columns + j];
}
