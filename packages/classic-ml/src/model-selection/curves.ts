import { Got, InvalidArgumentError, type Rows } from '@ai/core';
import type { Label } from '../estimator.js';
import {
  type CrossValidateOptions,
  crossValidate,
  fitFold,
  type Learner,
  makeFolds,
  type Predictor,
  readFoldData,
} from './cross-validate.js';
import { type ScoreCurve, scoreCurve } from './search.js';

/** Options of {@link learningCurve}. */
export interface LearningCurveOptions<Y extends Label = Label>
  extends Pick<CrossValidateOptions<Y>, 'folds' | 'groups' | 'scoring' | 'sampleWeights' | 'onProgress'> {
  /** Training sizes: shares in (0, 1] of the smallest training part, or numbers of samples. @default 0.1, 0.325, 0.55, 0.775, 1 */
  readonly trainSizes?: readonly number[];
}

/**
 * Training and test scores by the number of training samples, the first ones of each training part.
 *
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError for sizes out of range, or what the estimator or the folds refuse
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, KFold, learningCurve, makeBlobs } from '@ai/classic-ml';
 *
 * const { x, y } = makeBlobs({ numSamples: 60, seed: 1 });
 * const folds = new KFold({ splits: 3, shuffle: true });
 * learningCurve(new KNeighborsClassifier({ k: 1 }), x, y, { folds, trainSizes: [10, 40] }).testScores; // 2 x 3
 * ```
 */
export function learningCurve<Model extends Predictor, Y extends Label>(
  estimator: Learner<Model>,
  x: Rows,
  y: ArrayLike<Y>,
  options: LearningCurveOptions<Y> = {},
): ScoreCurve<number> {
  const { trainSizes = [0.1, 0.325, 0.55, 0.775, 1], scoring, onProgress } = options;
  const data = readFoldData(x, y, options, 'learningCurve');
  const folds = makeFolds(estimator, data, options);
  const largest = folds.reduce((min, { trainIndices }) => Math.min(min, trainIndices.length), data.x.rows);
  const sizes = trainSizes.map((size) => countOf(size, largest));
  let done = 0;
  const rows = sizes.map((size) => {
    const results = folds.map(({ trainIndices, testIndices }) => {
      const fold = { trainIndices: trainIndices.slice(0, size), testIndices };
      const result = fitFold(estimator, data, fold, scoring, true);
      onProgress?.(++done, sizes.length * folds.length);
      return result;
    });
    return {
      trainScores: Float64Array.from(results, (result) => result.trainScore),
      testScores: Float64Array.from(results, (result) => result.testScore),
    };
  });
  return scoreCurve(sizes, rows);
}

function countOf(size: number, largest: number): number {
  // 1 is the whole, as the largest share
  const count = size > 0 && size <= 1 ? Math.floor(size * largest) : size;
  if (Number.isInteger(count) && count >= 1 && count <= largest) return count;
  const expected = `hold shares in (0, 1] or integers up to ${largest}, at least 1 sample each`;
  throw new InvalidArgumentError('trainSizes', 'learningCurve', expected, new Got(`${size}`));
}

/**
 * Training and test scores by the value of a parameter.
 *
 * @param make makes the estimator for a value
 * @param values P values
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError for no values, or what the estimator or the folds refuse
 *
 * @example
 * ```ts
 * import { Ridge, validationCurve } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
 * const curve = validationCurve((alpha) => new Ridge({ alpha }), [0.1, 10, 1000], x, x.map(([a, b]) => a - b));
 * curve.testScores; // 3 x 5
 * ```
 */
export function validationCurve<Value, Model extends Predictor, Y extends Label>(
  make: (value: Value) => Learner<Model>,
  values: readonly Value[],
  x: Rows,
  y: ArrayLike<Y>,
  options: Pick<CrossValidateOptions<Y>, 'folds' | 'groups' | 'scoring' | 'sampleWeights'> = {},
): ScoreCurve<Value> {
  if (values.length === 0) throw new InvalidArgumentError('values', 'validationCurve', 'have at least 1 value', values);
  const data = readFoldData(x, y, options, 'validationCurve');
  const folds = makeFolds(make(values[0]), data, options);
  const rows = values.map((value) => {
    const fixed = { ...options, folds: { split: () => folds }, trainScores: true };
    const { testScores, trainScores } = crossValidate(make(value), data.x, data.y, fixed);
    return { testScores, trainScores: trainScores as Float64Array };
  });
  return scoreCurve(values, rows);
}
