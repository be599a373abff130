import { type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { defineFormat } from '../saving/format.js';
import { AFFINE_FIELDS, type AffineScale, AffineScalerModel, checkAffine } from './affine-scaler-model.js';

const OWNER = 'MaxAbsScaler';

/**
 * Divides each feature by its largest magnitude, so that it lies in [-1, 1] and zeros stay zeros. A feature of zeros stays as it is.
 *
 * @example
 * ```ts
 * import { MaxAbsScaler } from '@ai/classic-ml';
 *
 * new MaxAbsScaler().fit([[1, 0], [-4, 2]]).transform([[2, 1]]); // [[0.5, 0.5]]
 * ```
 */
export class MaxAbsScaler implements Transformer<MaxAbsScalerModel> {
  readonly options = {};

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid data, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): MaxAbsScalerModel {
    refuseWeights(options, OWNER);
    const { data, columns } = toMatrix(x, 'X', OWNER);
    const scales = new Float64Array(columns);
    data.forEach((value, o) => {
      scales[o % columns] = Math.max(scales[o % columns], Math.abs(value));
    });
    return new MaxAbsScalerModel({ centers: new Float64Array(columns), scales: scales.map((scale) => scale || 1) });
  }
}

const FORMAT = defineFormat<AffineScale>('MaxAbsScalerModel', AFFINE_FIELDS, checkAffine);

/** The fitted model of {@link MaxAbsScaler}: scales are the largest magnitudes. */
export class MaxAbsScalerModel extends AffineScalerModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): MaxAbsScalerModel {
    return new MaxAbsScalerModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
