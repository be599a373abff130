import { checkBoolean, checkInteger, checkNumber, type DenseMatrix, Random, warn } from '@ai/core';
import { multiply } from '@ai/core/linalg';

/** Options of the iterative solvers of {@link LinearRegression}. */
export interface GradientDescentOptions {
  /** Step length. @default 1 / largest curvature for `gradientDescent`, a tenth of it for `sgd` */
  readonly learningRate?: number;
  /** Steps of `gradientDescent`, passes over the data of `sgd`. @default 1000 */
  readonly maxIterations?: number;
  /** Stop when no coefficient changes by more than this share of the largest in an iteration. @default 1e-8 */
  readonly tolerance?: number;
  /** Samples per step of `sgd`. @default 32 */
  readonly batchSize?: number;
  /** Order of the samples of `sgd`. @default 0 */
  readonly seed?: number;
  /** Keep the coefficients and the intercept after each iteration. @default false */
  readonly keepPath?: boolean;
}

/** One point on the way of an iterative solver. */
export interface PathPoint {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Mean squared error at this point. */
  readonly loss: number;
}

/** Where an iterative solver ended. */
export interface Descent {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly path: readonly PathPoint[] | undefined;
}

/** Throws for options out of range. */
export function checkGradientDescent(options: GradientDescentOptions, owner: string): void {
  const {
    learningRate = 1,
    maxIterations = 1000,
    tolerance = 1e-8,
    batchSize = 32,
    seed = 0,
    keepPath = false,
  } = options;
  checkNumber(learningRate, 'learningRate', owner, { above: 0 });
  checkInteger(maxIterations, 'maxIterations', owner, { min: 1 });
  checkNumber(tolerance, 'tolerance', owner, { min: 0 });
  checkInteger(batchSize, 'batchSize', owner, { min: 1 });
  checkInteger(seed, 'seed', owner);
  checkBoolean(keepPath, 'keepPath', owner);
}

/**
 * Minimises the weighted mean of (y - X b - c)^2 / 2 by full-batch or mini-batch steps from zero. Steps of a mini-batch are
 * weighted so that their mean over the batches is the full gradient.
 */
export function descend(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  fitIntercept: boolean,
  stochastic: boolean,
  options: GradientDescentOptions,
  owner: string,
): Descent {
  const { maxIterations = 1000, tolerance = 1e-8, batchSize = 32, seed = 0, keepPath = false } = options;
  const { rows, columns } = x;
  const total = weights ? weights.reduce((a, b) => a + b, 0) : rows;
  const curvature = largestCurvature(x, weights, total, fitIntercept);
  const learningRate = options.learningRate ?? (stochastic ? 0.1 : 1) / (curvature || 1);
  const random = new Random(seed);
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const coefficients = new Float64Array(columns);
  let intercept = 0;
  const path: PathPoint[] = [];
  const gradient = new Float64Array(columns + 1);
  let converged = false;
  let iterations = 0;
  while (iterations < maxIterations && !converged) {
    iterations++;
    const before = Float64Array.of(...coefficients, intercept);
    if (stochastic) random.shuffle(order);
    const size = stochastic ? Math.min(batchSize, rows) : rows;
    for (let start = 0; start < rows; start += size) {
      const end = Math.min(rows, start + size);
      addGradient(x, y, weights, coefficients, intercept, order.subarray(start, end), gradient.fill(0));
      // the expected gradient of a batch is its share of the whole
      const step = (learningRate * rows) / ((end - start) * total);
      for (let j = 0; j < columns; j++) coefficients[j] -= step * gradient[j];
      if (fitIntercept) intercept -= step * gradient[columns];
    }
    if (!Number.isFinite(intercept) || !coefficients.every(Number.isFinite)) break;
    if (keepPath) {
      const loss = meanSquaredError(x, y, weights, coefficients, intercept, total);
      path.push({ coefficients: coefficients.slice(), intercept, loss });
    }
    converged = hasSettled(before, coefficients, intercept, tolerance);
  }
  if (!converged) {
    const diverged = !Number.isFinite(intercept) || !coefficients.every(Number.isFinite);
    const advice = diverged ? 'diverged: lower learningRate' : `has not converged in ${iterations} iterations`;
    warn(`${owner} ${advice}.`);
  }
  return { coefficients, intercept, iterations, converged, path: keepPath ? path : undefined };
}

function addGradient(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  coefficients: Float64Array,
  intercept: number,
  samples: Int32Array,
  gradient: Float64Array,
): void {
  const { data, columns } = x;
  for (const i of samples) {
    let residual = intercept - y[i];
    for (let j = 0, o = i * columns; j < columns; j++, o++) residual += data[o] * coefficients[j];
    if (weights) residual *= weights[i];
    for (let j = 0, o = i * columns; j < columns; j++, o++) gradient[j] += residual * data[o];
    gradient[columns] += residual;
  }
}

function meanSquaredError(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  coefficients: Float64Array,
  intercept: number,
  total: number,
): number {
  const { data } = multiply(x, { data: coefficients, rows: x.columns, columns: 1 });
  return data.reduce((sum, value, i) => sum + (weights ? weights[i] : 1) * (value + intercept - y[i]) ** 2, 0) / total;
}

function hasSettled(before: Float64Array, coefficients: Float64Array, intercept: number, tolerance: number): boolean {
  let change = Math.abs(intercept - before[coefficients.length]);
  let size = Math.abs(intercept);
  for (let j = 0; j < coefficients.length; j++) {
    change = Math.max(change, Math.abs(coefficients[j] - before[j]));
    size = Math.max(size, Math.abs(coefficients[j]));
  }
  return change <= tolerance * size;
}

/** The largest eigenvalue of the Hessian [X 1]^T W [X 1] / total, by power iterations, rounded up. */
function largestCurvature(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  total: number,
  fitIntercept: boolean,
): number {
  const { rows, columns } = x;
  let v: Float64Array = new Float64Array(columns).fill(1);
  let last = Number(fitIntercept);
  let value = 0;
  for (let step = 0; step < 30; step++) {
    const norm = Math.sqrt(v.reduce((sum, a) => sum + a * a, last * last));
    if (norm === 0) return 0;
    const u = multiply(x, { data: v.map((a) => a / norm), rows: columns, columns: 1 }).data;
    for (let i = 0; i < rows; i++) u[i] = (u[i] + last / norm) * (weights ? weights[i] : 1);
    v = multiply(x, { data: u, rows, columns: 1 }, { transposeA: true }).data;
    last = fitIntercept ? u.reduce((a, b) => a + b, 0) : 0;
    value = Math.sqrt(v.reduce((sum, a) => sum + a * a, last * last)) / total;
  }
  return value * 1.01;
}
