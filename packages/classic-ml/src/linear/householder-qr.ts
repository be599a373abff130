import type { DenseMatrix } from '@ai/core';

/** A = Q R by Householder reflections (Golub and Van Loan, algorithm 5.2.1), for N >= D. Columns are kept contiguous. */
export class HouseholderQr {
  readonly numRows: number;
  readonly numColumns: number;
  /** D x N: R in the upper part, the reflectors below it. */
  private readonly columns: Float64Array[];
  private readonly diagonal: Float64Array;

  /** @param a N x D, N >= D */
  constructor(a: DenseMatrix) {
    const { rows, columns } = a;
    this.numRows = rows;
    this.numColumns = columns;
    this.columns = Array.from({ length: columns }, (_, j) =>
      Float64Array.from({ length: rows }, (_, i) => a.data[i * columns + j]),
    );
    this.diagonal = new Float64Array(columns);
    for (let k = 0; k < columns; k++) {
      const v = this.columns[k];
      let norm = 0;
      let largest = 0;
      for (let i = k; i < rows; i++) largest = Math.max(largest, Math.abs(v[i]));
      for (let i = k; i < rows; i++) norm += (v[i] / largest) ** 2;
      norm = largest === 0 ? 0 : largest * Math.sqrt(norm);
      if (norm === 0) continue;
      if (v[k] < 0) norm = -norm;
      // v scaled so that the reflection is I - v v^T / v[k]
      for (let i = k; i < rows; i++) v[i] /= norm;
      v[k] += 1;
      for (let j = k + 1; j < columns; j++) this.reflect(k, this.columns[j]);
      this.diagonal[k] = -norm;
    }
  }

  /** The ratio of the largest to the smallest entry of R's diagonal: a lower bound of the condition; infinite if singular. */
  get diagonalRatio(): number {
    const sizes = this.diagonal.map(Math.abs);
    return sizes.reduce((a, b) => Math.max(a, b), 0) / sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  }

  /** Q^T b in place, b of N entries. */
  applyTransposed(b: Float64Array): Float64Array {
    for (let k = 0; k < this.numColumns; k++) this.reflect(k, b);
    return b;
  }

  /** Q b in place, b of N entries. */
  apply(b: Float64Array): Float64Array {
    for (let k = this.numColumns - 1; k >= 0; k--) this.reflect(k, b);
    return b;
  }

  /** Solves R x = b for the first D entries of b. */
  solveR(b: Float64Array): Float64Array {
    const x = b.slice(0, this.numColumns);
    for (let k = this.numColumns - 1; k >= 0; k--) {
      x[k] /= this.diagonal[k];
      for (let i = 0; i < k; i++) x[i] -= x[k] * this.columns[k][i];
    }
    return x;
  }

  /** Solves R^T x = b. */
  solveRTransposed(b: Float64Array): Float64Array {
    const x = Float64Array.from(b);
    for (let k = 0; k < this.numColumns; k++) {
      for (let i = 0; i < k; i++) x[k] -= this.columns[k][i] * x[i];
      x[k] /= this.diagonal[k];
    }
    return x;
  }

  /** The first j + 1 entries of column j of R. */
  columnOfR(j: number): Float64Array {
    const column = this.columns[j].slice(0, j + 1);
    column[j] = this.diagonal[j];
    return column;
  }

  private reflect(k: number, b: Float64Array): void {
    const v = this.columns[k];
    if (v[k] === 0) return;
    let sum = 0;
    for (let i = k; i < this.numRows; i++) sum += v[i] * b[i];
    sum /= -v[k];
    for (let i = k; i < this.numRows; i++) b[i] += sum * v[i];
  }
}
