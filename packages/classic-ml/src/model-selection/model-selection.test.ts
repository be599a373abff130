import { setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, REGRESSION_SETS } from '../../test/data-sets.js';
import {
  crossValidate,
  GridSearch,
  GroupKFold,
  KFold,
  KNeighborsClassifier,
  LeaveOneOut,
  learningCurve,
  makeBlobs,
  RandomSearch,
  RepeatedKFold,
  Ridge,
  StratifiedKFold,
  TimeSeriesSplit,
  trainTestSplit,
  validationCurve,
} from '../index.js';

interface Golden {
  readonly splits: Record<string, number[][]> & {
    y: string[];
    groups: number[];
    TimeSeriesSplit: number[][][];
    'TimeSeriesSplit limited': number[][][];
    'stratified test counts': number[];
  };
  readonly regression: Record<
    string,
    {
      cross: number[];
      best: number;
      meanTestScores: number[];
      validation: { train: number[][]; test: number[][] };
      learning: { sizes: number[]; train: number[][]; test: number[][] };
    }
  >;
  readonly classification: Record<string, { folds: number; scores: number[] }>;
}
const golden = readGolden<Golden>(new URL('../../golden/model-selection.json', import.meta.url));
const { y, groups } = golden.splits;
const N = y.length;
const tests = (folds: { testIndices: Int32Array }[]) => folds.map(({ testIndices }) => [...testIndices]);

describe('splitters divide as scikit-learn does', () => {
  it('KFold', () => {
    expect(tests(new KFold({ splits: 4 }).split(N))).toEqual(golden.splits.KFold);
  });

  it('StratifiedKFold', () => {
    expect(tests(new StratifiedKFold({ splits: 4 }).split(N, { y }))).toEqual(golden.splits.StratifiedKFold);
  });

  it('GroupKFold', () => {
    expect(tests(new GroupKFold({ splits: 3 }).split(N, { groups }))).toEqual(golden.splits.GroupKFold);
  });

  it('TimeSeriesSplit', () => {
    const both = (splitter: TimeSeriesSplit) =>
      splitter.split(N).map(({ trainIndices, testIndices }) => [[...trainIndices], [...testIndices]]);
    expect(both(new TimeSeriesSplit({ splits: 4 }))).toEqual(golden.splits.TimeSeriesSplit);
    const limited = new TimeSeriesSplit({ splits: 3, testSize: 4, gap: 2, maxTrainSize: 5 });
    expect(both(limited)).toEqual(golden.splits['TimeSeriesSplit limited']);
  });

  it('trainTestSplit, stratified', () => {
    const x = y.map((_, i) => [i]);
    const { yTest } = trainTestSplit(x, y, { testSize: 0.3, stratify: true });
    const counts = ['a', 'b', 'c'].map((label) => yTest.filter((other) => other === label).length);
    expect(counts).toEqual(golden.splits['stratified test counts']);
  });
});

describe('splitters', () => {
  it.each([
    new KFold({ splits: 4, shuffle: true, seed: 1 }),
    new StratifiedKFold({ splits: 4, shuffle: true, seed: 1 }),
    new LeaveOneOut(),
  ])('%o tests every sample once', (splitter) => {
    const folds = splitter.split(N, { y });
    expect(folds.flatMap(({ testIndices }) => [...testIndices]).sort((a, b) => a - b)).toEqual([...Array(N).keys()]);
    for (const { trainIndices, testIndices } of folds) expect(trainIndices.length + testIndices.length).toBe(N);
  });

  it('shuffled stratified folds keep the shares of plain ones', () => {
    const counts = (shuffle: boolean) =>
      new StratifiedKFold({ splits: 4, shuffle })
        .split(N, { y })
        .map(({ testIndices }) => ['a', 'b', 'c'].map((c) => testIndices.filter((i) => y[i] === c).length));
    expect(counts(true)).toEqual(counts(false));
  });

  it('RepeatedKFold shuffles anew', () => {
    const folds = new RepeatedKFold({ splits: 2, repeats: 3 }).split(N);
    expect(folds).toHaveLength(6);
    expect(folds[0].testIndices).not.toEqual(folds[2].testIndices);
  });

  it('refuse what makes no sense', () => {
    expect(() => new KFold({ splits: 1 }).split(5)).toThrow("'splits' of KFold must be an integer >= 2, got 1.");
    expect(() => new KFold({ splits: 6 }).split(5)).toThrow(
      "'splits' of KFold must be at most the number of samples (5), got 6.",
    );
    expect(() => new KFold({ seed: 1 }).split(5)).toThrow("'seed' of KFold must be left out without shuffle, got 1.");
    expect(() => new StratifiedKFold({ splits: 3 }).split(4, { y: [0, 0, 1, 1] })).toThrow(
      "'splits' of StratifiedKFold",
    );
    expect(() => new StratifiedKFold().split(N)).toThrow("'y' of StratifiedKFold must be given");
    expect(() => new GroupKFold({ splits: 9 }).split(N, { groups })).toThrow("'splits' of GroupKFold");
    expect(() => new GroupKFold().split(N)).toThrow("'groups' of GroupKFold must be given");
    expect(() => new TimeSeriesSplit({ splits: 5 }).split(5)).toThrow("'splits' of TimeSeriesSplit");
    expect(() => new TimeSeriesSplit({ testSize: 0 }).split(50)).toThrow("'testSize'");
    expect(() => new LeaveOneOut().split(1)).toThrow("'numSamples'");
    expect(() => new RepeatedKFold({ repeats: 0 }).split(9)).toThrow("'repeats'");
  });

  it('warns of a class rarer than the splits', () => {
    const warnings: string[] = [];
    const before = setLogger({ warn: (message) => warnings.push(message) });
    new StratifiedKFold({ splits: 3 }).split(5, { y: [0, 0, 0, 0, 1] });
    setLogger(before);
    expect(warnings).toEqual(['StratifiedKFold: the rarest class has 1 samples, fewer than splits (3).']);
  });
});

