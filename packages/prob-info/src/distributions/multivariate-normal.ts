import {
  type Column,
  checkInteger,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  type Random,
  type Rows,
  toMatrix,
  toVector,
} from '@ai/core';
import { cholesky, solveLower, solveUpper } from '../estimation/solve.js';
import { covarianceMatrix } from '../statistics/covariance.js';
import { drawNormal } from './draws.js';
import type { FitOptions } from './fit.js';
import type { MultivariateFit } from './multivariate.js';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** Parameters of {@link MultivariateNormal}. */
export interface MultivariateNormalParameters {
  /** D numbers. */
  readonly mean: Column;
  /** D x D, symmetric and positive definite. */
  readonly covariance: Rows;
}

/**
 * The normal distribution of D-vectors, by the Cholesky factor of its covariance.
 *
 * @example
 * ```ts
 * import { MultivariateNormal } from '@ai/prob-info';
 *
 * const joint = new MultivariateNormal({ mean: [0, 1], covariance: [[2, 0.6], [0.6, 1]] });
 * joint.marginal([1]);
 * joint.conditional([0], [1.5]); // of the second coordinate, given that the first is 1.5
 * ```
 */
export class MultivariateNormal {
  /** D numbers. */
  readonly mean: Float64Array;
  /** D x D. */
  readonly covariance: DenseMatrix;
  /** D x D, lower triangular, factor times its transpose is the covariance. */
  private readonly factor: Float64Array;
  private readonly halfLogDeterminant: number;

