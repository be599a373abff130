import type { DenseMatrix } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import { centerProblem } from './centering.js';
import type { RegressionData } from './linear-model.js';
import { normalEquations } from './normal-equations.js';
import { transposeMatrix } from './svd.js';

/**
 * The elastic-net objective 1/2 |y - X b|^2 + l1 |b|_1 + l2/2 |b|^2 of a centered problem, prepared for many penalties. Tall
 * problems are solved on X^T X alone ("covariance updates", Friedman, Hastie and Tibshirani, 2010), wide ones on the residual.
 */
export class ElasticNetProblem {
  /** D means taken off X; 0 without an intercept. */
  readonly xMeans: Float64Array;
  readonly yMean: number;
  /** X^T X of a tall problem. */
  private readonly normal: DenseMatrix | undefined;
  /** X and its columns as rows, of a wide problem. */
  private readonly wide:
    | { readonly x: DenseMatrix; readonly columns: DenseMatrix; readonly y: Float64Array }
    | undefined;
  /** X^T y. */
  private readonly correlations: Float64Array;
  private readonly squares: Float64Array;
  private readonly ySquare: number;

  constructor(data: RegressionData, fitIntercept: boolean) {
    const { rows, columns } = data.x;
    if (rows > columns) {
      const { normal, correlations, xMeans, yMean } = normalEquations(data, fitIntercept);
      this.normal = normal;
      this.correlations = correlations;
      this.xMeans = xMeans;
      this.yMean = yMean;
      this.squares = Float64Array.from({ length: columns }, (_, j) => normal.data[j * (columns + 1)]);
      this.ySquare = squaredDeviation(data, yMean);
      return;
    }
    const { x, y, xMeans, yMean } = centerProblem(data.x, data.y, data.weights, fitIntercept);
    const turned = transposeMatrix(x);
    this.wide = { x, columns: turned, y };
    this.correlations = multiply(x, { data: y, rows, columns: 1 }, { transposeA: true }).data;
    this.xMeans = xMeans;
    this.yMean = yMean;
    this.squares = Float64Array.from({ length: columns }, (_, j) =>
      dotOf(turned.data, j * rows, turned.data, j * rows, rows),
    );
    this.ySquare = dotOf(y, 0, y, 0, rows);
  }

  /** The smallest l1 for which all coefficients are 0. */
  get largestPenalty(): number {
    return this.correlations.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  }

  /**
   * Cycles over the coordinates from `start`, changed in place, until the duality gap is at most tolerance |y|^2. Between full
   * passes only the coordinates that are not 0 are visited.
   */
  solve(
    start: Float64Array,
    l1: number,
    l2: number,
    positive: boolean,
    maxIterations: number,
    tolerance: number,
  ): { gap: number; iterations: number; converged: boolean } {
    const b = start;
    const target = tolerance * this.ySquare;
    const state = this.normal ? this.gradientAt(b) : this.residualAt(b);
    const sweep = this.normal ? this.sweepGradient : this.sweepResidual;
    const all = Int32Array.from({ length: b.length }, (_, j) => j);
    let iterations = 0;
    let gap = Number.POSITIVE_INFINITY;
    while (iterations < maxIterations) {
      iterations++;
      const change = sweep.call(this, state, b, l1, l2, positive, all);
      const size = b.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      if (change <= tolerance * size || iterations === maxIterations) {
        gap = this.dualityGap(b, l1, l2, positive);
        // at a gap of rounding noise no sweep can improve any more
        if (gap <= target || change === 0) return { gap, iterations, converged: true };
        continue;
      }
      const active = all.filter((j) => b[j] !== 0);
      for (let inner = 0; inner < 10 && iterations < maxIterations && active.length > 0; inner++) {
        iterations++;
        if (sweep.call(this, state, b, l1, l2, positive, active) <= tolerance * size) break;
      }
    }
    return { gap: this.dualityGap(b, l1, l2, positive), iterations, converged: false };
  }

  /** X^T (y - X b). */
  private gradientAt(b: Float64Array): Float64Array {
    const normal = this.normal as DenseMatrix;
    const product = multiply(normal, { data: b, rows: b.length, columns: 1 }).data;
    return product.map((value, j) => this.correlations[j] - value);
  }

