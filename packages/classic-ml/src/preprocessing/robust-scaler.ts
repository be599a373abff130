import { checkBoolean, checkNumber, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { defineFormat } from '../saving/format.js';
import { quantile } from '../statistics/quantile.js';
import { AFFINE_FIELDS, type AffineScale, AffineScalerModel, checkAffine } from './affine-scaler-model.js';

const OWNER = 'RobustScaler';

/** Options of {@link RobustScaler}. */
export interface RobustScalerOptions {
  /** Subtract the median. @default true */
  readonly withCentering?: boolean;
  /** Divide by the distance between the quantiles. @default true */
  readonly withScaling?: boolean;
  /** Lower quantile, in [0, 1). @default 0.25 */
  readonly lowerQuantile?: number;
  /** Upper quantile, above the lower one. @default 0.75 */
  readonly upperQuantile?: number;
}

/**
 * Brings each feature to median 0 and interquartile range 1, which outliers hardly move. A feature whose quantiles coincide keeps
 * its scale.
 *
 * @example
 * ```ts
 * import { RobustScaler } from '@ai/classic-ml';
 *
 * new RobustScaler().fit([[1], [2], [3], [4], [1000]]).transform([[3], [5]]); // [[0], [1]]
 * ```
 */
export class RobustScaler implements Transformer<RobustScalerModel> {
  constructor(readonly options: RobustScalerOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): RobustScalerModel {
    const { withCentering = true, withScaling = true, lowerQuantile = 0.25, upperQuantile = 0.75 } = this.options;
    checkBoolean(withCentering, 'withCentering', OWNER);
    checkBoolean(withScaling, 'withScaling', OWNER);
    checkNumber(lowerQuantile, 'lowerQuantile', OWNER, { min: 0, below: 1 });
    checkNumber(upperQuantile, 'upperQuantile', OWNER, { above: lowerQuantile, max: 1 });
    refuseWeights(options, OWNER);
    const { data, rows, columns } = toMatrix(x, 'X', OWNER);
    const centers = new Float64Array(columns);
    const scales = new Float64Array(columns).fill(1);
    for (let j = 0; j < columns; j++) {
      const sorted = Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]).sort();
      if (withCentering) centers[j] = quantile(sorted, 0.5);
      const spread = quantile(sorted, upperQuantile) - quantile(sorted, lowerQuantile);
      if (withScaling && spread > 0) scales[j] = spread;
    }
    return new RobustScalerModel({ centers, scales });
  }
}

const FORMAT = defineFormat<AffineScale>('RobustScalerModel', AFFINE_FIELDS, checkAffine);

/** The fitted model of {@link RobustScaler}: centers are medians, scales distances between quantiles. */
export class RobustScalerModel extends AffineScalerModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): RobustScalerModel {
    return new RobustScalerModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
