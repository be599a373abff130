import type { DenseMatrix } from '@ai/core';

/** Weighted mean and population variance of each column. */
export interface ColumnMoments {
  /** D means. */
  readonly means: Float64Array;
  /** D variances; exactly 0 for a column that is constant up to rounding. */
  readonly variances: Float64Array;
}

/** Two passes: means first, then squares of differences, with the correction of Chan, Golub and LeVeque (1983). */
export function columnMoments(x: DenseMatrix, weights?: Float64Array): ColumnMoments {
  const { data, rows, columns } = x;
  const means = columnMeans(x, weights);
  const squares = new Float64Array(columns);
  const residues = new Float64Array(columns); // sums of differences: 0 but for the rounding of the mean
  let total = 0;
  for (let i = 0, o = 0; i < rows; i++) {
    const weight = weights ? weights[i] : 1;
    total += weight;
    for (let j = 0; j < columns; j++, o++) {
      const difference = data[o] - means[j];
      squares[j] += weight * difference * difference;
      residues[j] += weight * difference;
    }
  }
  const variances = squares.map((square, j) => {
    const variance = Math.max(0, (square - (residues[j] * residues[j]) / total) / total);
    // the variance that rounding alone can leave in a constant column
    const noise = rows * Number.EPSILON * variance + (rows * means[j] * Number.EPSILON) ** 2;
    return variance <= noise ? 0 : variance;
  });
  return { means, variances };
}

/** Weighted mean of each column. */
export function columnMeans(x: DenseMatrix, weights?: Float64Array): Float64Array {
  const { data, rows, columns } = x;
  const means = new Float64Array(columns);
  let total = 0;
  for (let i = 0, o = 0; i < rows; i++) {
    const weight = weights ? weights[i] : 1;
    total += weight;
    for (let j = 0; j < columns; j++, o++) means[j] += weight * data[o];
  }
  for (let j = 0; j < columns; j++) means[j] /= total;
  return means;
}

/** A copy with `centers` taken off every row. */
export function centerRows(x: DenseMatrix, centers: Float64Array): DenseMatrix {
  const { data, rows, columns } = x;
  const result = new Float64Array(data.length);
  for (let i = 0, o = 0; i < rows; i++) for (let j = 0; j < columns; j++, o++) result[o] = data[o] - centers[j];
  return { data: result, rows, columns };
}
