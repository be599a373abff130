import { Got, InvalidArgumentError } from '../errors.js';
import type { DenseMatrix } from '../input/matrix.js';
import { multiplyJs } from './multiply.js';
import { isNativeWorthwhile } from './native.js';
import { NativeCenterSearch } from './nearest-center-native.js';
import { nearestByDifferences } from './squared-distances.js';

/** Rows compared at a time. */
const BLOCK_ROWS = 1024;

/**
 * Finds the nearest of a few centers for every row of a table, for one set of centers after the other. Products only rule centers out,
 * within a bound on their rounding error: where two are nearer together than that, distances are summed from differences, so that the
 * result is exact. Ties go to the smaller index.
 *
 * @example
 * ```ts
 * import { NearestCenter } from '@ai/core/linalg';
 *
 * const search = new NearestCenter({ data: Float64Array.of(1, 2, 8, 9), rows: 4, columns: 1 });
 * search.find({ data: Float64Array.of(0, 10), rows: 2, columns: 1 }); // [0, 0, 1, 1]
 * ```
 */
export class NearestCenter {
  private native: NativeCenterSearch | undefined;
  private norms: Float64Array | undefined;

  /** @param x N x D; it must not change afterwards */
  constructor(private readonly x: DenseMatrix) {}

  /**
   * @param centers K x D
   * @returns N indices of centers
   * @throws InvalidArgumentError if there is no center or the numbers of columns differ
   */
  find(centers: DenseMatrix): Int32Array {
    const { x } = this;
    if (centers.rows < 1 || centers.columns !== x.columns) {
      const got = new Got(`${centers.rows} x ${centers.columns}`);
      throw new InvalidArgumentError('centers', 'NearestCenter.find', `be rows of ${x.columns} numbers`, got);
    }
    if (isNativeWorthwhile(x.rows * centers.rows * x.columns)) {
      this.native ??= new NativeCenterSearch(x);
      return this.native.find(centers);
    }
    this.norms ??= squaredNorms(x);
    return nearestCenterJs(x, this.norms, centers);
  }
}

/** In plain JavaScript and float64. @param norms N squared norms of the rows of `x` */
function nearestCenterJs(x: DenseMatrix, norms: Float64Array, centers: DenseMatrix): Int32Array {
  const { columns } = x;
  const k = centers.rows;
  const labels = new Int32Array(x.rows);
  const centerNorms = squaredNorms(centers);
  const largestNorm = centerNorms.reduce((a, b) => Math.max(a, b), 0);
  for (let start = 0; start < x.rows; start += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, x.rows - start);
    const block = { data: x.data.subarray(start * columns, (start + rows) * columns), rows, columns };
    const { data } = multiplyJs(block, centers, false, true);
    for (let i = 0, o = 0; i < rows; i++, o += k) {
      let best = centerNorms[0] - 2 * data[o];
      let second = Number.POSITIVE_INFINITY;
      let label = 0;
      for (let c = 1; c < k; c++) {
        const value = centerNorms[c] - 2 * data[o + c];
        if (value < best) {
          second = best;
          best = value;
          label = c;
        } else if (value < second) second = value;
      }
      const sample = start + i;
      // twice the bound on the rounding error of both values
      const doubt = (columns + 4) * Number.EPSILON * 2 * (norms[sample] + largestNorm);
      labels[sample] = second - best > doubt ? label : nearestByDifferences(x, sample, centers);
    }
  }
  return labels;
}

function squaredNorms({ data, rows, columns }: DenseMatrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0, o = 0; i < rows; i++) {
    let sum = 0;
    for (const end = o + columns; o < end; o++) sum += data[o] * data[o];
    norms[i] = sum;
  }
  return norms;
}
