import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of linear models. */
export const LINEAR: EstimatorCase[] = [
  ...(['auto', 'qr', 'svd', 'gradientDescent', 'sgd'] as const).map(
    (solver): EstimatorCase => ({
      name: 'LinearRegression',
      kind: 'regressor',
      make: (options) => new ml.LinearRegression(options),
      options: solver === 'sgd' ? { solver, maxIterations: 3000, tolerance: 1e-3 } : { solver },
      sampleWeights: true,
      orderMatters: solver === 'sgd',
      weightsEqualCopies: solver !== 'sgd',
      notConverging: solver.length > 4 ? { maxIterations: 1 } : undefined,
      invalidOptions: [
        { option: 'solver', options: { solver: 'none' } },
        { option: 'fitIntercept', options: { fitIntercept: 1 } },
        { option: 'learningRate', options: { learningRate: 0 } },
        { option: 'batchSize', options: { batchSize: 0 } },
        { option: 'keepPath', options: { keepPath: 'yes' } },
      ],
    }),
  ),
  ...[0, 1].map(
    (alpha): EstimatorCase => ({
      name: 'Ridge',
      kind: 'regressor',
      make: (options) => new ml.Ridge(options),
      options: { alpha },
      sampleWeights: true,
      invalidOptions: [
        { option: 'alpha', options: { alpha: -1 } },
        { option: 'fitIntercept', options: { fitIntercept: null } },
      ],
    }),
  ),
  {
    name: 'Lasso',
    kind: 'regressor',
    make: (options) => new ml.Lasso(options),
    options: { alpha: 0.3, tolerance: 1e-12 },
    sampleWeights: true,
    notConverging: { maxIterations: 1 },
    invalidOptions: [
      { option: 'alpha', options: { alpha: 0 } },
      { option: 'positive', options: { positive: 0 } },
    ],
  },
  {
    name: 'ElasticNet',
    kind: 'regressor',
    make: (options) => new ml.ElasticNet(options),
    options: { alpha: 0.3, tolerance: 1e-12 },
    sampleWeights: true,
    notConverging: { maxIterations: 1 },
    invalidOptions: [
      { option: 'l1Ratio', options: { l1Ratio: 1.1 } },
      { option: 'tolerance', options: { tolerance: -1 } },
    ],
  },
  ...(['lbfgs', 'newtonCholesky', 'saga'] as const).map(
    (solver): EstimatorCase => ({
      name: 'LogisticRegression',
      kind: 'classifier',
      make: (options) => new ml.LogisticRegression(options),
      options: { solver, inverseStrength: 0.3, tolerance: solver === 'saga' ? 1e-6 : 1e-9 },
      sampleWeights: true,
      weightsEqualCopies: solver !== 'saga',
      orderMatters: solver === 'saga',
      classWeights: true,
      notConverging: { maxIterations: 1 },
      invalidOptions: [
        { option: 'penalty', options: { penalty: 'l3' } },
        { option: 'inverseStrength', options: { inverseStrength: 0 } },
        { option: 'classWeights', options: { classWeights: [[1, 0]] } },
        { option: 'classWeights', options: { classWeights: [[9, 1]] } },
        { option: 'classWeights', options: { classWeights: { a: 1 } } },
        { option: 'maxIterations', options: { maxIterations: 0 } },
      ],
    }),
  ),
  ...(['irls', 'lbfgs'] as const).map(
    (solver): EstimatorCase => ({
      name: 'GeneralizedLinearModel',
      kind: 'regressor',
      make: (options) => new ml.GeneralizedLinearModel(options),
      options: { solver, alpha: 0.1, tolerance: 1e-9 },
      sampleWeights: true,
      notConverging: { maxIterations: 1, tolerance: 1e-300 },
      invalidOptions: [
        { option: 'family', options: { family: 'none' } },
        { option: 'link', options: { link: 'none' } },
        { option: 'alpha', options: { alpha: -1 } },
        { option: 'power', options: { power: 1 } },
      ],
    }),
  ),
  {
    name: 'BayesianRidge',
    kind: 'regressor',
    make: (options) => new ml.BayesianRidge(options),
    options: { tolerance: 1e-9 },
    sampleWeights: true,
    notConverging: { maxIterations: 1 },
    invalidOptions: [
      { option: 'priorShape', options: { priorShape: -1 } },
      { option: 'priorRate', options: { priorRate: -1 } },
    ],
  },
  {
    name: 'Perceptron',
    kind: 'classifier',
    make: (options) => new ml.Perceptron(options),
    options: { maxIterations: 20 },
    sampleWeights: true,
    weightsEqualCopies: false,
    orderMatters: true,
    classWeights: true,
    notConverging: { maxIterations: 1 },
    invalidOptions: [
      { option: 'learningRate', options: { learningRate: 0 } },
      { option: 'seed', options: { shuffle: false, seed: 1 } },
    ],
  },
  {
    name: 'LinearSvm',
    kind: 'classifier',
    make: (options) => new ml.LinearSvm(options),
    options: { tolerance: 1e-9 },
    sampleWeights: true,
    classWeights: true,
    notConverging: { maxIterations: 1 },
    invalidOptions: [
      { option: 'inverseStrength', options: { inverseStrength: 0 } },
      { option: 'tolerance', options: { tolerance: 0 } },
    ],
  },
];
