import { Got, InvalidArgumentError } from '../errors.js';
import { checkInteger } from '../input/check.js';
import type { DenseMatrix } from '../input/matrix.js';
import { isNativeWorthwhile } from './native.js';
import { NearestHeaps } from './nearest-heaps.js';
import { NativePointSearch } from './nearest-native.js';
import { addRowProductsJs } from './row-products.js';
import { squaredDistance } from './squared-distances.js';

/** The k nearest points of each query, nearest first. */
export interface Nearest {
  /** Q x k: which points. */
  readonly indices: Int32Array;
  /** Q x k: their squared Euclidean distances, ascending. */
  readonly distances: Float64Array;
}

const QUERY_BLOCK = 64;
const POINT_BLOCK = 1024;
const UNIT_ROUNDOFF = 2 ** -53;

/**
 * The `k` nearest points of each query by Euclidean distance, by brute force. Exact: products of blocks only rule points out, and
 * every distance that can matter is summed again from differences. Ties go to the smaller index.
 *
 * @param points N x D
 * @param queries Q x D
 * @param k how many, 1 <= k <= N
 * @throws InvalidArgumentError if k is out of range or the numbers of columns differ
 *
 * @example
 * ```ts
 * import { nearest } from '@ai/core/linalg';
 *
 * const points = { data: Float64Array.of(0, 0, 3, 4, 6, 8), rows: 3, columns: 2 };
 * const queries = { data: Float64Array.of(3, 3), rows: 1, columns: 2 };
 * nearest(points, queries, 2); // indices [1, 0], distances [1, 18]
 * ```
 */
export function nearest(points: DenseMatrix, queries: DenseMatrix, k: number): Nearest {
  return new NearestPoints(points).find(queries, k);
}

/** {@link nearest} for one set of points and many of queries: what depends on the points alone is kept. */
export class NearestPoints {
  private native: NativePointSearch | undefined;

  /** @param points N x D; they must not change afterwards */
  constructor(private readonly points: DenseMatrix) {}

  /**
   * @param queries Q x D
   * @param k how many, 1 <= k <= N
   * @throws InvalidArgumentError if k is out of range or the numbers of columns differ
   */
  find(queries: DenseMatrix, k: number): Nearest {
    const { points } = this;
    checkInteger(k, 'k', 'nearest', { min: 1, max: points.rows });
    if (points.columns !== queries.columns) {
      const expected = `have ${points.columns} columns, as 'points'`;
      throw new InvalidArgumentError('queries', 'nearest', expected, new Got(`${queries.columns}`));
    }
    if (!isNativeWorthwhile(points.rows * queries.rows * points.columns)) return nearestJs(points, queries, k);
    this.native ??= new NativePointSearch(points);
    return this.native.find(queries, k);
  }
}

/** {@link nearest} in plain JavaScript, sizes already checked. */
export function nearestJs(points: DenseMatrix, queries: DenseMatrix, k: number): Nearest {
  const length = points.columns;
  const selection = new NearestSelection(points, queries, k);
  const products = new Float64Array(QUERY_BLOCK * POINT_BLOCK);
  for (let q = 0; q < queries.rows; q += QUERY_BLOCK) {
    const queryRows = Math.min(QUERY_BLOCK, queries.rows - q);
    for (let p = 0; p < points.rows; p += POINT_BLOCK) {
      const pointRows = Math.min(POINT_BLOCK, points.rows - p);
      const block = products.subarray(0, queryRows * pointRows).fill(0);
      const left = { data: queries.data, start: q, rows: queryRows };
      addRowProductsJs(left, { data: points.data, start: p, rows: pointRows }, length, block);
      selection.offer(block, q, queryRows, p, pointRows);
    }
  }
  return selection.finish();
}

/**
 * Collects the k nearest points of every query from blocks of dot products: |q - p|^2 = |q|^2 + |p|^2 - 2 q.p
 * within a bound on its rounding error; a point that may be among the nearest by that bound has its distance summed exactly.
 */
class NearestSelection {
  private readonly heaps: NearestHeaps;
  private readonly pointNorms: Float64Array;
  private readonly queryNorms: Float64Array;
  private readonly largestNorm: number;

  constructor(
    private readonly points: DenseMatrix,
    private readonly queries: DenseMatrix,
    k: number,
  ) {
    this.heaps = new NearestHeaps(queries.rows, k);
    this.pointNorms = squaredNorms(points);
    this.queryNorms = squaredNorms(queries);
    this.largestNorm = this.pointNorms.reduce((a, b) => Math.max(a, b), 0);
  }

  /**
   * Takes a block of products.
   * @param products queryRows x pointRows: dot products of queries with points
   */
  offer(
    products: ArrayLike<number>,
    queryStart: number,
    queryRows: number,
    pointStart: number,
    pointRows: number,
  ): void {
    const { heaps, pointNorms } = this;
    const columns = this.points.columns;
    for (let i = 0; i < queryRows; i++) {
      const query = queryStart + i;
      const norm = this.queryNorms[query];
      // |computed - true| <= about (D + 3) u (|q|^2 + |p|^2), doubled to be safe
      const slack = 2 * (columns + 4) * UNIT_ROUNDOFF * (norm + this.largestNorm);
      let limit = heaps.worst(query) - norm + slack;
      for (let j = 0, o = i * pointRows; j < pointRows; j++, o++) {
        if (pointNorms[pointStart + j] - 2 * products[o] > limit) continue;
        const point = pointStart + j;
        heaps.offer(query, squaredDistance(this.queries.data, query, this.points.data, point, columns), point);
        limit = heaps.worst(query) - norm + slack;
      }
    }
  }

  /** The nearest of all points offered. */
  finish(): Nearest {
    return this.heaps.finish();
  }
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
