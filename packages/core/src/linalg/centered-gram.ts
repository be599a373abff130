import { checkSameLength, type DenseMatrix } from '../input/matrix.js';
import { isNativeWorthwhile } from './native.js';
import { shiftedGramJs } from './shifted-gram.js';
import { shiftedGramNative } from './shifted-gram-native.js';

/** Options of {@link centeredGram}. */
export interface CenteredGramOptions {
  /** N weights >= 0 of the rows. @default all 1 */
  readonly weights?: Float64Array;
  /** N numbers to sum the products of with the columns. */
  readonly targets?: Float64Array;
}

/** Sums of products about the mean. */
export interface CenteredGram {
  /** The number of rows, or the sum of their weights. */
  readonly weight: number;
  /** D column means. */
  readonly means: Float64Array;
  /** D x D: the sum of w (x - mean) (x - mean)^T, exactly symmetric; 0 for a constant column. */
  readonly products: DenseMatrix;
  /** Mean of the targets; 0 if there are none. */
  readonly targetMean: number;
  /** D: the sums of w (x - mean) (target - mean); 0 if there are no targets. */
  readonly targetProducts: Float64Array;
}

/** Rows from which a shift is guessed. */
const SAMPLE_ROWS = 64;
/** Means further from the shift than this many standard deviations cost too many digits. */
const FARTHEST = 4;

/**
 * The Gram matrix of a table's columns about their means, in one pass and without a centered copy: rows are taken relative to a shift
 * near their mean, and what the shift is off is corrected for at the end (Chan, Golub and LeVeque, The American Statistician 37,
 * 1983). No shift is taken off where the means are small beside the spread; a guess that turns out to be far off is replaced by the
 * mean in a second pass. So numbers such as 1e9 + noise lose no more digits than a few.
 *
 * @param x N x D, N >= 1
 * @throws InvalidArgumentError for weights or targets of another length
 *
 * @example
 * ```ts
 * import { centeredGram } from '@ai/core/linalg';
 *
 * const x = { data: Float64Array.of(1, 2, 3, 8), rows: 2, columns: 2 };
 * const { means, products } = centeredGram(x); // [2, 5], [[2, 6], [6, 18]]
 * ```
 */
export function centeredGram(x: DenseMatrix, options: CenteredGramOptions = {}): CenteredGram {
  const { weights, targets } = options;
  if (weights) checkSameLength(x.rows, weights.length, ['x', 'weights'], 'centeredGram');
  if (targets) checkSameLength(x.rows, targets.length, ['x', 'targets'], 'centeredGram');
  const targetMean = targets ? shiftedMean(targets, weights) : 0;
  const factors = rowFactors(x.rows, weights, targets, targetMean);
  const [weight, targetRest] = columnSums(factors);
  const sumUp = isNativeWorthwhile(x.rows * x.columns ** 2) ? shiftedGramNative : shiftedGramJs;
  const size = x.columns;
  let shift = guessShift(x);
  for (let pass = 1; ; pass++) {
    const { products, sums } = sumUp(x, { factors, shift, weights });
    const offsets = sums.data.slice(0, size).map((sum) => sum / weight);
    const means = offsets.map((offset, j) => offset + (shift ? shift[j] : 0));
    for (let i = 0, o = 0; i < size; i++)
      for (let j = 0; j < size; j++, o++) products.data[o] -= weight * (offsets[i] * offsets[j]);
    const isFar = (j: number): boolean => weight * offsets[j] ** 2 > FARTHEST ** 2 * products.data[j * (size + 1)];
    if (pass === 1 && offsets.some((_, j) => isFar(j))) {
      shift = means.map((mean, j) => (isFar(j) || !shift ? mean : shift[j]));
      continue;
    }
    for (let j = 0; j < size; j++) products.data[j * (size + 1)] = Math.max(0, products.data[j * (size + 1)]);
    const targetProducts = targets && sums.data.slice(size).map((sum, j) => sum - offsets[j] * targetRest);
    return { weight, means, products, targetMean, targetProducts: targetProducts ?? new Float64Array(size) };
  }
}

/** The weighted mean, summed about the first number. */
function shiftedMean(values: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i] : 1;
    sum += weight * (values[i] - values[0]);
    total += weight;
  }
  return values[0] + sum / total;
}

/** N x 1 weights, or N x 2 with the weighted targets about their mean. */
function rowFactors(
  rows: number,
  weights: Float64Array | undefined,
  targets: Float64Array | undefined,
  targetMean: number,
): DenseMatrix {
  const columns = targets ? 2 : 1;
  const data = new Float64Array(rows * columns);
  for (let i = 0, o = 0; i < rows; i++, o += columns) {
    const weight = weights ? weights[i] : 1;
    data[o] = weight;
    if (targets) data[o + 1] = weight * (targets[i] - targetMean);
  }
  return { data, rows, columns };
}

function columnSums({ data, columns }: DenseMatrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let o = 0; o < data.length; o++) sums[o % columns] += data[o];
  return sums;
}

/**
 * For each column, of some rows spread over the table, the number nearest to their mean: a number of the table itself, so that a
 * constant column becomes exactly 0. Nothing if all of these means are small beside the spread.
 */
function guessShift({ data, rows, columns }: DenseMatrix): Float64Array | undefined {
  const count = Math.min(SAMPLE_ROWS, rows);
  const shift = new Float64Array(columns);
  let isNeeded = false;
  for (let j = 0; j < columns; j++) {
    const sample = Float64Array.from({ length: count }, (_, s) => data[Math.floor((s * rows) / count) * columns + j]);
    const mean = sample.reduce((sum, value) => sum + (value - sample[0]), 0) / count + sample[0];
    const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    shift[j] = sample.reduce((best, value) => (Math.abs(value - mean) < Math.abs(best - mean) ? value : best));
    isNeeded ||= mean * mean > 0.25 * FARTHEST ** 2 * variance;
  }
  return isNeeded ? shift : undefined;
}
