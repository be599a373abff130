import type { DenseMatrix } from '@ai/core';
import { gram, multiply } from '@ai/core/linalg';
import { centerProblem, interceptOf } from './centering.js';
import { cholesky, conditionOfCholesky, solveCholesky } from './cholesky.js';
import { exactNegativeGradient, exactResidual } from './exact-residual.js';
import { HouseholderQr } from './householder-qr.js';
import { filteredSolution, rankTolerance, thinSvd } from './svd.js';

/** The solution of a least-squares problem. */
export interface LeastSquares {
  /** D coefficients. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Rank of the (centered) features. */
  readonly rank: number;
  /** How it was found. */
  readonly method: 'cholesky' | 'qr' | 'svd';
}

/** Above this condition of X^T X, Cholesky with refinement is not trusted and QR takes over. */
const LARGEST_CONDITION = 1e8;

/**
 * Minimises sum w (y - X b - c)^2. Well-conditioned tall problems go through the Cholesky factor of X^T X, refined; the others
 * through QR of [1 X] with residuals in doubled precision (Bjorck, 1967), which keeps all digits that the data determine; if the
 * rank is not full, the solution of smallest norm |b| comes from the SVD.
 */
export function leastSquares(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  fitIntercept: boolean,
  solver: 'auto' | 'qr' | 'svd',
): LeastSquares {
  const tall = x.rows > x.columns + Number(fitIntercept);
  if (solver === 'auto' && tall) {
    const found = byCholesky(x, y, weights, fitIntercept);
    if (found) return found;
  }
  if (solver !== 'svd' && tall) {
    const found = byRefinedQr(x, y, weights, fitIntercept);
    if (found) return found;
  }
  return bySvd(x, y, weights, fitIntercept);
}

function byCholesky(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  fitIntercept: boolean,
): LeastSquares | undefined {
  const problem = centerProblem(x, y, weights, fitIntercept);
  const { rows, columns } = problem.x;
  const normal = gram(problem.x);
  // columns to unit length: the condition left is that of their directions
  const scales = new Float64Array(columns);
  for (let j = 0; j < columns; j++) scales[j] = Math.sqrt(normal.data[j * columns + j]);
  if (scales.some((scale) => !(scale > 0) || !Number.isFinite(scale))) return undefined;
  for (let i = 0, o = 0; i < columns; i++)
    for (let j = 0; j < columns; j++, o++) normal.data[o] /= scales[i] * scales[j];
  const factor = cholesky(normal);
  if (!factor || conditionOfCholesky(factor) > LARGEST_CONDITION) return undefined;
  const coefficients = new Float64Array(columns);
  for (let step = 0; step < 3; step++) {
    const residual = multiply(problem.x, { data: coefficients, rows: columns, columns: 1 }).data;
    for (let i = 0; i < rows; i++) residual[i] = problem.y[i] - residual[i];
    const slope = multiply(problem.x, { data: residual, rows, columns: 1 }, { transposeA: true }).data;
    const correction = solveCholesky(
      factor,
      slope.map((value, j) => value / scales[j]),
    );
    for (let j = 0; j < columns; j++) coefficients[j] += correction[j] / scales[j];
  }
  return { coefficients, intercept: interceptOf(problem, coefficients), rank: columns, method: 'cholesky' };
}

function byRefinedQr(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  fitIntercept: boolean,
): LeastSquares | undefined {
  const { a, targets, scales } = scaledDesign(x, y, weights, fitIntercept);
  const size = a.columns;
  const qr = new HouseholderQr(a);
  if (!(qr.diagonalRatio < 1 / (a.rows * Number.EPSILON))) return undefined;
  // the augmented system r + A b = y, A^T r = 0, corrected until the corrections are rounding noise
  const b = new Float64Array(size);
  const r = new Float64Array(a.rows);
  let previous = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 12; step++) {
    const f = exactResidual(a, b, targets, r);
    const g = exactNegativeGradient(a, r);
    const h = qr.solveRTransposed(g);
    const d = qr.applyTransposed(f);
    const correction = qr.solveR(d.slice(0, size).map((value, j) => value - h[j]));
    d.set(h);
    const residualChange = qr.apply(d);
    let largest = 0;
    for (let j = 0; j < size; j++) largest = Math.max(largest, Math.abs(correction[j]));
    if (!(largest <= previous)) break; // no longer contracting
    for (let i = 0; i < r.length; i++) r[i] += residualChange[i];
    for (let j = 0; j < size; j++) b[j] += correction[j];
    const norm = b.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    if (step > 1 && largest <= Number.EPSILON * norm) break;
    previous = largest;
  }
  const values = b.map((value, j) => value * scales[j]);
  const shift = Number(fitIntercept);
  return {
    coefficients: values.slice(shift),
    intercept: fitIntercept ? values[0] : 0,
    rank: size - shift,
    method: 'qr',
  };
}

/** [1 X] with columns scaled by powers of two, which is exact, and rows by the square roots of their weights. */
function scaledDesign(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  fitIntercept: boolean,
): { a: DenseMatrix; targets: Float64Array; scales: Float64Array } {
  const shift = Number(fitIntercept);
  const columns = x.columns + shift;
  const scales = new Float64Array(columns).fill(1);
  for (let j = shift; j < columns; j++) {
    let largest = 0;
    for (let i = 0; i < x.rows; i++) largest = Math.max(largest, Math.abs(x.data[i * x.columns + j - shift]));
    if (largest > 0) scales[j] = 2 ** -Math.floor(Math.log2(largest));
  }
  const data = new Float64Array(x.rows * columns);
  for (let i = 0, o = 0; i < x.rows; i++) {
    const factor = weights ? Math.sqrt(weights[i]) : 1;
    for (let j = 0; j < columns; j++, o++) {
      data[o] = factor * (j < shift ? 1 : x.data[i * x.columns + j - shift] * scales[j]);
    }
  }
  const targets = weights ? y.map((value, i) => Math.sqrt(weights[i]) * value) : y;
  return { a: { data, rows: x.rows, columns }, targets, scales };
}

function bySvd(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  fitIntercept: boolean,
): LeastSquares {
  const problem = centerProblem(x, y, weights, fitIntercept);
  const svd = thinSvd(problem.x);
  const tolerance = rankTolerance(problem.x, svd.s);
  const coefficients = filteredSolution(svd, problem.y, (s) => (s > tolerance ? 1 / s : 0));
  const rank = svd.s.filter((value) => value > tolerance).length;
  return { coefficients, intercept: interceptOf(problem, coefficients), rank, method: 'svd' };
}
