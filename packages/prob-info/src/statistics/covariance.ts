import { type Column, checkNumber, checkSameLength, type DenseMatrix, type Rows, toMatrix, toVector } from '@ai/core';
import { centeredGram } from '@ai/core/linalg';
import { readWeights } from '../distributions/fit.js';
import { covarianceFrom } from './running-covariance.js';

/** Options of variances and covariances. */
export interface CovarianceOptions {
  /** Subtracted from the number of samples (or the sum of weights) in the divisor. @default 1 */
  readonly ddof?: number;
  /** One weight >= 0 per sample: weight k counts as the sample k times. @default every sample once */
  readonly weights?: Column;
}

/** What {@link covarianceMatrix} finds. */
export interface CovarianceResult {
  /** D column means. */
  readonly mean: Float64Array;
  /** D x D. */
  readonly covariance: DenseMatrix;
  /** Number of samples, or sum of the weights. */
  readonly weight: number;
}

/**
 * Column means and the covariance matrix of a table, in one pass and without a copy of a `DenseMatrix`.
 *
 * @param rows N x D
 * @returns NaN in the covariance where the divisor, weight - ddof, is not positive (one sample, ddof 1)
 * @throws InvalidArgumentError for NaN or infinities (position named), ragged rows, or weights that do not fit
 * @example
 * ```ts
 * import { covarianceMatrix } from '@ai/prob-info';
 *
 * const { mean, covariance } = covarianceMatrix([[1, 2], [2, 4], [3, 7]]);
 * ```
 */
export function covarianceMatrix(rows: Rows, options: CovarianceOptions = {}): CovarianceResult {
  const owner = 'covarianceMatrix';
  const ddof = checkNumber(options.ddof ?? 1, 'ddof', owner);
  const matrix = toMatrix(rows, 'rows', owner);
  const weights = options.weights === undefined ? undefined : readWeights(options.weights, matrix.rows, owner);
  const { weight, means, products } = centeredGram(matrix, { weights });
  return { mean: means, covariance: covarianceFrom(products.data, matrix.columns, weight - ddof), weight };
}

/**
 * The matrix of Pearson correlations of a table's columns; NaN in the row and column of a constant one, else exactly 1 on the
 * diagonal.
 *
 * @param rows N x D
 * @throws InvalidArgumentError as {@link covarianceMatrix}
 * @example
 * ```ts
 * import { correlationMatrix } from '@ai/prob-info';
 *
 * correlationMatrix([[1, 2], [2, 4], [3, 5], [4, 9]]).data; // [1, 0.9648, 0.9648, 1]
 * ```
 */
export function correlationMatrix(rows: Rows, options: Pick<CovarianceOptions, 'weights'> = {}): DenseMatrix {
  const { covariance } = covarianceMatrix(rows, { ...options, ddof: 0 });
  const size = covariance.rows;
  const deviations = Float64Array.from({ length: size }, (_, i) => Math.sqrt(covariance.data[i * size + i]));
  const data = covariance.data.map((value, k) => {
    const i = Math.floor(k / size);
    const j = k % size;
    if (deviations[i] === 0 || deviations[j] === 0) return Number.NaN;
    return i === j ? 1 : Math.min(1, Math.max(-1, value / deviations[i] / deviations[j]));
  });
  return { data, rows: size, columns: size };
}

/**
 * The covariance of two samples.
 *
 * @returns NaN where the divisor, weight - ddof, is not positive
 * @throws InvalidArgumentError for different lengths, NaN or infinities
 * @example
 * ```ts
 * import { covariance } from '@ai/prob-info';
 *
 * covariance([1, 2, 3, 4], [2, 4, 5, 9]); // 3.6667
 * ```
 */
export function covariance(x: Column, y: Column, options: CovarianceOptions = {}): number {
  return covarianceMatrix(paired(x, y, 'covariance'), options).covariance.data[1];
}

/**
 * Pearson's correlation of two samples; NaN if one is constant. @throws InvalidArgumentError as {@link covariance}
 *
 * @example
 * ```ts
 * import { correlation } from '@ai/prob-info';
 *
 * correlation([1, 2, 3, 4], [2, 4, 5, 9]); // 0.96476
 * ```
 */
export function correlation(x: Column, y: Column, options: Pick<CovarianceOptions, 'weights'> = {}): number {
  return correlationMatrix(paired(x, y, 'correlation'), options).data[1];
}

/** Two checked samples as the columns of a table. */
function paired(x: Column, y: Column, owner: string): DenseMatrix {
  const first = toVector(x, 'x', owner);
  const second = toVector(y, 'y', owner);
  checkSameLength(first.length, second.length, ['x', 'y'], owner);
  const data = new Float64Array(2 * first.length);
  for (let i = 0; i < first.length; i++) {
    data[2 * i] = first[i];
    data[2 * i + 1] = second[i];
  }
  return { data, rows: first.length, columns: 2 };
}
