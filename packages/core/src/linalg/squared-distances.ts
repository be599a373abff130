import { Got, InvalidArgumentError } from '../errors.js';
import type { DenseMatrix } from '../input/matrix.js';

/**
 * Squared Euclidean distances between all rows of `a` and all rows of `b`, summed from differences: equal rows give exactly 0 and
 * close rows far from the origin lose no digits.
 *
 * @param a M x D
 * @param b N x D
 * @returns M x N
 * @throws InvalidArgumentError if the numbers of columns differ
 *
 * @example
 * ```ts
 * import { squaredDistances } from '@ai/core/linalg';
 *
 * const points = { data: Float64Array.of(0, 0, 3, 4), rows: 2, columns: 2 };
 * squaredDistances(points, points); // [[0, 25], [25, 0]]
 * ```
 */
export function squaredDistances(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  if (a.columns !== b.columns) {
    const got = new Got(`${b.columns}`);
    throw new InvalidArgumentError('b', 'squaredDistances', `have ${a.columns} columns, as 'a'`, got);
  }
  return squaredDistancesJs(a, b);
}

/** {@link squaredDistances} in plain JavaScript, four rows of `b` at a time. */
export function squaredDistancesJs(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const length = a.columns;
  const x = a.data;
  const y = b.data;
  const n = b.rows;
  const data = new Float64Array(a.rows * n);
  const tiled = n & ~3;
  // b in panels of 64 rows that stay in cache while a passes by
  for (let j0 = 0; j0 < n; j0 += 64) {
    const j1 = Math.min(tiled, j0 + 64);
    for (let i = 0; i < a.rows; i++) {
      const a0 = i * length;
      for (let j = j0; j < j1; j += 4) {
        const b0 = j * length;
        const b1 = b0 + length;
        const b2 = b1 + length;
        const b3 = b2 + length;
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        for (let p = 0; p < length; p++) {
          const u = x[a0 + p];
          const d0 = u - y[b0 + p];
          const d1 = u - y[b1 + p];
          const d2 = u - y[b2 + p];
          const d3 = u - y[b3 + p];
          s0 += d0 * d0;
          s1 += d1 * d1;
          s2 += d2 * d2;
          s3 += d3 * d3;
        }
        const o = i * n + j;
        data[o] = s0;
        data[o + 1] = s1;
        data[o + 2] = s2;
        data[o + 3] = s3;
      }
    }
  }
  for (let j = tiled; j < n; j++) {
    for (let i = 0; i < a.rows; i++) data[i * n + j] = squaredDistance(x, i, y, j, length);
  }
  return { data, rows: a.rows, columns: n };
}

/** The squared Euclidean distance between row `i` of `x` and row `j` of `y`, both of `length` columns. */
export function squaredDistance(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let p = 0, a = i * length, b = j * length; p < length; p++) {
    const difference = x[a + p] - y[b + p];
    sum += difference * difference;
  }
  return sum;
}

/** The row of `centers` nearest to row `i` of `x`, by distances summed from differences; ties go to the smaller index. */
export function nearestByDifferences(x: DenseMatrix, i: number, centers: DenseMatrix): number {
  let nearest = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let c = 0; c < centers.rows; c++) {
    const distance = squaredDistance(x.data, i, centers.data, c, x.columns);
    if (distance < best) {
      best = distance;
      nearest = c;
    }
  }
  return nearest;
}
