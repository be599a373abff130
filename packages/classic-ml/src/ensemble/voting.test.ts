import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, REGRESSION_SETS } from '../../test/data-sets.js';
import {
  GaussianNaiveBayes,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LinearSvm,
  Ridge,
  VotingClassifier,
  VotingRegressor,
} from '../index.js';

const golden = readGolden<{
  classification: Record<string, { hard: number[]; weighted: number[]; soft: number[][] }>;
  regression: Record<string, number[]>;
}>(new URL('../../golden/voting.json', import.meta.url));

describe('votes agree with scikit-learn', () => {
  it.each(Object.entries(golden.classification))('on the %s set of classes', (name, { hard, weighted, soft }) => {
    const { x, y } = CLASSIFICATION_SETS[name];
    const half = x.filter((_, i) => i % 2 === 0);
    const halfY = y.filter((_, i) => i % 2 === 0);
    const estimators = [
      new GaussianNaiveBayes(),
      new KNeighborsClassifier({ k: 3 }),
      new KNeighborsClassifier({ k: 1 }),
    ];
    expect(new VotingClassifier({ estimators }).fit(half, halfY).predict(x)).toEqual(hard);
    const byWeight = new VotingClassifier({ estimators, weights: [3, 1, 1] }).fit(half, halfY);
    expect(byWeight.predict(x)).toEqual(weighted);
    const bySoft = new VotingClassifier({ estimators, voting: 'soft', weights: [1, 2, 0.5] }).fit(half, halfY);
    expectClose(bySoft.predictProbabilities(x).data, soft.flat(), { relative: 1e-8, absolute: 1e-12 });
  });

  it.each(Object.entries(golden.regression))('on the %s set', (name, predicted) => {
    const { x, y } = REGRESSION_SETS[name];
    const estimators = [new Ridge(), new KNeighborsRegressor({ k: 3 })];
    const model = new VotingRegressor({ estimators, weights: [2, 1] }).fit(x, y);
    expectClose(model.predict(x), predicted, { relative: 1e-8, absolute: 1e-9 });
  });
});

describe('votes', () => {
  const x = [[0], [1], [5], [6]];
  const y = ['a', 'a', 'b', 'b'];

  it('of hard voting are shares, ties go to the smaller label', () => {
    const estimators = [new KNeighborsClassifier({ k: 1 }), new KNeighborsClassifier({ k: 4 })];
    const model = new VotingClassifier({ estimators }).fit(x, y);
    expect([...model.predictProbabilities([[6]]).data]).toEqual([0.5, 0.5]);
    expect(model.predict([[6]])).toEqual(['a']);
  });

  it('refuse members without probabilities, and weights that do not fit', () => {
    const estimators = [new LinearSvm()];
    expect(() => new VotingClassifier({ estimators, voting: 'soft' }).fit(x, y)).toThrow(
      "'estimators' of VotingClassifier must all give probabilities for soft voting",
    );
    expect(() => new VotingClassifier({ estimators, weights: [1, 2] }).fit(x, y)).toThrow(
      "'weights' of VotingClassifier",
    );
    expect(() => new VotingRegressor({ estimators: [new Ridge()], weights: [0] }).fit(x, [1, 2, 3, 4])).toThrow(
      "'weights' of VotingRegressor must be 1 numbers >= 0 of positive sum",
    );
  });
});
