import { type Column, checkNumber, toVector } from '@ai/core';
import { InverseGamma } from '../distributions/inverse-gamma.js';
import { StudentT } from '../distributions/student-t.js';
import type { ConjugateModel } from './conjugate.js';

/** Parameters of {@link NormalInverseGammaModel}. */
export interface NormalInverseGammaParameters {
  /** Where the mean is expected. */
  readonly mean: number;
  /** How many observations that expectation is worth, > 0. */
  readonly strength: number;
  /** Of the variance's inverse gamma prior, > 0. */
  readonly shape: number;
  /** Of the variance's inverse gamma prior, > 0. */
  readonly scale: number;
}

/**
 * The conjugate prior of normal observations whose mean and variance are both unknown: variance ~ InverseGamma(shape, scale),
 * mean | variance ~ Normal(mean, variance / strength) (Murphy, "Conjugate Bayesian analysis of the Gaussian distribution", 2007).
 *
 * @example
 * ```ts
 * import { NormalInverseGammaModel } from '@ai/prob-info';
 *
 * const model = new NormalInverseGammaModel({ mean: 0, strength: 0.01, shape: 1, scale: 1 }).update([4.9, 5.3, 5.1]);
 * model.meanPosterior.interval(0.95);
 * ```
 */
export class NormalInverseGammaModel implements ConjugateModel<Column, NormalInverseGammaModel> {
  readonly parameters: NormalInverseGammaParameters;
  readonly logEvidence: number;

  /** @throws InvalidArgumentError unless mean is finite and the others are finite and > 0 */
  constructor(parameters: NormalInverseGammaParameters, logEvidence = 0) {
    const { mean, strength, shape, scale } = parameters;
    checkNumber(mean, 'mean', 'NormalInverseGammaModel');
    checkNumber(strength, 'strength', 'NormalInverseGammaModel', { above: 0 });
    checkNumber(shape, 'shape', 'NormalInverseGammaModel', { above: 0 });
    checkNumber(scale, 'scale', 'NormalInverseGammaModel', { above: 0 });
    this.parameters = { mean, strength, shape, scale };
    this.logEvidence = logEvidence;
  }

  /** Of the mean, with the variance integrated out. */
  get meanPosterior(): StudentT {
    const { mean, strength, shape, scale } = this.parameters;
    return new StudentT({ degreesOfFreedom: 2 * shape, location: mean, scale: Math.sqrt(scale / (shape * strength)) });
  }

  /** Of the variance, with the mean integrated out. */
  get variancePosterior(): InverseGamma {
    const { shape, scale } = this.parameters;
    return new InverseGamma({ shape, scale });
  }

  /** Of the next observation. */
  predictive(): StudentT {
    const { mean, strength, shape, scale } = this.parameters;
    return new StudentT({
      degreesOfFreedom: 2 * shape,
      location: mean,
      scale: Math.sqrt((scale * (strength + 1)) / (shape * strength)),
    });
  }

  /** @throws InvalidArgumentError for NaN or infinities, or no values */
  update(values: Column): NormalInverseGammaModel {
    let model: NormalInverseGammaModel = this;
    for (const x of toVector(values, 'values', 'NormalInverseGammaModel.update')) {
      const { mean, strength, shape, scale } = model.parameters;
      const next = {
        mean: mean + (x - mean) / (strength + 1),
        strength: strength + 1,
        shape: shape + 0.5,
        scale: scale + (0.5 * strength * (x - mean) ** 2) / (strength + 1),
      };
      model = new NormalInverseGammaModel(next, model.logEvidence + model.predictive().logDensity(x));
    }
    return model;
  }
}
