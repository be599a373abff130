import type { DenseMatrix } from '../input/matrix.js';
import { isNativeWorthwhile, multiplyNative } from './native.js';
import { mirrorUpper, shiftedGramJs } from './shifted-gram.js';

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
  mirrorUpper(data, x.columns);
  return { data, rows: x.columns, columns: x.columns };
}

/** {@link gram} in plain JavaScript. */
export function gramJs(x: DenseMatrix): DenseMatrix {
  return shiftedGramJs(x, { factors: { data: new Float64Array(0), rows: x.rows, columns: 0 } }).products;
}
