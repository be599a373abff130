import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of votes. */
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
];