  private residualAt(b: Float64Array): Float64Array {
    const { x, y } = this.wide!;
    const product = multiply(x, { data: b, rows: b.length, columns: 1 }).data;
    return product.map((value, i) => y[i] - value);
  }

  private sweepGradient(
    gradient: Float64Array,
    b: Float64Array,
    l1: number,
    l2: number,
    positive: boolean,
    coordinates: Int32Array,
  ): number {
    const normal = (this.normal as DenseMatrix).data;
    const size = b.length;
    let largest = 0;
    for (const j of coordinates) {
      const square = this.squares[j];
      if (square === 0) continue;
      const old = b[j];
      const updated = shrink(gradient[j] + square * old, l1, positive) / (square + l2);
      if (updated === old) continue;
      const change = updated - old;
      b[j] = updated;
      for (let p = 0, o = j * size; p < size; p++, o++) gradient[p] -= change * normal[o];
      largest = Math.max(largest, Math.abs(change));
    }
    return largest;
  }

  private sweepResidual(
    residual: Float64Array,
    b: Float64Array,
    l1: number,
    l2: number,
    positive: boolean,
    coordinates: Int32Array,
  ): number {
    const { data, columns: rows } = this.wide!.columns;
    let largest = 0;
    for (const j of coordinates) {
      const square = this.squares[j];
      if (square === 0) continue;
      const old = b[j];
      const slope = dotOf(data, j * rows, residual, 0, rows) + square * old;
      const updated = shrink(slope, l1, positive) / (square + l2);
      if (updated === old) continue;
      const change = updated - old;
      b[j] = updated;
      for (let i = 0, o = j * rows; i < rows; i++, o++) residual[i] -= change * data[o];
      largest = Math.max(largest, Math.abs(change));
    }
    return largest;
  }

  /** Primal minus dual objective at the dual point scaled from the residual (Kim et al., 2007), from a fresh residual r. */
  private dualityGap(b: Float64Array, l1: number, l2: number, positive: boolean): number {
    const { slopes, rSquare, rTimesY } = this.normal ? this.productsOfGradient(b) : this.productsOfResidual(b);
    let largest = 0;
    let sum = 0;
    let square = 0;
    for (let j = 0; j < b.length; j++) {
      const slope = slopes[j] - l2 * b[j];
      largest = Math.max(largest, positive ? slope : Math.abs(slope));
      sum += Math.abs(b[j]);
      square += b[j] * b[j];
    }
    const scale = largest > l1 ? l1 / largest : 1;
    const gap = 0.5 * rSquare * (1 + scale * scale) + l1 * sum - scale * rTimesY;
    return gap + 0.5 * l2 * (1 + scale * scale) * square;
  }

  private productsOfResidual(b: Float64Array): ResidualProducts {
    const { x, y } = this.wide!;
    const r = this.residualAt(b);
    const slopes = multiply(x, { data: r, rows: r.length, columns: 1 }, { transposeA: true }).data;
    return { slopes, rSquare: dotOf(r, 0, r, 0, r.length), rTimesY: dotOf(r, 0, y, 0, r.length) };
  }

  /** r^T y = y^T y - b^T X^T y and r^T r = r^T y - b^T X^T r: exact to rounding in y^T y, which the tolerance is a share of. */
  private productsOfGradient(b: Float64Array): ResidualProducts {
    const slopes = this.gradientAt(b);
    const rTimesY = this.ySquare - dotOf(b, 0, this.correlations, 0, b.length);
    return { slopes, rSquare: Math.max(0, rTimesY - dotOf(b, 0, slopes, 0, b.length)), rTimesY };
  }
}

/** Products of the residual r = y - X b. */
interface ResidualProducts {
  /** X^T r. */
  readonly slopes: Float64Array;
  readonly rSquare: number;
  readonly rTimesY: number;
}

function squaredDeviation({ y, weights }: RegressionData, mean: number): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += (weights ? weights[i] : 1) * (y[i] - mean) ** 2;
  return sum;
}

function shrink(value: number, threshold: number, positive: boolean): number {
  if (value > threshold) return value - threshold;
  if (value < -threshold && !positive) return value + threshold;
  return 0;
}

function dotOf(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < length; i += 2) {
    even += a[aStart + i] * b[bStart + i];
    odd += a[aStart + i + 1] * b[bStart + i + 1];
  }
  if (i < length) even += a[aStart + i] * b[bStart + i];
  return even + odd;
}
