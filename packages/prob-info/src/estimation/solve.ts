/** The Cholesky factor L (lower, row by row in one array) of a symmetric positive definite n x n matrix; undefined if it is not. */
export function cholesky(matrix: ArrayLike<number>, n: number): Float64Array | undefined {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
      if (i === j) {
        if (!(sum > 1e-15 * Math.abs(matrix[i * n + i])) || !Number.isFinite(sum)) return undefined;
        factor[i * n + i] = Math.sqrt(sum);
      } else {
        factor[i * n + j] = sum / factor[j * n + j];
      }
    }
  }
  return factor;
}

/** Solves L y = b in place. */
export function solveLower(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * b[k];
    b[i] = sum / factor[i * n + i];
  }
  return b;
}

/** Solves L^T y = b in place. */
export function solveUpper(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * b[k];
    b[i] = sum / factor[i * n + i];
  }
  return b;
}

/** The inverse of a symmetric positive definite matrix given by rows; undefined if it is not positive definite. */
export function invertPositiveDefinite(rows: readonly ArrayLike<number>[]): Float64Array[] | undefined {
  const n = rows.length;
  const flat = new Float64Array(n * n);
  for (let i = 0; i < n; i++) flat.set(Array.from(rows[i]), i * n);
  const factor = cholesky(flat, n);
  if (!factor) return undefined;
  return rows.map((_, i) => {
    const unit = new Float64Array(n);
    unit[i] = 1;
    return solveUpper(factor, n, solveLower(factor, n, unit));
  });
}
