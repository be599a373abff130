import { type Column, checkInteger, checkOneOf, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, Labels, SavedModel, Transformer } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { defineFormat } from '../saving/format.js';
import { FEATURE_SCORES, type FeatureScoreName, featureScores } from './feature-scores.js';
import { checkSubset, type FeatureSubset, FeatureSubsetModel, SUBSET_FIELDS } from './feature-subset-model.js';

const OWNER = 'SelectKBest';

/** Options of {@link SelectKBest}. */
export interface SelectKBestOptions {
  /** Features to keep, at most D. @default 10 */
  readonly k?: number;
  /**
   * `fClassification` (means differ between classes), `fRegression` (correlation with the target), or `chiSquared` (counts depend on
   * classes).
   * @default 'fClassification'
   */
  readonly score?: FeatureScoreName;
}

/**
 * Keeps the features that say most about the target, each judged by itself. A constant feature comes last.
 *
 * @example
 * ```ts
 * import { SelectKBest } from '@ai/classic-ml';
 *
 * const model = new SelectKBest({ k: 1 }).fit([[1, 5], [2, 9], [8, 6], [9, 8]], ['a', 'a', 'b', 'b']);
 * model.columns; // [0]
 * ```
 */
export class SelectKBest implements Transformer<SelectKBestModel> {
  constructor(readonly options: SelectKBestOptions = {}) {}

  /**
   * @param x N x D, counts for `chiSquared`
   * @param y N labels, or N values for `fRegression`
   * @throws InvalidArgumentError for invalid options or data, no targets, k > D, one class only, or sample weights
   */
  fit(x: Rows, y?: Labels | Column, options: FitOptions = {}): SelectKBestModel {
    const { k = 10, score = 'fClassification' } = this.options;
    checkInteger(k, 'k', OWNER, { min: 1 });
    checkOneOf(score, 'score', OWNER, FEATURE_SCORES);
    refuseWeights(options, OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    if (k > matrix.columns) {
      const expected = `be at most the number of features (${matrix.columns})`;
      throw new InvalidArgumentError('k', OWNER, expected, new Got(`${k}`));
    }
    if (y === undefined) throw new InvalidArgumentError('y', OWNER, 'be given', y);
    const scores = featureScores(score, matrix, y, OWNER);
    const order = (value: number): number => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);
    const best = [...scores.keys()].sort((a, b) =>
      order(scores[a]) < order(scores[b]) ? -1 : order(scores[a]) > order(scores[b]) ? 1 : a - b,
    );
    return new SelectKBestModel({ scores, columns: Int32Array.from(best.slice(-k)).sort() });
  }
}

const FORMAT = defineFormat<FeatureSubset>('SelectKBestModel', SUBSET_FIELDS, checkSubset);

/** The fitted model of {@link SelectKBest}. */
export class SelectKBestModel extends FeatureSubsetModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): SelectKBestModel {
    return new SelectKBestModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
