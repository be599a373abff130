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
import { readWeights } from '../distributions/fit.js';

const BLOCK = 256;

/**
 * Sums of squares and products about the mean that can be fed in batches and merged: means and covariances of streams, of data in
 * parts on many machines, or of numbers such as 1e9 + noise, without losing digits.
 *
 * Blocks of rows are centred at their own mean and combined pairwise (Chan, Golub and LeVeque, The American Statistician 37, 1983).
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
    const scratch = new BlockScratch(columns);
    for (let from = 0; from < count; from += BLOCK) {
      scratch.load(data, from, Math.min(BLOCK, count - from), weights);
      this.combine(scratch.weight, scratch.means, scratch.products);
    }
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
    const size = this.columns;
    const divisor = this.total - ddof;
    const data = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = i; j < size; j++)
        data[i * size + j] = data[j * size + i] = divisor > 0 ? this.products[i * size + j] / divisor : Number.NaN;
    return { data, rows: size, columns: size };
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

/** One block of rows, turned to columns and centred, so that its products are dot products of short contiguous runs. */
class BlockScratch {
  weight = 0;
  readonly means: Float64Array;
  readonly products: Float64Array;
  private readonly centred: Float64Array;
  private readonly weighted: Float64Array;

  constructor(private readonly columns: number) {
    this.means = new Float64Array(columns);
    this.products = new Float64Array(columns * columns);
    this.centred = new Float64Array(columns * BLOCK);
    this.weighted = new Float64Array(BLOCK);
  }

  load(data: Float64Array, from: number, count: number, weights: Float64Array | undefined): void {
    const { columns, means, products, centred, weighted } = this;
    this.weight = count;
    if (weights) {
      this.weight = 0;
      for (let i = 0; i < count; i++) this.weight += weights[from + i];
      if (this.weight === 0) return;
    }
    for (let j = 0; j < columns; j++) {
      // about the first value, so that large offsets cancel before they round
      const origin = data[from * columns + j];
      const start = j * BLOCK;
      let sum = 0;
      if (weights) {
        for (let i = 0, k = from * columns + j; i < count; i++, k += columns) {
          const shifted = data[k] - origin;
          centred[start + i] = shifted;
          sum += weights[from + i] * shifted;
        }
      } else {
        for (let i = 0, k = from * columns + j; i < count; i++, k += columns) {
          const shifted = data[k] - origin;
          centred[start + i] = shifted;
          sum += shifted;
        }
      }
      const mean = sum / this.weight;
      means[j] = origin + mean;
      for (let i = start; i < start + count; i++) centred[i] -= mean;
    }
    for (let a = 0; a < columns; a++) {
      let left = centred;
      let offset = a * BLOCK;
      if (weights) {
        for (let i = 0; i < count; i++) weighted[i] = weights[from + i] * centred[offset + i];
        left = weighted;
        offset = 0;
      }
      let b = a;
      for (; b + 3 < columns; b += 4) dot4(left, offset, centred, b, count, products, a * columns + b);
      for (; b < columns; b++) products[a * columns + b] = dot(left, offset, centred, b * BLOCK, count);
    }
  }
}

/** Products of one run with four columns from `column` on: each number of the run is read once for four sums. */
function dot4(
  x: Float64Array,
  from: number,
  y: Float64Array,
  column: number,
  count: number,
  out: Float64Array,
  at: number,
): void {
  const y0 = column * BLOCK;
  const y1 = y0 + BLOCK;
  const y2 = y1 + BLOCK;
  const y3 = y2 + BLOCK;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < count; i++) {
    const value = x[from + i];
    s0 += value * y[y0 + i];
    s1 += value * y[y1 + i];
    s2 += value * y[y2 + i];
    s3 += value * y[y3 + i];
  }
  out[at] = s0;
  out[at + 1] = s1;
  out[at + 2] = s2;
  out[at + 3] = s3;
}

function dot(x: Float64Array, xFrom: number, y: Float64Array, yFrom: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    s0 += x[xFrom + i] * y[yFrom + i];
    s1 += x[xFrom + i + 1] * y[yFrom + i + 1];
    s2 += x[xFrom + i + 2] * y[yFrom + i + 2];
    s3 += x[xFrom + i + 3] * y[yFrom + i + 3];
  }
  for (; i < count; i++) s0 += x[xFrom + i] * y[yFrom + i];
  return s0 + s1 + (s2 + s3);
}
