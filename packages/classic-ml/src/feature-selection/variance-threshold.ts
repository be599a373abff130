import { checkNumber, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { defineFormat } from '../saving/format.js';
import { columnMoments } from '../statistics/column-moments.js';
import { checkSubset, type FeatureSubset, FeatureSubsetModel, SUBSET_FIELDS } from './feature-subset-model.js';

const OWNER = 'VarianceThreshold';

/** Options of {@link VarianceThreshold}. */
export interface VarianceThresholdOptions {
  /** Features whose variance is not above this go, >= 0. @default 0: only constant ones */
  readonly threshold?: number;
}

/**
 * Leaves out features that hardly vary.
 *
 * @example
 * ```ts
 * import { VarianceThreshold } from '@ai/classic-ml';
 *
 * new VarianceThreshold().fit([[1, 5, 0], [2, 5, 1]]).columns; // [0, 2]
 * ```
 */
export class VarianceThreshold implements Transformer<VarianceThresholdModel> {
  constructor(readonly options: VarianceThresholdOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, no feature that varies enough, or sample weights
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): VarianceThresholdModel {
    const { threshold = 0 } = this.options;
    checkNumber(threshold, 'threshold', OWNER, { min: 0 });
    refuseWeights(options, OWNER);
    const { variances } = columnMoments(toMatrix(x, 'X', OWNER));
    const columns = Int32Array.from(variances.keys()).filter((j) => variances[j] > threshold);
    if (columns.length === 0) {
      const got = new Got(`${variances.reduce((a, b) => Math.max(a, b), 0)} at most`);
      throw new InvalidArgumentError('X', OWNER, `have a feature whose variance is above ${threshold}`, got);
    }
    return new VarianceThresholdModel({ scores: variances, columns });
  }
}

const FORMAT = defineFormat<FeatureSubset>('VarianceThresholdModel', SUBSET_FIELDS, checkSubset);

/** The fitted model of {@link VarianceThreshold}: scores are variances of the population. */
export class VarianceThresholdModel extends FeatureSubsetModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): VarianceThresholdModel {
    return new VarianceThresholdModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
