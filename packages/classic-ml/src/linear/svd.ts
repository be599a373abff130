import type { DenseMatrix } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { HouseholderQr } from './householder-qr.js';

/** A thin singular value decomposition A = U diag(s) V^T of rank min(N, D). */
export interface ThinSvd {
  /** N x P, orthonormal columns. */
  readonly u: DenseMatrix;
  /** P singular values, descending. */
  readonly s: Float64Array;
  /** P x D, orthonormal rows. */
  readonly vt: DenseMatrix;
}

/** The thin SVD of `a`; tall matrices are first reduced by QR, which keeps its accuracy. */
export function thinSvd(a: DenseMatrix): ThinSvd {
  if (a.rows < a.columns) {
    const { u, s, vt } = thinSvd(transposeMatrix(a));
    return { u: transposeMatrix(vt), s, vt: transposeMatrix(u) };
  }
  if (a.rows < 2 * a.columns) return jamaSvd(a);
  const qr = new HouseholderQr(a);
  const small = jamaSvd(upperFactor(qr));
  const u = new Float64Array(a.rows * a.columns);
  for (let j = 0; j < a.columns; j++) {
    const column = new Float64Array(a.rows);
    for (let i = 0; i < a.columns; i++) column[i] = small.u.data[i * a.columns + j];
    qr.apply(column);
    for (let i = 0; i < a.rows; i++) u[i * a.columns + j] = column[i];
  }
  return { u: { data: u, rows: a.rows, columns: a.columns }, s: small.s, vt: small.vt };
}

function upperFactor(qr: HouseholderQr): DenseMatrix {
  const n = qr.numColumns;
  const data = new Float64Array(n * n);
  for (let j = 0; j < n; j++)
    qr.columnOfR(j).forEach((value, i) => {
      data[i * n + j] = value;
    });
  return { data, rows: n, columns: n };
}

function jamaSvd(a: DenseMatrix): ThinSvd {
  const svd = new SingularValueDecomposition(Matrix.from1DArray(a.rows, a.columns, a.data as unknown as number[]));
  const u = fromMatrix(svd.leftSingularVectors);
  const v = fromMatrix(svd.rightSingularVectors);
  return { u, s: Float64Array.from(svd.diagonal), vt: transposeMatrix(v) };
}

/** A copy of an ml-matrix matrix. */
export function fromMatrix(matrix: Matrix): DenseMatrix {
  const { rows, columns } = matrix;
  const data = new Float64Array(rows * columns);
  for (let i = 0, o = 0; i < rows; i++) for (let j = 0; j < columns; j++, o++) data[o] = matrix.get(i, j);
  return { data, rows, columns };
}

/** The transpose as a new matrix. */
export function transposeMatrix({ data, rows, columns }: DenseMatrix): DenseMatrix {
  const turned = new Float64Array(data.length);
  for (let i = 0, o = 0; i < rows; i++) for (let j = 0; j < columns; j++, o++) turned[j * rows + i] = data[o];
  return { data: turned, rows: columns, columns: rows };
}

/** Singular values below this are rounding noise: max(N, D) eps s_max. */
export function rankTolerance(a: DenseMatrix, s: Float64Array): number {
  return Math.max(a.rows, a.columns) * Number.EPSILON * s[0];
}

/** V diag(filter(s)) U^T y. */
export function filteredSolution({ u, s, vt }: ThinSvd, y: Float64Array, filter: (s: number) => number): Float64Array {
  const projected = multiply(u, { data: y, rows: y.length, columns: 1 }, { transposeA: true });
  for (let p = 0; p < s.length; p++) projected.data[p] *= filter(s[p]);
  return multiply(vt, projected, { transposeA: true }).data;
}
