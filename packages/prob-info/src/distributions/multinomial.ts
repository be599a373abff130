import {
  type Column,
  checkInteger,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  type Random,
  type Rows,
  toMatrix,
} from '@ai/core';
import { xLogY } from '../special/elementary.js';
import { logGamma } from '../special/log-gamma.js';
import { Binomial, drawBinomial } from './binomial.js';
import { type FitOptions, readWeights } from './fit.js';
import type { MultivariateFit } from './multivariate.js';
import { readProbabilities } from './probabilities.js';

/** Parameters of {@link Multinomial}. */
export interface MultinomialParameters {
  /** An integer >= 0. */
  readonly trials: number;
  /** Of each of K classes: >= 0, sum 1 (scaled to it within 1e-6). */
  readonly probabilities: Column;
}

/**
 * The multinomial distribution: how often each of K classes comes up in independent trials.
 *
 * @example
 * ```ts
 * import { Multinomial } from '@ai/prob-info';
 *
 * new Multinomial({ trials: 3, probabilities: [0.5, 0.3, 0.2] }).logPmf([1, 1, 1]); // log 0.18
 * ```
 */
export class Multinomial {
  readonly trials: number;
  /** K probabilities. */
  readonly probabilities: Float64Array;

  /** @throws InvalidArgumentError unless trials is an integer >= 0 and the probabilities are >= 0 with sum 1 */
  constructor({ trials, probabilities }: MultinomialParameters) {
    this.trials = checkInteger(trials, 'trials', 'Multinomial', { min: 0 });
    this.probabilities = readProbabilities(probabilities, 'probabilities', 'Multinomial');
  }

  /**
   * The share of each class over N rows of counts, which must have one sum; standard errors sqrt(p (1 - p) / (N trials)).
   * @param counts N x K integers >= 0
   * @throws InvalidArgumentError for counts that are negative, fractional, or of different or zero sums
   */
  static fit(counts: Rows, options: FitOptions = {}): MultivariateFit<Multinomial> {
    const { data, rows, columns } = toMatrix(counts, 'counts', 'Multinomial.fit');
    const weights = options.weights === undefined ? undefined : readWeights(options.weights, rows, 'Multinomial.fit');
    const sums = new Float64Array(columns);
    let trials = -1;
    let count = 0;
    for (let i = 0; i < rows; i++) {
      let total = 0;
      for (let k = 0; k < columns; k++) {
        const value = data[i * columns + k];
        if (value < 0 || !Number.isInteger(value)) {
          throw new InvalidArgumentError(
            'counts',
            'Multinomial.fit',
            'hold integers >= 0',
            new Got(`${value} in row ${i}`),
          );
        }
        total += value;
        sums[k] += value * (weights ? weights[i] : 1);
      }
      count += weights ? weights[i] : 1;
      if (trials < 0) trials = total;
      if (total !== trials || total === 0) {
        throw new InvalidArgumentError(
          'counts',
          'Multinomial.fit',
          'have the same sum > 0 in every row',
          new Got(`${total} in row ${i}`),
        );
      }
    }
    const distribution = new Multinomial({ trials, probabilities: sums.map((sum) => sum / (count * trials)) });
    const errors = distribution.probabilities.map((p) => Math.sqrt((p * (1 - p)) / (count * trials)));
    let logLikelihood = 0;
    for (let i = 0; i < rows; i++) {
      const weight = weights ? weights[i] : 1;
      if (weight > 0) logLikelihood += weight * distribution.logPmf(data.subarray(i * columns, (i + 1) * columns));
    }
    return { distribution, standardErrors: { probabilities: errors }, logLikelihood, count };
  }

  get mean(): Float64Array {
    return this.probabilities.map((p) => this.trials * p);
  }

  /** K x K: trials (diag(p) - p p^T). */
  get covariance(): DenseMatrix {
    const size = this.probabilities.length;
    const data = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        data[i * size + j] = this.trials * this.probabilities[i] * (Number(i === j) - this.probabilities[j]);
    return { data, rows: size, columns: size };
  }

  /** In nats: -log n! - n sum of p log p + sum over classes of E[log X!]. */
  get entropy(): number {
    const n = this.trials;
    let entropy = -logGamma(n + 1);
    for (const p of this.probabilities) {
      entropy -= n * xLogY(p, p);
      const marginal = new Binomial({ trials: n, probability: p });
      for (let k = 2; k <= n; k++) entropy += marginal.pmf(k) * logGamma(k + 1);
    }
    return entropy;
  }

  /**
   * log probability of K counts; -Infinity unless they are integers >= 0 with sum `trials`.
   * @throws InvalidArgumentError unless there are K
   */
  logPmf(counts: ArrayLike<number>): number {
    const size = this.probabilities.length;
    if (counts.length !== size) {
      throw new InvalidArgumentError(
        'counts',
        'Multinomial.logPmf',
        `hold ${size} numbers`,
        new Got(`${counts.length}`),
      );
    }
    let log = logGamma(this.trials + 1);
    let total = 0;
    for (let k = 0; k < size; k++) {
      const count = counts[k];
      if (!(count >= 0 && Number.isInteger(count))) return Number.isNaN(count) ? count : Number.NEGATIVE_INFINITY;
      total += count;
      log += xLogY(count, this.probabilities[k]) - logGamma(count + 1);
    }
    return total === this.trials ? log : Number.NEGATIVE_INFINITY;
  }

  /** K counts, drawn class by class from conditional binomials. */
  sample(random: Random): Float64Array {
    const counts = new Float64Array(this.probabilities.length);
    let left = this.trials;
    let mass = 1;
    for (let k = 0; k < counts.length && left > 0; k++) {
      const p = this.probabilities[k];
      counts[k] = k === counts.length - 1 || p >= mass ? left : drawBinomial(random, left, p / mass);
      left -= counts[k];
      mass -= p;
    }
    return counts;
  }
}
