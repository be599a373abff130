import type { DenseMatrix } from '@ai/core';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Eigenvalues of a symmetric matrix, descending, and its eigenvectors. */
export interface SymmetricEigen {
  /** D values. */
  readonly values: Float64Array;
  /** D x D, one eigenvector per row. */
  readonly vectors: DenseMatrix;
}

/** The eigendecomposition of a symmetric D x D matrix. */
export function symmetricEigen({ data, rows: n }: DenseMatrix): SymmetricEigen {
  const matrix = Matrix.from1DArray(n, n, data as unknown as number[]);
  const eigen = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const { eigenvectorMatrix } = eigen;
  const order = eigen.realEigenvalues
    .map((_, i) => i)
    .sort((a, b) => eigen.realEigenvalues[b] - eigen.realEigenvalues[a]);
  const vectors = new Float64Array(n * n);
  order.forEach((column, row) => {
    for (let i = 0; i < n; i++) vectors[row * n + i] = eigenvectorMatrix.get(i, column);
  });
  return {
    values: Float64Array.from(order, (i) => eigen.realEigenvalues[i]),
    vectors: { data: vectors, rows: n, columns: n },
  };
}
