import type { DenseMatrix } from '@ai/core';

/** Eigenvalues of a symmetric matrix, descending, and its eigenvectors. */
export interface SymmetricEigen {
  /** D values. */
  readonly values: Float64Array;
  /** D x D, one eigenvector per row. */
  readonly vectors: DenseMatrix;
}

/**
 * The eigendecomposition of a symmetric D x D matrix: Householder reflections make it tridiagonal, implicit QL steps diagonal (Martin
 * and Wilkinson, Numerische Mathematik 11 and 12, 1968). Everything works along rows, which is what a general library does not do.
 */
export function symmetricEigen({ data, rows: n }: DenseMatrix): SymmetricEigen {
  const scale = data.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  const a = data.map((value) => value / scale);
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n); // beside[k] couples k and k + 1
  const factors = reduceToTridiagonal(a, n, diagonal, beside);
  const vectors = transposedReflections(a, n, factors);
  diagonalize(diagonal, beside, vectors, n);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[j] - diagonal[i]);
  const sorted = new Float64Array(n * n);
  order.forEach((from, to) => {
    sorted.set(vectors.subarray(from * n, (from + 1) * n), to * n);
  });
  return {
    values: Float64Array.from(order, (i) => scale * diagonal[i]),
    vectors: { data: sorted, rows: n, columns: n },
  };
}

/**
 * Makes `a` tridiagonal by reflections I - f v v^T; v of step k is left in row k, right of the diagonal.
 * @returns the factors f, 0 where nothing was to be reflected
 */
function reduceToTridiagonal(a: Float64Array, n: number, diagonal: Float64Array, beside: Float64Array): Float64Array {
  const factors = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    diagonal[k] = a[k * n + k];
    const row = k * n;
    if (k === n - 2) beside[k] = a[row + k + 1];
    if (k >= n - 2) continue;
    let square = 0;
    for (let j = k + 2; j < n; j++) square += a[row + j] * a[row + j];
    const first = a[row + k + 1];
    beside[k] = first;
    if (square === 0) continue;
    const length = Math.sqrt(first * first + square);
    beside[k] = first > 0 ? -length : length;
    a[row + k + 1] = first - beside[k];
    const factor = 2 / (a[row + k + 1] ** 2 + square);
    factors[k] = factor;
    // w = f A v - (f^2 / 2) (v^T A v) v, then A -= v w^T + w v^T
    let curvature = 0;
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1, o = i * n + j; j < n; j++, o++) sum += a[o] * a[row + j];
      w[i] = factor * sum;
      curvature += w[i] * a[row + i];
    }
    for (let i = k + 1; i < n; i++) w[i] -= 0.5 * factor * curvature * a[row + i];
    for (let i = k + 1; i < n; i++) {
      const v = a[row + i];
      const u = w[i];
      for (let j = k + 1, o = i * n + j; j < n; j++, o++) a[o] -= v * w[j] + u * a[row + j];
    }
  }
  return factors;
}

/** The product of the reflections, transposed: its rows become the eigenvectors. */
function transposedReflections(a: Float64Array, n: number, factors: Float64Array): Float64Array {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * (n + 1)] = 1;
  const u = new Float64Array(n);
  // Q^T = H_last ... H_0: from the last on, each touches only what lies right of and below its step
  for (let k = n - 3; k >= 0; k--) {
    if (factors[k] === 0) continue;
    const row = k * n;
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1, o = i * n + j; j < n; j++, o++) sum += q[o] * a[row + j];
      u[i] = factors[k] * sum;
    }
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1, o = i * n + j; j < n; j++, o++) q[o] -= u[i] * a[row + j];
    }
  }
  return q;
}

/** Diagonalises a symmetric tridiagonal matrix in place, by QL steps with implicit shifts, and turns the rows of `vectors` along. */
function diagonalize(d: Float64Array, e: Float64Array, vectors: Float64Array, n: number): void {
  for (let l = 0; l < n; l++) {
    for (;;) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      // the eigenvalue of the leading 2 x 2 block nearer to d[l] is the shift
      const ratio = (d[l + 1] - d[l]) / (2 * e[l]);
      const root = Math.sqrt(ratio * ratio + 1);
      let g = d[m] - d[l] + e[l] / (ratio + (ratio < 0 ? -root : root));
      let sine = 1;
      let cosine = 1;
      let shift = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = sine * e[i];
        const b = cosine * e[i];
        const r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) break;
        sine = f / r;
        cosine = g / r;
        const moved = d[i + 1] - shift;
        const t = (d[i] - moved) * sine + 2 * cosine * b;
        shift = sine * t;
        d[i + 1] = moved + shift;
        g = cosine * t - b;
        rotateRows(vectors, i * n, n, cosine, sine);
      }
      if (i >= l) {
        d[i + 1] -= shift; // the matrix fell apart in the middle of the step
      } else {
        d[l] -= shift;
        e[l] = g;
      }
      e[m] = 0;
    }
  }
}

/** Rotates the row that starts at `start` and the next. */
function rotateRows(data: Float64Array, start: number, length: number, cosine: number, sine: number): void {
  for (let o = start, p = start + length; o < start + length; o++, p++) {
    const lower = data[p];
    const upper = data[o];
    data[p] = sine * upper + cosine * lower;
    data[o] = cosine * upper - sine * lower;
  }
}
