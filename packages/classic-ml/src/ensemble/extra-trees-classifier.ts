import type { Rows } from '@ai/core';
import type { Classifier, FitOptions, Labels, SavedModel } from '../estimator.js';
import type { ForestKind } from './forest.js';
import {
  ForestClassifierModel,
  type ForestClassifierOptions,
  fitForestClassifier,
  forestClassifierFormat,
} from './forest-classifier.js';

const KIND: ForestKind = {
  owner: 'ExtraTreesClassifier',
  maxFeatures: 'sqrt',
  bootstrap: false,
  randomThresholds: true,
};
const FORMAT = forestClassifierFormat('ExtraTreesClassifierModel');

/** Options of {@link ExtraTreesClassifier}; `maxFeatures` is `sqrt` unless given. */
export interface ExtraTreesClassifierOptions extends ForestClassifierOptions {}

/**
 * Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006): as a random forest, but each node draws one threshold for each feature
 * it looks at and takes the best of these. Every tree sees all samples unless `bootstrap` is set.
 *
 * @example
 * ```ts
 * import { ExtraTreesClassifier, makeMoons } from '@ai/classic-ml';
 *
 * const { x, y } = makeMoons({ numSamples: 100, noise: 0.1, seed: 1 });
 * const model = new ExtraTreesClassifier({ numTrees: 20 }).fit(x, y);
 * model.score(x, y); // 1
 * ```
 */
export class ExtraTreesClassifier implements Classifier<ExtraTreesClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: ExtraTreesClassifierOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing: a split tries either side for them
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): ExtraTreesClassifierModel {
    return new ExtraTreesClassifierModel(fitForestClassifier(x, y, options, this.options, KIND));
  }
}

/** The fitted model of {@link ExtraTreesClassifier}. */
export class ExtraTreesClassifierModel extends ForestClassifierModel {
  protected readonly owner = KIND.owner;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): ExtraTreesClassifierModel {
    return new ExtraTreesClassifierModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
