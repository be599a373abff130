import { type Column, checkNumber, toVector } from '@ai/core';
import { Normal, type NormalParameters } from '../distributions/normal.js';
import type { ConjugateModel } from './conjugate.js';

/** Parameters of {@link NormalNormalModel}. */
export interface NormalNormalParameters extends NormalParameters {
  /** Known standard deviation of each observation about the mean, > 0. */
  readonly noise: number;
}

/**
 * A normal prior on the mean of normal observations of known standard deviation.
 *
 * @example
 * ```ts
 * import { NormalNormalModel } from '@ai/prob-info';
 *
 * const model = new NormalNormalModel({ mean: 20, standardDeviation: 5, noise: 1 }).update([21.3, 20.8, 21.1]);
 * model.posterior.mean;
 * ```
 */
export class NormalNormalModel implements ConjugateModel<Column, NormalNormalModel> {
  /** Of the mean. */
  readonly posterior: Normal;
  readonly noise: number;
  readonly logEvidence: number;

  /** @throws InvalidArgumentError unless mean is finite and standardDeviation and noise are finite and > 0 */
  constructor({ noise, ...prior }: NormalNormalParameters, logEvidence = 0) {
    this.posterior = new Normal(prior);
    this.noise = checkNumber(noise, 'noise', 'NormalNormalModel', { above: 0 });
    this.logEvidence = logEvidence;
  }

  /** @throws InvalidArgumentError for NaN or infinities, or no values */
  update(values: Column): NormalNormalModel {
    let { mean, variance } = this.posterior;
    let { logEvidence } = this;
    const square = this.noise ** 2;
    for (const x of toVector(values, 'values', 'NormalNormalModel.update')) {
      // each observation is scored by the predictive of those before it
      logEvidence += new Normal({ mean, standardDeviation: Math.sqrt(variance + square) }).logDensity(x);
      const gain = variance / (variance + square);
      mean += gain * (x - mean);
      variance = gain * square;
    }
    return new NormalNormalModel({ mean, standardDeviation: Math.sqrt(variance), noise: this.noise }, logEvidence);
  }

  /** Of the next observation. */
  predictive(): Normal {
    const { mean, standardDeviation } = this.posterior;
    return new Normal({ mean, standardDeviation: Math.hypot(standardDeviation, this.noise) });
  }
}
