import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, REGRESSION_SETS } from '../../test/data-sets.js';
import {
  crossValidatePredict,
  crossValidatePredictParallel,
  GaussianNaiveBayes,
  KFold,
  KNeighborsClassifier,
  permutationImportance,
  Ridge,
  ShuffleSplit,
  StratifiedGroupKFold,
} from '../index.js';

const golden = readGolden<{
  regression: Record<string, { predicted: number[] }>;
  classification: Record<string, { predicted: number[] }>;
  stratifiedGroups: { y: number[]; groups: number[]; splits: number; tests: number[][] }[];
}>(new URL('../../golden/selection-and-transforms.json', import.meta.url));

describe('crossValidatePredict agrees with scikit-learn', () => {
  it.each(Object.entries(golden.regression))('on the %s set', (name, { predicted }) => {
    const { x, y } = REGRESSION_SETS[name];
    expectClose(crossValidatePredict(new Ridge(), x, y, { folds: 4 }), predicted, { relative: 1e-8, absolute: 1e-9 });
  });

  it.each(Object.entries(golden.classification))('on the %s set of classes', (name, { predicted }) => {
    const { x, y } = CLASSIFICATION_SETS[name];
    expect(crossValidatePredict(new GaussianNaiveBayes(), x, y, { folds: 3 })).toEqual(predicted);
  });

  it('in worker threads too', async () => {
    const { x, y } = CLASSIFICATION_SETS.tall;
    const estimator = new KNeighborsClassifier();
    expect(await crossValidatePredictParallel(estimator, x, y, { workers: 2 })).toEqual(
      crossValidatePredict(estimator, x, y),
    );
  });

  it('refuses folds that do not test each sample once', () => {
    const { x, y } = CLASSIFICATION_SETS.tall;
    const folds = { split: (n: number) => [...new KFold().split(n), ...new KFold().split(n)] };
    expect(() => crossValidatePredict(new KNeighborsClassifier(), x, y, { folds })).toThrow(
      "'folds' of crossValidatePredict must have each sample in one test part, got sample 0 in 2.",
    );
  });
});

describe('StratifiedGroupKFold', () => {
  it.each(golden.stratifiedGroups)('divides as scikit-learn does, into $splits', ({ y, groups, splits, tests }) => {
    const folds = new StratifiedGroupKFold({ splits }).split(y.length, { y, groups });
    expect(folds.map(({ testIndices }) => [...testIndices])).toEqual(tests);
  });

  it('refuses more splits than groups, and missing groups', () => {
    const targets = { y: [0, 0, 1, 1], groups: [1, 1, 2, 2] };
    expect(() => new StratifiedGroupKFold({ splits: 3 }).split(4, targets)).toThrow(
      "'splits' of StratifiedGroupKFold must be at most the number of groups (2), got 3.",
    );
    expect(() => new StratifiedGroupKFold().split(4, { y: [0, 0, 1, 1] })).toThrow("'groups'");
  });
});

describe('ShuffleSplit', () => {
  it('shuffles anew each time', () => {
    const folds = new ShuffleSplit({ splits: 2, testSize: 3, seed: 1 }).split(10);
    expect(folds.map(({ testIndices, trainIndices }) => [testIndices.length, trainIndices.length])).toEqual([
      [3, 7],
      [3, 7],
    ]);
    expect(folds[0].testIndices).not.toEqual(folds[1].testIndices);
    expect(new ShuffleSplit({ seed: 2 }).split(10)).not.toEqual(new ShuffleSplit({ seed: 1 }).split(10));
  });

  it('refuses sizes that leave nothing', () => {
    expect(() => new ShuffleSplit({ testSize: 4 }).split(4)).toThrow(
      "'testSize' of ShuffleSplit must leave at least one",
    );
    expect(() => new ShuffleSplit({ testSize: 0 }).split(4)).toThrow("'testSize' of ShuffleSplit must be a share");
    expect(() => new ShuffleSplit({ splits: 0 }).split(4)).toThrow("'splits'");
  });
});

describe('permutationImportance', () => {
  const x = Array.from({ length: 40 }, (_, i) => [i, (i * 7) % 5, 1]);
  const y = x.map(([a, b]) => 3 * a + b);
  const model = new Ridge({ alpha: 0 }).fit(x, y);

  it('ranks features by what the model needs', () => {
    const { means, standardDeviations, importances, baseline } = permutationImportance(model, x, y, { repeats: 8 });
    expectClose(baseline, 1, { relative: 1e-12 });
    // without a feature R^2 falls by twice its share of the variance, as shuffled values are as far off again
    const variance = (values: number[]): number => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    };
    const expected = (2 * variance(x.map(([a]) => 3 * a))) / variance(y);
    expect(Math.abs(means[0] - expected)).toBeLessThan((4 * standardDeviations[0]) / Math.sqrt(8));
    expect(means[1]).toBeGreaterThan(0);
    expectClose(means[2], 0, { absolute: 1e-12 });
    expect(importances.data).toHaveLength(24);
    expectClose(importances.data.subarray(0, 8).reduce((a, b) => a + b, 0) / 8, means[0]);
  });

  it('takes a scoring, is repeatable, and refuses no repeats', () => {
    const scoring = (a: number[], b: number[]) => -a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0);
    const run = (seed: number) => permutationImportance(model, x, y, { scoring, seed });
    expect(run(1)).toEqual(run(1));
    expect(run(1).means).not.toEqual(run(2).means);
    expect(run(1).means[0]).toBeGreaterThan(10);
    expect(() => permutationImportance(model, x, y, { repeats: 0 })).toThrow("'repeats' of permutationImportance");
  });
});
