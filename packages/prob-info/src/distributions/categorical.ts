import { type Column, checkInteger, type Random, toVector } from '@ai/core';
import { logSumExp, xLogY } from '../special/elementary.js';
import { DiscreteDistribution, type Support } from './distribution.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';
import { readProbabilities } from './probabilities.js';

/** Parameters of {@link Categorical}: one of the two lists, K numbers each. */
export type CategoricalParameters =
  | {
      /** P(X = k) for k = 0..K-1: >= 0, sum 1 (scaled to it within 1e-6). */
      readonly probabilities: Column;
    }
  | {
      /** Unnormalised log-probabilities, any finite numbers. */
      readonly logits: Column;
    };

/**
 * The categorical distribution over the classes 0..K-1.
 *
 * @example
 * ```ts
 * import { Categorical } from '@ai/prob-info';
 *
 * const die = new Categorical({ probabilities: [0.5, 0.25, 0.25] });
 * die.entropy / Math.LN2; // 1.5 bits
 * ```
 */
export class Categorical extends DiscreteDistribution {
  readonly parameters: Readonly<{ probabilities: readonly number[] }>;
  readonly support: Support;
  private readonly probabilities: Float64Array;
  private readonly logs: Float64Array;

  /** @throws InvalidArgumentError unless the probabilities are >= 0 with sum 1, or the logits finite */
  constructor(parameters: CategoricalParameters) {
    super();
    if ('logits' in parameters) {
      const logits = toVector(parameters.logits, 'logits', 'Categorical');
      const total = logSumExp(logits);
      this.logs = logits.map((logit) => logit - total);
      this.probabilities = this.logs.map(Math.exp);
    } else {
      this.probabilities = readProbabilities(parameters.probabilities, 'probabilities', 'Categorical');
      this.logs = this.probabilities.map(Math.log);
    }
    this.parameters = { probabilities: Array.from(this.probabilities) };
    this.support = { lower: 0, upper: this.logs.length - 1, integer: true };
  }

  /**
   * The share of each class; standard errors sqrt(p (1 - p) / n), named by the class.
   * @throws InvalidArgumentError unless classes is an integer >= 1 and every value an integer in [0, classes)
   */
  static fit(values: Column, options: FitOptions & { readonly classes: number }): Fit<Categorical> {
    const classes = checkInteger(options.classes, 'classes', 'Categorical.fit', { min: 1 });
    const sample = new Sample(values, options, 'Categorical.fit', { lower: 0, upper: classes - 1, integer: true });
    const shares = new Float64Array(classes);
    for (let i = 0; i < sample.values.length; i++) shares[sample.values[i]] += sample.weights ? sample.weights[i] : 1;
    for (let k = 0; k < classes; k++) shares[k] /= sample.count;
    const errors = Array.from(shares, (p, k) => [String(k), Math.sqrt((p * (1 - p)) / sample.count)]);
    return fitted(new Categorical({ probabilities: shares }), sample, Object.fromEntries(errors));
  }

  get mean(): number {
    return this.probabilities.reduce((sum, p, k) => sum + k * p, 0);
  }

  get variance(): number {
    const { mean } = this;
    return this.probabilities.reduce((sum, p, k) => sum + p * (k - mean) ** 2, 0);
  }

  get entropy(): number {
    return 0 - this.probabilities.reduce((sum, p) => sum + xLogY(p, p), 0);
  }

  logDensity(k: number): number {
    if (k >= 0 && k < this.logs.length && Number.isInteger(k)) return this.logs[k];
    return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
  }

  logCdf(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY;
    if (k >= this.support.upper) return 0;
    return Math.min(0, logSumExp(this.logs.subarray(0, Math.floor(k) + 1)));
  }

  logSurvival(k: number): number {
    if (!(k >= 0)) return Number.isNaN(k) ? k : 0;
    return Math.min(0, logSumExp(this.logs.subarray(Math.floor(k) + 1)));
  }

  protected draw(random: Random): number {
    let u = random.uniform();
    const last = this.probabilities.length - 1;
    for (let k = 0; k < last; k++) {
      u -= this.probabilities[k];
      if (u < 0) return k;
    }
    let k = last;
    while (this.probabilities[k] === 0) k--; // rounding must not give a class of probability 0
    return k;
  }
}
