import { type DenseMatrix, Random } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import { expectClose } from '@ai/core/testing';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from './symmetric-eigen.js';

function symmetric(n: number, entry: (i: number, j: number) => number): DenseMatrix {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) data[i * n + j] = data[j * n + i] = entry(i, j);
  return { data, rows: n, columns: n };
}

/** Values descend, vectors are orthonormal, and V^T diag(values) V is the matrix. */
function expectDecomposed(a: DenseMatrix): void {
  const { values, vectors } = symmetricEigen(a);
  const n = a.rows;
  const size = Math.max(...a.data.map(Math.abs));
  for (let i = 1; i < n; i++) expect(values[i]).toBeLessThanOrEqual(values[i - 1]);
  const identity = Float64Array.from({ length: n * n }, (_, o) => Number(o % (n + 1) === 0));
  expectClose(multiply(vectors, vectors, { transposeB: true }).data, identity, { absolute: 1e-14 * (n + 5) });
  const scaled = { ...vectors, data: vectors.data.map((value, o) => value * values[Math.floor(o / n)]) };
  expectClose(multiply(scaled, vectors, { transposeA: true }).data, a.data, { absolute: 1e-14 * (n + 5) * size });
}

describe('symmetricEigen', () => {
  it.each([1, 2, 3, 4, 5, 17, 60])('decomposes random matrices of size %d', (n) => {
    const random = new Random(n);
    expectDecomposed(symmetric(n, () => random.normal()));
    expectDecomposed(symmetric(n, () => 1e200 * random.normal()));
    expectDecomposed(symmetric(n, () => 1e-200 * random.normal()));
  });

  it.each([1, 2, 3, 8])('decomposes zeros, diagonals, ones and split matrices of size %d', (n) => {
    expectDecomposed(symmetric(n, () => 0));
    expectDecomposed(symmetric(n, (i, j) => (i === j ? 3 - (i % 3) : 0)));
    expectDecomposed(symmetric(n, () => 1));
    expectDecomposed(symmetric(n, (i, j) => (i % 2 === j % 2 ? 1 + i * j : 0)));
    expectDecomposed(symmetric(n, (i, j) => 10 ** (-3 * Math.max(i, j))));
  });

  it('agrees with ml-matrix', () => {
    const random = new Random(9);
    const a = symmetric(30, () => random.normal());
    const matrix = Matrix.from1DArray(30, 30, Array.from(a.data));
    const expected = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;
    expectClose(symmetricEigen(a).values, Float64Array.from(expected).sort().reverse(), { absolute: 1e-13 });
  });
});
