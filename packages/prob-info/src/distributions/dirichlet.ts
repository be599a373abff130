import {
  type Column,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  type Random,
  type Rows,
  toMatrix,
  toVector,
  warn,
} from '@ai/core';
import { digamma, trigamma } from '../special/digamma.js';
import { logSumExp, xLogY } from '../special/elementary.js';
import { logGamma } from '../special/log-gamma.js';
import { drawLogGamma } from './draws.js';
import { type FitOptions, readWeights } from './fit.js';
import type { MultivariateFit } from './multivariate.js';

/** Parameters of {@link Dirichlet}. */
export interface DirichletParameters {
  /** K >= 2 numbers > 0. */
  readonly concentration: Column;
}

/**
 * The Dirichlet distribution over lists of K probabilities.
 *
 * @example
 * ```ts
 * import { Dirichlet } from '@ai/prob-info';
 *
 * new Dirichlet({ concentration: [2, 3, 5] }).mean; // 0.2, 0.3, 0.5
 * ```
 */
export class Dirichlet {
  /** K numbers. */
  readonly concentration: Float64Array;
  private readonly total: number;
  private readonly logNorm: number;

  /** @throws InvalidArgumentError unless there are at least 2 finite numbers > 0 */
  constructor({ concentration }: DirichletParameters) {
    this.concentration = Float64Array.from(toVector(concentration, 'concentration', 'Dirichlet', { minRows: 2 }));
    const bad = this.concentration.findIndex((a) => !(a > 0));
    if (bad >= 0) {
      throw new InvalidArgumentError(
        'concentration',
        'Dirichlet',
        'hold numbers > 0',
        new Got(`${this.concentration[bad]} at index ${bad}`),
      );
    }
    this.total = this.concentration.reduce((sum, a) => sum + a, 0);
    this.logNorm = this.concentration.reduce((sum, a) => sum + logGamma(a), -logGamma(this.total));
  }

  /**
   * Newton's method with the Hessian inverted in O(K) (Minka, "Estimating a Dirichlet distribution", 2000); standard errors from
   * the Fisher information.
   * @param rows N x K numbers > 0, each row of sum 1
   * @throws InvalidArgumentError for rows that are not positive with sum 1 (within 1e-6), or all equal
   */
  static fit(rows: Rows, options: FitOptions = {}): MultivariateFit<Dirichlet> {
    const matrix = toMatrix(rows, 'rows', 'Dirichlet.fit');
    const weights =
      options.weights === undefined ? undefined : readWeights(options.weights, matrix.rows, 'Dirichlet.fit');
    const { meanLog, mean, meanSquare, count } = dirichletMoments(matrix, weights);
    // precision from the first coordinates' variances, as Minka suggests; a start needs no more
    const spread = mean.reduce((sum, m, k) => sum + (meanSquare[k] - m * m), 0);
    if (!(spread > 1e-14))
      throw new InvalidArgumentError('rows', 'Dirichlet.fit', 'not all be equal', new Got('no spread'));
    const precision = mean.reduce((sum, m) => sum + m * (1 - m), 0) / spread - 1;
    let alpha = mean.map((m) => Math.max(1e-3, m * Math.max(precision, 1e-2)));
    let converged = false;
    for (let i = 0; i < 500 && !converged; i++) {
      const total = alpha.reduce((sum, a) => sum + a, 0);
      const psi = digamma(total);
      const z = trigamma(total);
      const gradient = alpha.map((a, k) => psi - digamma(a) + meanLog[k]);
      const q = alpha.map((a) => -trigamma(a));
      const b = gradient.reduce((sum, g, k) => sum + g / q[k], 0) / (1 / z + q.reduce((sum, v) => sum + 1 / v, 0));
      const next = alpha.map((a, k) => Math.max(a - (gradient[k] - b) / q[k], a / 4));
      converged = next.every((a, k) => Math.abs(a - alpha[k]) <= 1e-13 * a);
      alpha = next;
    }
    if (!converged) warn("Dirichlet.fit: Newton's method had not settled after 500 steps.");
    const distribution = new Dirichlet({ concentration: alpha });
    const z = trigamma(distribution.total);
    const inverses = alpha.map((a) => 1 / trigamma(a));
    const share = z / (1 - z * inverses.reduce((sum, v) => sum + v, 0));
    const errors = inverses.map((v) => Math.sqrt((v + share * v * v) / count));
    const exponent = alpha.reduce((sum, a, k) => sum + (a - 1) * meanLog[k], 0);
    return {
      distribution,
      standardErrors: { concentration: errors },
      logLikelihood: count * (exponent - distribution.logNorm),
      count,
    };
  }

  get mean(): Float64Array {
    return this.concentration.map((a) => a / this.total);
  }

  /** K x K. */
  get covariance(): DenseMatrix {
    const { mean } = this;
    const size = mean.length;
    const data = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) data[i * size + j] = (mean[i] * (Number(i === j) - mean[j])) / (this.total + 1);
    return { data, rows: size, columns: size };
  }

  /** Differential entropy in nats, over the first K - 1 coordinates. */
  get entropy(): number {
    const size = this.concentration.length;
    const terms = this.concentration.reduce((sum, a) => sum + (a - 1) * digamma(a), 0);
    return this.logNorm + (this.total - size) * digamma(this.total) - terms;
  }

  /**
   * log density over the first K - 1 coordinates; -Infinity unless x is >= 0 with sum 1 (within 1e-6).
   * @throws InvalidArgumentError unless x holds K numbers
   */
  logPdf(x: ArrayLike<number>): number {
    const size = this.concentration.length;
    if (x.length !== size)
      throw new InvalidArgumentError('x', 'Dirichlet.logPdf', `hold ${size} numbers`, new Got(`${x.length}`));
    let log = -this.logNorm;
    let total = 0;
    for (let k = 0; k < size; k++) {
      if (x[k] < 0) return Number.NEGATIVE_INFINITY;
      total += x[k];
      log += xLogY(this.concentration[k] - 1, x[k]);
    }
    return Math.abs(total - 1) > 1e-6 ? Number.NEGATIVE_INFINITY : log;
  }

  /** K probabilities; by logarithms of gamma deviates, so that tiny concentrations do not underflow to 0 / 0. */
  sample(random: Random): Float64Array {
    const logs = this.concentration.map((a) => drawLogGamma(random, a));
    const total = logSumExp(logs);
    return logs.map((log) => Math.exp(log - total));
  }
}

function dirichletMoments({ data, rows, columns }: DenseMatrix, weights: Float64Array | undefined) {
  const meanLog = new Float64Array(columns);
  const mean = new Float64Array(columns);
  const meanSquare = new Float64Array(columns);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weights ? weights[i] : 1;
    let total = 0;
    for (let k = 0; k < columns; k++) {
      const value = data[i * columns + k];
      if (!(value > 0)) {
        throw new InvalidArgumentError(
          'rows',
          'Dirichlet.fit',
          'hold numbers > 0',
          new Got(`${value} at row ${i}, column ${k}`),
        );
      }
      total += value;
      meanLog[k] += weight * Math.log(value);
      mean[k] += weight * value;
      meanSquare[k] += weight * value * value;
    }
    if (Math.abs(total - 1) > 1e-6)
      throw new InvalidArgumentError(
        'rows',
        'Dirichlet.fit',
        'have sum 1 in every row',
        new Got(`${total} in row ${i}`),
      );
    count += weight;
  }
  const scale = (sum: number) => sum / count;
  return { meanLog: meanLog.map(scale), mean: mean.map(scale), meanSquare: meanSquare.map(scale), count };
}
