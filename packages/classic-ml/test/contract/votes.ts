import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of votes and stacks. */
export const VOTES: EstimatorCase[] = [
  ...(['hard', 'soft'] as const).map(
    (voting): EstimatorCase => ({
      name: 'VotingClassifier',
      kind: 'classifier',
      make: (options) =>
        new ml.VotingClassifier({
          estimators: [new ml.GaussianNaiveBayes(), new ml.DecisionTreeClassifier({ maxDepth: 2 })],
          ...options,
        }),
      options: { voting, weights: [2, 1] },
      sampleWeights: true,
      parts: {
        GaussianNaiveBayesModel: ml.GaussianNaiveBayesModel,
        DecisionTreeClassifierModel: ml.DecisionTreeClassifierModel,
      },
      ownNames: ['GaussianNaiveBayes', 'DecisionTreeClassifier'],
      invalidOptions: [
        { option: 'estimators', options: { estimators: [] } },
        { option: 'voting', options: { voting: 'none' } },
        { option: 'weights', options: { weights: [1, -1] } },
      ],
    }),
  ),
  {
    name: 'VotingRegressor',
    kind: 'regressor',
    make: (options) => new ml.VotingRegressor({ estimators: [new ml.Ridge(), new ml.LinearRegression()], ...options }),
    sampleWeights: true,
    parts: { RidgeModel: ml.RidgeModel, LinearRegressionModel: ml.LinearRegressionModel },
    ownNames: ['Ridge', 'LinearRegression'],
    invalidOptions: [
      { option: 'estimators', options: { estimators: [{}] } },
      { option: 'weights', options: { weights: [1] } },
    ],
  },
  ...(['auto', 'predictions'] as const).map(
    (method): EstimatorCase => ({
      name: 'StackingClassifier',
      kind: 'classifier',
      make: (options) =>
        new ml.StackingClassifier({
          estimators: [new ml.GaussianNaiveBayes(), new ml.LinearSvm()],
          final: new ml.LogisticRegression({ tolerance: 1e-9 }),
          ...options,
        }),
      options: { method, folds: 3 },
      sampleWeights: true,
      weightsEqualCopies: false, // which samples are in which fold
      orderMatters: true,
      parts: {
        GaussianNaiveBayesModel: ml.GaussianNaiveBayesModel,
        LinearSvmModel: ml.LinearSvmModel,
        LogisticRegressionModel: ml.LogisticRegressionModel,
      },
      ownNames: ['GaussianNaiveBayes', 'LinearSvm'],
      invalidOptions: [
        { option: 'estimators', options: { estimators: [] } },
        { option: 'final', options: { final: {} } },
        { option: 'method', options: { method: 'none' } },
        { option: 'passThrough', options: { passThrough: 1 } },
      ],
    }),
  ),
  {
    name: 'StackingRegressor',
    kind: 'regressor',
    make: (options) =>
      new ml.StackingRegressor({ estimators: [new ml.Ridge(), new ml.LinearRegression()], ...options }),
    options: { folds: 3, passThrough: true },
    sampleWeights: true,
    weightsEqualCopies: false,
    orderMatters: true,
    parts: { RidgeModel: ml.RidgeModel, LinearRegressionModel: ml.LinearRegressionModel },
    ownNames: ['Ridge', 'LinearRegression'],
    invalidOptions: [
      { option: 'estimators', options: { estimators: [{}] } },
      { option: 'final', options: { final: {} } },
      { option: 'passThrough', options: { passThrough: 1 } },
    ],
  },
];
