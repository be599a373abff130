import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of searches. Which samples are in which fold depends on their order. */
export const MODEL_SELECTION: EstimatorCase[] = [
  {
    name: 'GridSearch',
    kind: 'classifier',
    make: (options) =>
      new ml.GridSearch({
        make: (p: { k: number }) => new ml.KNeighborsClassifier(p),
        grid: { k: [1, 3] },
        folds: 3,
        trainScores: true,
        ...options,
      }),
    orderMatters: true,
    parts: { KNeighborsClassifierModel: ml.KNeighborsClassifierModel },
    ownNames: ['KNeighborsClassifier'],
    invalidOptions: [
      { option: 'grid', options: { grid: { k: [] } } },
      { option: 'make', options: { make: 1 } },
    ],
  },
  {
    name: 'RandomSearch',
    kind: 'regressor',
    make: (options) =>
      new ml.RandomSearch({
        make: (p: { alpha: number }) => new ml.Ridge(p),
        distributions: { alpha: (random) => random.uniform(0, 1) },
        count: 3,
        folds: 3,
        ...options,
      }),
    // the method of probabilities is there for classifiers
    outputs: (model, x) => Array.from((model as ml.RidgeModel).predict(x as number[][]), (value) => [value]),
    sampleWeights: true,
    weightsEqualCopies: false,
    orderMatters: true,
    parts: { RidgeModel: ml.RidgeModel },
    ownNames: ['Ridge'],
    invalidOptions: [
      { option: 'distributions', options: { distributions: { alpha: [] } } },
      { option: 'count', options: { count: 0 } },
      { option: 'make', options: { make: 1 } },
    ],
  },
];
