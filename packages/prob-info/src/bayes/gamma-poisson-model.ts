import { type Column, Got, InvalidArgumentError, toVector } from '@ai/core';
import { Gamma, type GammaParameters } from '../distributions/gamma.js';
import { NegativeBinomial } from '../distributions/negative-binomial.js';
import type { ConjugateModel } from './conjugate.js';

/**
 * A gamma prior on the rate of Poisson counts.
 *
 * @example
 * ```ts
 * import { GammaPoissonModel } from '@ai/prob-info';
 *
 * const model = new GammaPoissonModel({ shape: 2, rate: 1 }).update([3, 5, 4]);
 * model.posterior.mean; // (2 + 12) / (1 + 3)
 * ```
 */
export class GammaPoissonModel implements ConjugateModel<Column, GammaPoissonModel> {
  /** Of the rate. */
  readonly posterior: Gamma;
  readonly logEvidence: number;

  /** @throws InvalidArgumentError unless shape and rate are finite and > 0 */
  constructor(prior: GammaParameters, logEvidence = 0) {
    this.posterior = new Gamma(prior);
    this.logEvidence = logEvidence;
  }

  /** @throws InvalidArgumentError unless the counts are integers >= 0, at least one */
  update(counts: Column): GammaPoissonModel {
    let { shape, rate } = this.posterior.parameters;
    let { logEvidence } = this;
    toVector(counts, 'counts', 'GammaPoissonModel.update').forEach((count, i) => {
      if (count < 0 || !Number.isInteger(count)) {
        throw new InvalidArgumentError(
          'counts',
          'GammaPoissonModel.update',
          'hold integers >= 0',
          new Got(`${count} at index ${i}`),
        );
      }
      logEvidence += new NegativeBinomial({ size: shape, probability: rate / (rate + 1) }).logDensity(count);
      shape += count;
      rate += 1;
    });
    return new GammaPoissonModel({ shape, rate }, logEvidence);
  }

  /** Of the next count. */
  predictive(): NegativeBinomial {
    const { shape, rate } = this.posterior.parameters;
    return new NegativeBinomial({ size: shape, probability: rate / (rate + 1) });
  }
}
