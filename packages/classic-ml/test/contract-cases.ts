import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../src/index.js';

/** An entry for every exported estimator, several where an option changes the method. */
export const CASES: EstimatorCase[] = [
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
    name: 'StandardScaler',
    kind: 'transformer',
    make: (options) => new ml.StandardScaler(options),
    sampleWeights: true,
    invalidOptions: [{ option: 'withMean', options: { withMean: 1 } }],
  },
];