  /** @throws InvalidArgumentError unless the covariance is D x D, symmetric (1e-8 relative) and positive definite */
  constructor({ mean, covariance }: MultivariateNormalParameters) {
    this.mean = Float64Array.from(toVector(mean, 'mean', 'MultivariateNormal'));
    const size = this.mean.length;
    const { data, rows, columns } = toMatrix(covariance, 'covariance', 'MultivariateNormal');
    if (rows !== size || columns !== size) {
      throw new InvalidArgumentError(
        'covariance',
        'MultivariateNormal',
        `be ${size} x ${size}`,
        new Got(`${rows} x ${columns}`),
      );
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) {
        const scale = Math.sqrt(Math.abs(data[i * size + i] * data[j * size + j]));
        if (Math.abs(data[i * size + j] - data[j * size + i]) > 1e-8 * scale) {
          throw new InvalidArgumentError(
            'covariance',
            'MultivariateNormal',
            'be symmetric',
            new Got(`entries that differ at [${i}, ${j}]`),
          );
        }
      }
    }
    const factor = cholesky(data, size);
    if (!factor)
      throw new InvalidArgumentError(
        'covariance',
        'MultivariateNormal',
        'be positive definite',
        new Got('a matrix that is not'),
      );
    this.covariance = { data: Float64Array.from(data), rows, columns };
    this.factor = factor;
    this.halfLogDeterminant = 0;
    for (let i = 0; i < size; i++) this.halfLogDeterminant += Math.log(factor[i * size + i]);
  }

  /**
   * Mean and covariance (divisor n) of N rows; standard errors of the mean sqrt(c_ii / n) and of the covariance
   * sqrt((c_ii c_jj + c_ij^2) / n).
   * @param rows N x D
   * @throws InvalidArgumentError if the covariance is not positive definite (a constant column, or N <= D)
   */
  static fit(rows: Rows, options: FitOptions = {}): MultivariateFit<MultivariateNormal> {
    const matrix = toMatrix(rows, 'rows', 'MultivariateNormal.fit');
    const { mean, covariance, weight: count } = covarianceMatrix(matrix, { ddof: 0, weights: options.weights });
    const size = mean.length;
    if (!cholesky(covariance.data, size)) {
      throw new InvalidArgumentError(
        'rows',
        'MultivariateNormal.fit',
        'have a positive definite covariance',
        new Got('a singular one'),
      );
    }
    const distribution = new MultivariateNormal({ mean, covariance });
    const at = (i: number, j: number) => covariance.data[i * size + j];
    const meanErrors = mean.map((_, i) => Math.sqrt(at(i, i) / count));
    const covarianceErrors = covariance.data.map((c, k) => {
      const i = Math.floor(k / size);
      const j = k % size;
      return Math.sqrt((at(i, i) * at(j, j) + c * c) / count);
    });
    // at the estimate the squared distances sum to n D
    const logLikelihood = -count * (0.5 * size * (LOG_TWO_PI + 1) + distribution.halfLogDeterminant);
    return { distribution, standardErrors: { mean: meanErrors, covariance: covarianceErrors }, logLikelihood, count };
  }

  /** In nats. */
  get entropy(): number {
    return 0.5 * this.mean.length * (LOG_TWO_PI + 1) + this.halfLogDeterminant;
  }

  /** log of the covariance's determinant. */
  get logDeterminant(): number {
    return 2 * this.halfLogDeterminant;
  }

  /**
   * The squared Mahalanobis distance (x - mean)^T covariance^-1 (x - mean).
   * @throws InvalidArgumentError unless x holds D numbers
   */
  squaredDistance(x: ArrayLike<number>): number {
    const size = this.mean.length;
    if (x.length !== size) {
      throw new InvalidArgumentError('x', 'MultivariateNormal', `hold ${size} numbers`, new Got(`${x.length}`));
    }
    const z = solveLower(
      this.factor,
      size,
      this.mean.map((m, i) => x[i] - m),
    );
    return z.reduce((sum, v) => sum + v * v, 0);
  }

  /** log density at one vector of D numbers. @throws InvalidArgumentError unless x holds D numbers */
  logPdf(x: ArrayLike<number>): number {
    return -0.5 * (this.squaredDistance(x) + this.mean.length * LOG_TWO_PI) - this.halfLogDeterminant;
  }

  /** log density at each of N rows. @throws InvalidArgumentError unless rows are N x D */
  logPdfs(rows: Rows): Float64Array {
    const { data, rows: count, columns } = toMatrix(rows, 'rows', 'MultivariateNormal.logPdfs');
    return Float64Array.from({ length: count }, (_, i) => this.logPdf(data.subarray(i * columns, (i + 1) * columns)));
  }

  /** The covariance's inverse times a vector of D numbers. */
  solve(vector: ArrayLike<number>): Float64Array {
    const size = this.mean.length;
    return solveUpper(this.factor, size, solveLower(this.factor, size, Float64Array.from(vector)));
  }

  /** The distribution of some coordinates. @throws InvalidArgumentError unless they are distinct indices in [0, D) */
  marginal(coordinates: readonly number[]): MultivariateNormal {
    this.checkCoordinates(coordinates, 'marginal');
    const covariance = coordinates.map((i) => coordinates.map((j) => this.covariance.data[i * this.mean.length + j]));
    return new MultivariateNormal({ mean: coordinates.map((i) => this.mean[i]), covariance });
  }

  /**
   * The distribution of the other coordinates (in order) given the values of some.
   * @throws InvalidArgumentError unless they are distinct indices in [0, D), fewer than D, with one value each
   */
  conditional(coordinates: readonly number[], values: ArrayLike<number>): MultivariateNormal {
    const given = this.marginal(coordinates);
    const rest = Array.from(this.mean.keys()).filter((i) => !coordinates.includes(i));
    if (rest.length === 0)
      throw new InvalidArgumentError(
        'coordinates',
        'MultivariateNormal.conditional',
        'leave at least one coordinate',
        coordinates,
      );
    if (values.length !== coordinates.length) {
      throw new InvalidArgumentError(
        'values',
        'MultivariateNormal.conditional',
        `hold ${coordinates.length} numbers`,
        new Got(`${values.length}`),
      );
    }
    const size = this.mean.length;
    const cross = (i: number) => coordinates.map((j) => this.covariance.data[i * size + j]);
    const shift = given.solve(given.mean.map((m, k) => values[k] - m));
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, v, k) => sum + v * b[k], 0);
    const mean = rest.map((i) => this.mean[i] + dot(cross(i), shift));
    // C_rr - W^T W with W = L^-1 C_gr keeps the difference symmetric
    const whitened = rest.map((i) => solveLower(given.factor, coordinates.length, Float64Array.from(cross(i))));
    const covariance = rest.map((i, a) =>
      rest.map((j, b) => this.covariance.data[i * size + j] - dot(whitened[a], whitened[b])),
    );
    return new MultivariateNormal({ mean, covariance });
  }

  /** One vector of D numbers. */
  sample(random: Random): Float64Array;
  /** `count` independent rows of D numbers. @throws InvalidArgumentError unless count is an integer >= 1 */
  sample(random: Random, count: number): DenseMatrix;
  sample(random: Random, count?: number): Float64Array | DenseMatrix {
    const size = this.mean.length;
    const rows = count === undefined ? 1 : checkInteger(count, 'count', 'MultivariateNormal.sample', { min: 1 });
    const data = new Float64Array(rows * size);
    const z = new Float64Array(size);
    for (let r = 0; r < rows; r++) {
      for (let i = 0; i < size; i++) {
        z[i] = drawNormal(random);
        let sum = this.mean[i];
        for (let j = 0; j <= i; j++) sum += this.factor[i * size + j] * z[j];
        data[r * size + i] = sum;
      }
    }
    return count === undefined ? data : { data, rows, columns: size };
  }

  private checkCoordinates(coordinates: readonly number[], method: string): void {
    const size = this.mean.length;
    const valid = coordinates.every((i) => Number.isInteger(i) && i >= 0 && i < size);
    if (coordinates.length === 0 || !valid || new Set(coordinates).size !== coordinates.length) {
      throw new InvalidArgumentError(
        'coordinates',
        `MultivariateNormal.${method}`,
        `be distinct indices in [0, ${size})`,
        coordinates,
      );
    }
  }
}