describe('scores agree with scikit-learn', () => {
  it.each(Object.keys(golden.regression))('on the %s set', (name) => {
    const data = REGRESSION_SETS[name];
    const expected = golden.regression[name];
    const close = { relative: 1e-7, absolute: 1e-9 };
    expectClose(crossValidate(new Ridge(), data.x, data.y, { folds: 4 }).testScores, expected.cross, close);
    const make = (alpha: number) => new Ridge({ alpha });
    const search = new GridSearch({
      make: (p: { alpha: number }) => make(p.alpha),
      grid: { alpha: [0.01, 1, 100] },
      folds: 4,
    }).fit(data.x, data.y);
    expect(search.bestParameters).toEqual({ alpha: expected.best });
    expectClose(
      search.results.map(({ meanTestScore }) => meanTestScore),
      expected.meanTestScores,
      close,
    );
    const validation = validationCurve(make, [0.1, 10], data.x, data.y, { folds: 4 });
    expectClose(validation.trainScores.data, expected.validation.train.flat(), close);
    expectClose(validation.testScores.data, expected.validation.test.flat(), close);
    const learning = learningCurve(new Ridge(), data.x, data.y, { folds: 4, trainSizes: [0.5, 1] });
    expect(learning.values).toEqual(expected.learning.sizes);
    expectClose(learning.trainScores.data, expected.learning.train.flat(), close);
    expectClose(learning.testScores.data, expected.learning.test.flat(), close);
  });

  it.each(Object.keys(golden.classification))('of a classifier on the %s set', (name) => {
    const data = CLASSIFICATION_SETS[name];
    const { folds, scores } = golden.classification[name];
    const { testScores } = crossValidate(new KNeighborsClassifier({ k: 3 }), data.x, data.y, { folds });
    expectClose(testScores, scores, { relative: 1e-12 });
  });
});

describe('cross-validation', () => {
  const { x, y: labels } = makeBlobs({ numSamples: 60, seed: 1 });

  it('takes any scoring, reports progress, keeps models', () => {
    const progress: string[] = [];
    const result = crossValidate(new KNeighborsClassifier({ k: 3 }), x, labels, {
      folds: 3,
      scoring: (yTrue, yPredicted) => -yTrue.filter((label, i) => label !== yPredicted[i]).length,
      trainScores: true,
      keepModels: true,
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    expect([...result.testScores].every((score) => score <= 0)).toBe(true);
    expect(result.trainScores).toHaveLength(3);
    expect(result.models?.[0].predict(x)).toHaveLength(60);
    expect(progress).toEqual(['1/3', '2/3', '3/3']);
  });

  it('gives sample weights to the estimator', () => {
    const data = REGRESSION_SETS.weighted;
    const plain = crossValidate(new Ridge(), data.x, data.y);
    const weighted = crossValidate(new Ridge(), data.x, data.y, { sampleWeights: data.weights as number[] });
    expect(weighted.testScores).not.toEqual(plain.testScores);
  });

  it('random search draws from lists and functions, the same for the same seed', () => {
    const search = (seed: number) =>
      new RandomSearch({
        make: (p: { k: number; weights: 'uniform' | 'distance' }) => new KNeighborsClassifier(p),
        distributions: { k: (random) => random.integer(1, 9), weights: ['uniform', 'distance'] },
        count: 4,
        seed,
        folds: 3,
      }).fit(x, labels);
    expect(search(1).results).toEqual(search(1).results);
    expect(search(1).results.map(({ parameters }) => parameters)).not.toEqual(
      search(2).results.map((r) => r.parameters),
    );
    expect(search(1).score(x, [...labels])).toBeGreaterThan(0.9);
  });

  it('refuses an empty grid and sizes out of range', () => {
    const make = (p: { alpha: number }) => new Ridge(p);
    expect(() => new GridSearch({ make, grid: { alpha: [] } }).fit(x, labels)).toThrow("'grid' of GridSearch");
    expect(() => new RandomSearch({ make, distributions: { alpha: [] } }).fit(x, labels)).toThrow("'distributions'");
    expect(() => new RandomSearch({ make, distributions: { alpha: [1] }, count: 0 }).fit(x, labels)).toThrow("'count'");
    expect(() => validationCurve((alpha: number) => make({ alpha }), [], x, labels)).toThrow("'values'");
    expect(() => learningCurve(new Ridge(), x, labels, { trainSizes: [0] })).toThrow("'trainSizes'");
    expect(() => learningCurve(new Ridge(), x, labels, { trainSizes: [61] })).toThrow("'trainSizes'");
  });
});
