import {
  type Column,
  checkInteger,
  checkNumber,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  type Rows,
  toVector,
  warn,
} from '@ai/core';
import type { FitOptions } from '../estimator.js';
import { interceptOf } from './centering.js';
import { ElasticNetProblem } from './coordinate-descent.js';
import { type ElasticNetOptions, readElasticNetOptions, totalWeight } from './elastic-net.js';
import { readRegression } from './linear-model.js';

/** Options of {@link elasticNetPath}. */
export interface ElasticNetPathOptions extends Omit<ElasticNetOptions, 'alpha'>, FitOptions {
  /** Strengths > 0, in any order. @default 100 values, logarithmically from the smallest that leaves no coefficient */
  readonly alphas?: Column;
  /** Number of strengths if they are not given. @default 100 */
  readonly count?: number;
  /** Smallest strength as a share of the largest, if they are not given. @default 1e-3 */
  readonly ratio?: number;
}

/** Coefficients along a path of penalties. */
export interface ElasticNetPath {
  /** A strengths, descending. */
  readonly alphas: Float64Array;
  /** A x D. */
  readonly coefficients: DenseMatrix;
  /** A intercepts. */
  readonly intercepts: Float64Array;
  /** A duality gaps. */
  readonly dualityGaps: Float64Array;
  /** Whether every fit converged. */
  readonly converged: boolean;
}

/**
 * Elastic-net fits for many strengths of the penalty, each started from the one before.
 *
 * @param x N x D
 * @param y N values
 * @throws InvalidArgumentError for invalid options, data or weights
 *
 * @example
 * ```ts
 * import { elasticNetPath } from '@ai/classic-ml';
 *
 * const path = elasticNetPath([[-1, 0], [0, 1], [1, 0], [0, -1]], [-3, 1, 3, -1], { l1Ratio: 1, count: 10 });
 * path.coefficients; // 10 x 2, the first row 0
 * ```
 */
export function elasticNetPath(x: Rows, y: Column, options: ElasticNetPathOptions = {}): ElasticNetPath {
  const owner = 'elasticNetPath';
  const { count = 100, ratio = 1e-3 } = options;
  const { l1Ratio, fitIntercept, positive, maxIterations, tolerance } = readElasticNetOptions(options, owner);
  checkInteger(count, 'count', owner, { min: 1 });
  checkNumber(ratio, 'ratio', owner, { above: 0, below: 1 });
  const data = readRegression(x, y, options, owner);
  const solver = new ElasticNetProblem(data, fitIntercept);
  const scale = totalWeight(data);
  const alphas = options.alphas
    ? givenAlphas(options.alphas, owner)
    : alphaGrid(solver.largestPenalty / (scale * l1Ratio), count, ratio, owner);
  const columns = data.x.columns;
  const coefficients = new Float64Array(alphas.length * columns);
  const intercepts = new Float64Array(alphas.length);
  const dualityGaps = new Float64Array(alphas.length);
  const b = new Float64Array(columns);
  let converged = true;
  alphas.forEach((alpha, a) => {
    const penalty = alpha * scale;
    const found = solver.solve(b, penalty * l1Ratio, penalty * (1 - l1Ratio), positive, maxIterations, tolerance);
    coefficients.set(b, a * columns);
    intercepts[a] = interceptOf(solver, b);
    dualityGaps[a] = found.gap / scale;
    converged &&= found.converged;
  });
  if (!converged) warn(`${owner} has not converged for every alpha in ${maxIterations} iterations.`);
  return {
    alphas,
    coefficients: { data: coefficients, rows: alphas.length, columns },
    intercepts,
    dualityGaps,
    converged,
  };
}

function givenAlphas(values: Column, owner: string): Float64Array {
  const alphas = toVector(values, 'alphas', owner);
  const wrong = alphas.find((alpha) => alpha <= 0);
  if (wrong !== undefined) throw new InvalidArgumentError('alphas', owner, 'be > 0', new Got(`${wrong}`));
  return alphas.slice().sort().reverse();
}

function alphaGrid(largest: number, count: number, ratio: number, owner: string): Float64Array {
  if (!Number.isFinite(largest)) {
    throw new InvalidArgumentError('alphas', owner, 'be given when l1Ratio is 0', new Got('undefined'));
  }
  const top = largest || Number.EPSILON; // a constant y: any strength leaves no coefficient
  return Float64Array.from({ length: count }, (_, a) => top * ratio ** (count === 1 ? 0 : a / (count - 1)));
}
