import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of neighbours and outliers. */
export const NEIGHBORS: EstimatorCase[] = [
  ...(['uniform', 'distance'] as const).map(
    (weights): EstimatorCase => ({
      name: 'KNeighborsClassifier',
      kind: 'classifier',
      make: (options) => new ml.KNeighborsClassifier(options),
      options: { k: 1, weights },
      invalidOptions: [
        { option: 'k', options: { k: 0 } },
        { option: 'k', options: { k: 1.5 } },
        { option: 'k', options: { k: 37 } },
        { option: 'weights', options: { weights: 'none' } },
        { option: 'metric', options: { metric: 'none' } },
        { option: 'p', options: { metric: 'minkowski', p: 0.5 } },
      ],
    }),
  ),
  {
    name: 'KNeighborsRegressor',
    kind: 'regressor',
    make: (options) => new ml.KNeighborsRegressor(options),
    options: { k: 3 },
    invalidOptions: [
      { option: 'k', options: { k: 37 } },
      { option: 'weights', options: { weights: 'none' } },
    ],
  },
  {
    name: 'NearestNeighbors',
    kind: 'density',
    make: (options) => new ml.NearestNeighbors(options),
    outputs: (model, x) => {
      const { distances } = (model as ml.NearestNeighborsModel).nearest(x as number[][], 1);
      return Array.from(distances, (distance) => [distance]);
    },
    invalidOptions: [
      { option: 'metric', options: { metric: 'none' } },
      { option: 'algorithm', options: { algorithm: 'none' } },
    ],
  },
  {
    name: 'LocalOutlierFactor',
    kind: 'density',
    make: (options) => new ml.LocalOutlierFactor(options),
    options: { numNeighbors: 4, contamination: 0.1 },
    outputs: (model, x) => {
      const fitted = model as ml.LocalOutlierFactorModel;
      const labels = fitted.predict(x as number[][]);
      return Array.from(fitted.outlierFactors(x as number[][]), (factor, i) => [factor, labels[i]]);
    },
    invalidOptions: [
      { option: 'numNeighbors', options: { numNeighbors: 0 } },
      { option: 'numNeighbors', options: { numNeighbors: 36 } },
      { option: 'contamination', options: { contamination: 0 } },
      { option: 'contamination', options: { contamination: 0.6 } },
      { option: 'metric', options: { metric: 'none' } },
      { option: 'algorithm', options: { algorithm: 'none' } },
    ],
  },
];
