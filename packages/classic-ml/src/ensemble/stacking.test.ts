import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf, REGRESSION_SETS } from '../../test/data-sets.js';
import {
  GaussianNaiveBayes,
  KFold,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LinearRegression,
  LogisticRegression,
  Perceptron,
  Ridge,
  ShuffleSplit,
  StackingClassifier,
  type StackingClassifierOptions,
  StackingRegressor,
} from '../index.js';

const golden = readGolden<{
  classification: Record<string, Record<'auto' | 'passed' | 'predictions' | 'scores', number[][]>>;
  regression: Record<string, { plain: number[]; passed: number[] }>;
}>(new URL('../../golden/stacking.json', import.meta.url));

const logistic = new LogisticRegression({ tolerance: 1e-10, maxIterations: 1000 });

describe('stacks agree with scikit-learn', () => {
  it.each(Object.entries(golden.classification))('on the %s set of classes', (name, expected) => {
    const { x, y } = CLASSIFICATION_SETS[name];
    const members = [new GaussianNaiveBayes(), new KNeighborsClassifier({ k: 3 }), logistic];
    const says = (options: Partial<StackingClassifierOptions>) =>
      new StackingClassifier({ estimators: members, final: logistic, folds: 3, ...options })
        .fit(x, y)
        .predictProbabilities(x).data;
    const near = { relative: 1e-5, absolute: 1e-7 };
    expectClose(says({}), expected.auto.flat(), near);
    expectClose(says({ passThrough: true }), expected.passed.flat(), near);
    expectClose(says({ method: 'predictions' }), expected.predictions.flat(), near);
    expectClose(says({ estimators: [logistic], method: 'scores' }), expected.scores.flat(), near);
  });

  it.each(Object.entries(golden.regression))('on the %s set', (name, { plain, passed }) => {
    const data = REGRESSION_SETS[name];
    const estimators = [new Ridge(), data.weights ? new LinearRegression() : new KNeighborsRegressor({ k: 3 })];
    for (const passThrough of [false, true]) {
      const model = new StackingRegressor({ estimators, folds: 4, passThrough }).fit(
        data.x,
        data.y,
        fitOptionsOf(data),
      );
      expectClose(model.predict(data.x), passThrough ? passed : plain, { relative: 1e-8, absolute: 1e-9 });
    }
  });
});

describe('stacks', () => {
  const x = [[0], [1], [2], [5], [6], [7]];
  const y = ['a', 'a', 'a', 'b', 'b', 'b'];
  const estimators = [new GaussianNaiveBayes()];

  it('take predictions of members that have nothing else, and refuse them where more is asked for', () => {
    const perceptrons = [new KNeighborsClassifier({ k: 1 }), new Perceptron()];
    expect(new StackingClassifier({ estimators: perceptrons, folds: 3 }).fit(x, y).transform([[6]]).columns).toBe(2);
    expect(() =>
      new StackingClassifier({ estimators: perceptrons, folds: 3, method: 'probabilities' }).fit(x, y),
    ).toThrow("'estimators' of StackingClassifier must all give probabilities");
    expect(() => new StackingClassifier({ estimators, folds: 3, method: 'scores' }).fit(x, y)).toThrow(
      "'estimators' of StackingClassifier must all give scores",
    );
  });

  it('say when the one that decides has no probabilities', () => {
    const model = new StackingClassifier({ estimators, final: new Perceptron(), folds: 3 }).fit(x, y);
    expect(model.predict(x)).toEqual(y);
    expect(() => model.predictProbabilities(x)).toThrow("'final' of StackingClassifier");
  });

  it('refuse folds that leave samples or classes out, and a single class', () => {
    const folds = new ShuffleSplit({ splits: 2, testSize: 2, seed: 1 });
    expect(() => new StackingRegressor({ estimators: [new Ridge()], folds }).fit(x, [1, 2, 3, 4, 5, 6])).toThrow(
      "'folds' of StackingRegressor must have each sample in one test part",
    );
    const labels = [0, 0, 1, 1, 2, 2];
    expect(() => new StackingClassifier({ estimators, folds: new KFold({ splits: 3 }) }).fit(x, labels)).toThrow(
      "'folds' of StackingClassifier must leave samples of all classes to train on",
    );
    expect(() =>
      new StackingClassifier({ estimators }).fit(
        x,
        y.map(() => 'a'),
      ),
    ).toThrow("'y' of StackingClassifier");
  });
});
