import type { DenseMatrix } from '@ai/core';

/**
 * The lower Cholesky factor L of a symmetric positive definite matrix, A = L L^T.
 * @returns undefined if a pivot is not positive
 */
export function cholesky({ data, rows: n }: DenseMatrix): DenseMatrix | undefined {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let sum = data[rowI + j];
      for (let p = 0; p < j; p++) sum -= l[rowI + p] * l[rowJ + p];
      if (i === j) {
        if (!(sum > 0)) return undefined;
        l[rowI + i] = Math.sqrt(sum);
      } else {
        l[rowI + j] = sum / l[rowJ + j];
      }
    }
  }
  return { data: l, rows: n, columns: n };
}

/** Solves L x = b in place. */
export function solveLower({ data, rows: n }: DenseMatrix, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let p = 0; p < i; p++) sum -= data[i * n + p] * b[p];
    b[i] = sum / data[i * n + i];
  }
  return b;
}

/** Solves L^T x = b in place. */
export function solveLowerTransposed({ data, rows: n }: DenseMatrix, b: Float64Array): Float64Array {
  for (let i = n - 1; i >= 0; i--) {
    const value = b[i] / data[i * n + i];
    b[i] = value;
    for (let p = 0; p < i; p++) b[p] -= data[i * n + p] * value;
  }
  return b;
}

/** Solves A x = b given A's Cholesky factor; b is kept. */
export function solveCholesky(factor: DenseMatrix, b: Float64Array): Float64Array {
  return solveLowerTransposed(factor, solveLower(factor, Float64Array.from(b)));
}

/**
 * An estimate, never too large, of the 2-norm condition of A = L L^T: power iterations for the largest eigenvalue of A and of its
 * inverse.
 */
export function conditionOfCholesky(factor: DenseMatrix): number {
  const { rows: n } = factor;
  const norm = (v: Float64Array): number => Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
  const grow = (apply: (v: Float64Array) => Float64Array): number => {
    let v: Float64Array = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7) % 11) / 11);
    let size = 1;
    for (let step = 0; step < 6; step++) {
      const length = norm(v);
      v = apply(v.map((value) => value / length));
      size = norm(v);
    }
    return size;
  };
  return grow((v) => multiplyByFactor(factor, v)) * grow((v) => solveCholesky(factor, v));
}

/** L (L^T v). */
function multiplyByFactor({ data, rows: n }: DenseMatrix, v: Float64Array): Float64Array {
  const inner = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let p = 0; p <= i; p++) inner[p] += data[i * n + p] * v[i];
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let p = 0; p <= i; p++) result[i] += data[i * n + p] * inner[p];
  return result;
}
