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
  const variances = squares.map((square, j) =>
    withoutNoise((square - (residues[j] * residues[j]) / total) / total, means[j], rows),
  );
  return { means, variances };
}

/** 0 where `variance` is not more than rounding alone can leave in a constant column of `rows` numbers. */
function withoutNoise(variance: number, mean: number, rows: number): number {
  const noise = rows * Number.EPSILON * variance + (rows * mean * Number.EPSILON) ** 2;
  return variance <= noise ? 0 : variance;
}

/** Moments of each of C groups of rows, and of all rows. */
export interface GroupMoments {
  /** C x D. */
  readonly means: Float64Array;
  /** C x D. */
  readonly variances: Float64Array;
  /** C sums of weights. */
  readonly totals: Float64Array;
  /** D variances of all rows together. */
  readonly overall: Float64Array;
}

/** {@link columnMoments} of the rows of each group, `groups` holding N indices below `count`; no group may be empty. */
export function groupMoments(x: DenseMatrix, groups: Int32Array, count: number, weights?: Float64Array): GroupMoments {
  const { data, rows, columns } = x;
  const totals = new Float64Array(count);
  const sizes = new Int32Array(count);
  const means = new Float64Array(count * columns);
  for (let i = 0, o = 0; i < rows; i++) {
    const weight = weights ? weights[i] : 1;
    totals[groups[i]] += weight;
    sizes[groups[i]]++;
    for (let j = 0, m = groups[i] * columns; j < columns; j++, o++, m++) means[m] += weight * data[o];
  }
  for (let m = 0; m < means.length; m++) means[m] /= totals[Math.floor(m / columns)];
  const squares = new Float64Array(means.length);
  const residues = new Float64Array(means.length);
  for (let i = 0, o = 0; i < rows; i++) {
    const weight = weights ? weights[i] : 1;
    for (let j = 0, m = groups[i] * columns; j < columns; j++, o++, m++) {
      const difference = data[o] - means[m];
      squares[m] += weight * difference * difference;
      residues[m] += weight * difference;
    }
  }
  const variances = squares.map((square, m) => {
    const c = Math.floor(m / columns);
    return withoutNoise((square - (residues[m] * residues[m]) / totals[c]) / totals[c], means[m], sizes[c]);
  });
  return { means, variances, totals, overall: joinVariances(means, variances, totals, columns, rows) };
}

/** Variances of all rows: within the groups and between their means. */
function joinVariances(
  means: Float64Array,
  variances: Float64Array,
  totals: Float64Array,
  columns: number,
  rows: number,
): Float64Array {
  const all = totals.reduce((a, b) => a + b, 0);
  return Float64Array.from({ length: columns }, (_, j) => {
    let mean = 0;
    for (let c = 0; c < totals.length; c++) mean += (totals[c] / all) * means[c * columns + j];
    let variance = 0;
    for (let c = 0, m = j; c < totals.length; c++, m += columns) {
      variance += (totals[c] / all) * (variances[m] + (means[m] - mean) ** 2);
    }
    return withoutNoise(variance, mean, rows);
  });
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
