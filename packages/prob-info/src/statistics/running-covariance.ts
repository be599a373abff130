import {
  type Column,
  checkInteger,
  checkNumber,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  type Rows,
  toMatrix,
} from '@ai/core';
import { centeredGram } from '@ai/core/linalg';
import { readWeights } from '../distributions/fit.js';

/**
 * Sums of squares and products about the mean that can be fed in batches and merged: means and covariances of streams, of data in
 * parts on many machines, or of numbers such as 1e9 + noise, without losing digits.
 *
 * Batches are summed about their own mean and combined pairwise (Chan, Golub and LeVeque, The American Statistician 37, 1983).
 *
 * @example
 * ```ts
 * import { RunningCovariance } from '@ai/prob-info';
 *
 * const first = new RunningCovariance(2).update([[1, 2], [3, 5]]);
 * const second = new RunningCovariance(2).update([[2, 2]]);
 * first.merge(second).covariance(); // as of the three rows together
 * ```
 */
export class RunningCovariance {
  /** D. */
  readonly columns: number;
  private total = 0;
  private readonly means: Float64Array;
  /** Upper triangle, row by row in a D x D array, of the sums of products about the mean. */
  private readonly products: Float64Array;

  /** @throws InvalidArgumentError unless columns is an integer >= 1 */
  constructor(columns: number) {
    this.columns = checkInteger(columns, 'columns', 'RunningCovariance', { min: 1 });
    this.means = new Float64Array(columns);
    this.products = new Float64Array(columns * columns);
  }

  /** Number of rows so far, or the sum of their weights. */
  get weight(): number {
    return this.total;
  }

  /** D column means; NaN before the first row. */
  get mean(): Float64Array {
    return this.total > 0 ? Float64Array.from(this.means) : new Float64Array(this.columns).fill(Number.NaN);
  }

  /**
   * Takes in a batch of rows and returns this accumulator.
   * @param rows N x D
   * @throws InvalidArgumentError for another number of columns, NaN or infinities, or weights that do not fit
   */
  update(rows: Rows, options: { readonly weights?: Column } = {}): this {
    const { data, rows: count, columns } = toMatrix(rows, 'rows', 'RunningCovariance.update');
    if (columns !== this.columns) {
      throw new InvalidArgumentError(
        'rows',
        'RunningCovariance.update',
        `have ${this.columns} columns`,
        new Got(`${columns}`),
      );
    }
    const weights =
      options.weights === undefined ? undefined : readWeights(options.weights, count, 'RunningCovariance.update');
    const { weight, means, products } = centeredGram({ data, rows: count, columns }, { weights });
    this.combine(weight, means, products.data);
    return this;
  }

  /** Takes in what another accumulator has seen and returns this one. @throws InvalidArgumentError for another number of columns */
  merge(other: RunningCovariance): this {
    if (other.columns !== this.columns) {
      throw new InvalidArgumentError(
        'other',
        'RunningCovariance.merge',
        `have ${this.columns} columns`,
        new Got(`${other.columns}`),
      );
    }
    this.combine(other.total, other.means, other.products);
    return this;
  }

  /**
   * The D x D covariance matrix; NaN where the divisor is not positive.
   * @param ddof subtracted from the weight in the divisor. @default 1
   */
  covariance(ddof = 1): DenseMatrix {
    checkNumber(ddof, 'ddof', 'RunningCovariance.covariance');
    return covarianceFrom(this.products, this.columns, this.total - ddof);
  }

  private combine(weight: number, means: Float64Array, products: Float64Array): void {
    if (weight === 0) return;
    const size = this.columns;
    const together = this.total + weight;
    const share = weight / together;
    const factor = this.total * share;
    for (let i = 0; i < size; i++) {
      const shift = means[i] - this.means[i];
      for (let j = i; j < size; j++) {
        this.products[i * size + j] += products[i * size + j] + factor * shift * (means[j] - this.means[j]);
      }
    }
    for (let i = 0; i < size; i++) this.means[i] += share * (means[i] - this.means[i]);
    this.total = together;
  }
}

/** Sums of products, of which the upper triangle is read, as a covariance matrix; NaN where the divisor is not positive. */
export function covarianceFrom(products: Float64Array, size: number, divisor: number): DenseMatrix {
  const data = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = i; j < size; j++)
      data[i * size + j] = data[j * size + i] = divisor > 0 ? products[i * size + j] / divisor : Number.NaN;
  return { data, rows: size, columns: size };
}
