import type { DenseMatrix } from '@ai/core';
import { transposeMatrix } from '../linear/svd.js';

/** The columns of a matrix, copied. @returns D columns of N values */
export function columnsOf(x: DenseMatrix): Float64Array[] {
  const { data } = transposeMatrix(x);
  return Array.from({ length: x.columns }, (_, j) => data.subarray(j * x.rows, (j + 1) * x.rows));
}
