import { type DenseMatrix, Got, InvalidArgumentError } from '@ai/core';
import { gram } from '@ai/core/linalg';
import { cholesky } from '../linear/cholesky.js';

export const COVARIANCE_KINDS = ['full', 'tied', 'diagonal', 'spherical'] as const;

/** How the covariance matrices of a mixture are constrained. */
export type CovarianceKind = (typeof COVARIANCE_KINDS)[number];

/**
 * Covariances of weighted samples around the means of K components.
 *
 * @param shares N x K
 * @param counts K sums of shares
 * @returns K matrices D x D (`full`), one D x D (`tied`), one K x D (`diagonal`) or one K x 1 (`spherical`)
 */
export function covariancesOf(
  kind: CovarianceKind,
  x: DenseMatrix,
  shares: DenseMatrix,
  counts: Float64Array,
  means: DenseMatrix,
  regularization: number,
): DenseMatrix[] {
  const { columns } = x;
  const numComponents = means.rows;
  if (kind === 'full' || kind === 'tied') {
    const sums = Array.from({ length: numComponents }, (_, k) => gram(weightedResiduals(x, shares, means, k)));
    if (kind === 'full') {
      return sums.map((sum, k) =>
        regularised({ ...sum, data: sum.data.map((value) => value / counts[k]) }, regularization),
      );
    }
    const total = counts.reduce((a, b) => a + b, 0);
    const data = new Float64Array(columns * columns);
    for (const sum of sums) for (let o = 0; o < data.length; o++) data[o] += sum.data[o] / total;
    return [regularised({ data, rows: columns, columns }, regularization)];
  }
  const variances = new Float64Array(numComponents * columns);
  for (let k = 0; k < numComponents; k++) {
    const { data } = weightedResiduals(x, shares, means, k);
    for (let o = 0; o < data.length; o++) variances[k * columns + (o % columns)] += (data[o] * data[o]) / counts[k];
  }
  for (let o = 0; o < variances.length; o++) variances[o] += regularization;
  if (kind === 'diagonal') return [{ data: variances, rows: numComponents, columns }];
  const mean = (k: number): number =>
    variances.subarray(k * columns, (k + 1) * columns).reduce((a, b) => a + b, 0) / columns;
  return [{ data: Float64Array.from({ length: numComponents }, (_, k) => mean(k)), rows: numComponents, columns: 1 }];
}

function weightedResiduals(x: DenseMatrix, shares: DenseMatrix, means: DenseMatrix, k: number): DenseMatrix {
  const { rows, columns } = x;
  const data = new Float64Array(rows * columns);
  for (let i = 0, o = 0; i < rows; i++) {
    const root = Math.sqrt(shares.data[i * shares.columns + k]);
    for (let j = 0; j < columns; j++, o++) data[o] = root * (x.data[o] - means.data[k * columns + j]);
  }
  return { data, rows, columns };
}

function regularised(matrix: DenseMatrix, regularization: number): DenseMatrix {
  for (let j = 0; j < matrix.rows; j++) matrix.data[j * (matrix.columns + 1)] += regularization;
  return matrix;
}

/** The lower Cholesky factor of the covariance of component k, D x D. @throws InvalidArgumentError if it is singular */
export function covarianceFactor(
  kind: CovarianceKind,
  covariances: readonly DenseMatrix[],
  k: number,
  numFeatures: number,
  owner: string,
): DenseMatrix {
  const isDense = kind === 'full' || kind === 'tied';
  const factor = isDense
    ? cholesky(covariances[kind === 'full' ? k : 0])
    : diagonalFactor(covariances[0], k, numFeatures);
  if (factor) return factor;
  const got = new Got(`component ${k} with a singular covariance`);
  throw new InvalidArgumentError('regularization', owner, 'keep all components from collapsing', got);
}

function diagonalFactor({ data, columns }: DenseMatrix, k: number, numFeatures: number): DenseMatrix | undefined {
  const factor = new Float64Array(numFeatures * numFeatures);
  for (let j = 0; j < numFeatures; j++) {
    const variance = data[columns === 1 ? k : k * columns + j];
    if (!(variance > 0)) return undefined;
    factor[j * (numFeatures + 1)] = Math.sqrt(variance);
  }
  return { data: factor, rows: numFeatures, columns: numFeatures };
}

/** Log densities of all samples under all components, N x K. @throws InvalidArgumentError if a covariance is singular */
export function logDensities(
  kind: CovarianceKind,
  covariances: readonly DenseMatrix[],
  x: DenseMatrix,
  means: DenseMatrix,
  owner: string,
): DenseMatrix {
  const { rows, columns } = x;
  const numComponents = means.rows;
  const data = new Float64Array(rows * numComponents);
  const z = new Float64Array(columns);
  for (let k = 0; k < numComponents; k++) {
    const factor = covarianceFactor(kind, covariances, k, columns, owner).data;
    let constant = -0.5 * columns * Math.log(2 * Math.PI);
    for (let j = 0; j < columns; j++) constant -= Math.log(factor[j * (columns + 1)]);
    for (let i = 0; i < rows; i++) {
      let square = 0;
      for (let j = 0; j < columns; j++) {
        let value = x.data[i * columns + j] - means.data[k * columns + j];
        if (kind === 'full' || kind === 'tied') for (let p = 0; p < j; p++) value -= factor[j * columns + p] * z[p];
        z[j] = value / factor[j * (columns + 1)];
        square += z[j] * z[j];
      }
      data[i * numComponents + k] = constant - 0.5 * square;
    }
  }
  return { data, rows, columns: numComponents };
}
