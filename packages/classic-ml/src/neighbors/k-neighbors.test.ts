import { InvalidArgumentError } from '@ai/core';
import { describe, expect, it } from 'vitest';
import { KNeighborsClassifier, KNeighborsRegressor, NearestNeighbors } from '../index.js';

const X = [[0], [1], [2], [3]];

describe('KNeighborsClassifier', () => {
  it('breaks ties by the smaller label', () => {
    const model = new KNeighborsClassifier({ k: 2 }).fit([[0], [2]], ['b', 'a']);
    expect(model.predict([[1]])).toEqual(['a']);
    expect([...model.predictProbabilities([[1]]).data]).toEqual([0.5, 0.5]);
  });

  it('lets a distance of zero win alone', () => {
    const model = new KNeighborsClassifier({ k: 3, weights: 'distance' }).fit(X, [1, 0, 0, 0]);
    expect([...model.predictProbabilities([[0]]).data]).toEqual([0, 1]);
  });

  it('answers with one column for one class', () => {
    const model = new KNeighborsClassifier({ k: 1 }).fit(X, [7, 7, 7, 7]);
    expect([...model.predictProbabilities([[9]]).data]).toEqual([1]);
  });

  it('refuses k > samples, unknown options and weights it does not have', () => {
    expect(() => new KNeighborsClassifier({ k: 5 }).fit(X, [0, 0, 1, 1])).toThrow(
      "'k' of KNeighborsClassifier must be at most the number of samples (4), got 5.",
    );
    const unknown = { metric: 'euclid' as 'euclidean' };
    expect(() => new KNeighborsClassifier({ ...unknown, k: 1 }).fit(X, [0, 0, 1, 1])).toThrow("'metric'");
    expect(() => new KNeighborsClassifier({ k: 1, p: 3 }).fit(X, [0, 0, 1, 1])).toThrow("'p'");
    expect(() => new KNeighborsClassifier({ k: 1 }).fit(X, [0, 0, 1, 1], { sampleWeights: [1, 1, 1, 1] })).toThrow(
      InvalidArgumentError,
    );
  });
});

describe('KNeighborsRegressor', () => {
  it('weighs by inverse distance, also for tiny distances', () => {
    const model = new KNeighborsRegressor({ k: 2, weights: 'distance' }).fit([[0], [4e-150]], [0, 10]);
    expect(model.predict([[1e-150]])[0]).toBeCloseTo(2.5, 2);
  });
});

describe('NearestNeighbors', () => {
  it('finds all within a radius, the border included', () => {
    const [found] = new NearestNeighbors().fit(X).within([[1]], 1);
    expect([...found.indices]).toEqual([0, 1, 2]);
    expect([...found.distances]).toEqual([1, 0, 1]);
  });

  it('refuses k and radius out of range', () => {
    const model = new NearestNeighbors().fit(X);
    expect(() => model.nearest([[0]], 5)).toThrow("'k'");
    expect(() => model.within([[0]], -1)).toThrow("'radius'");
  });
});
