import { type Column, Got, InvalidArgumentError, toVector } from '@ai/core';
import { Beta } from '../distributions/beta.js';
import { Categorical } from '../distributions/categorical.js';
import { Dirichlet, type DirichletParameters } from '../distributions/dirichlet.js';
import { logGammaRatio } from '../special/log-gamma.js';
import type { ConjugateModel } from './conjugate.js';

/**
 * A Dirichlet prior on the probabilities of K classes, updated by counts. The evidence is of the sequence of classes.
 *
 * @example
 * ```ts
 * import { DirichletCategoricalModel } from '@ai/prob-info';
 *
 * const die = new DirichletCategoricalModel({ concentration: [1, 1, 1] }).update([10, 2, 3]);
 * die.predictive().pmf(0); // 11 / 18
 * ```
 */
export class DirichletCategoricalModel implements ConjugateModel<Column, DirichletCategoricalModel> {
  /** Of the list of probabilities. */
  readonly posterior: Dirichlet;
  readonly logEvidence: number;

  /** @throws InvalidArgumentError unless there are at least 2 concentrations > 0 */
  constructor(prior: DirichletParameters, logEvidence = 0) {
    this.posterior = new Dirichlet(prior);
    this.logEvidence = logEvidence;
  }

  /**
   * @param counts how often each of the K classes was seen
   * @throws InvalidArgumentError unless there are K integers >= 0
   */
  update(counts: Column): DirichletCategoricalModel {
    const { concentration } = this.posterior;
    const seen = toVector(counts, 'counts', 'DirichletCategoricalModel.update');
    if (seen.length !== concentration.length || seen.some((n) => n < 0 || !Number.isInteger(n))) {
      const got = new Got(`[${Array.from(seen.subarray(0, 8)).join(', ')}]`);
      throw new InvalidArgumentError(
        'counts',
        'DirichletCategoricalModel.update',
        `hold ${concentration.length} integers >= 0`,
        got,
      );
    }
    const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0);
    const gain =
      seen.reduce((total, n, k) => total + logGammaRatio(concentration[k], n), 0) -
      logGammaRatio(sum(concentration), sum(seen));
    return new DirichletCategoricalModel(
      { concentration: concentration.map((a, k) => a + seen[k]) },
      this.logEvidence + gain,
    );
  }

  /** Of the next class. */
  predictive(): Categorical {
    return new Categorical({ probabilities: this.posterior.mean });
  }

  /** Central intervals of each class's probability, from its beta marginal. @throws InvalidArgumentError unless 0 <= level <= 1 */
  interval(level: number): [lower: Float64Array, upper: Float64Array] {
    const { concentration } = this.posterior;
    const total = concentration.reduce((a, b) => a + b, 0);
    const ends = Array.from(concentration, (a) => new Beta({ alpha: a, beta: total - a }).interval(level));
    return [Float64Array.from(ends, ([lower]) => lower), Float64Array.from(ends, ([, upper]) => upper)];
  }
}
