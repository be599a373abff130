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
  owner: 'RandomForestClassifier',
  maxFeatures: 'sqrt',
  bootstrap: true,
  randomThresholds: false,
};
const FORMAT = forestClassifierFormat('RandomForestClassifierModel');

/** Options of {@link RandomForestClassifier}; `maxFeatures` is `sqrt` unless given. */
export interface RandomForestClassifierOptions extends ForestClassifierOptions {}

/**
 * A random forest (Breiman, 2001): trees on samples drawn with replacement, each node looking at a few features drawn at random; the
 * forest's probabilities are the mean of the trees'.
 *
 * @example
 * ```ts
 * import { makeMoons, RandomForestClassifier } from '@ai/classic-ml';
 *
 * const { x, y } = makeMoons({ numSamples: 100, noise: 0.1, seed: 1 });
 * const model = new RandomForestClassifier({ numTrees: 20, outOfBagScore: true }).fit(x, y);
 * model.outOfBagScore; // about 0.95
 * ```
 */
export class RandomForestClassifier implements Classifier<RandomForestClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: RandomForestClassifierOptions = {}) {}

  /**
   * @param x N x D, NaN where a value is missing: a split tries either side for them
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): RandomForestClassifierModel {
    return new RandomForestClassifierModel(fitForestClassifier(x, y, options, this.options, KIND));
  }
}

/** The fitted model of {@link RandomForestClassifier}. */
export class RandomForestClassifierModel extends ForestClassifierModel {
  protected readonly owner = KIND.owner;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): RandomForestClassifierModel {
    return new RandomForestClassifierModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
