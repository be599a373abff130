import { tf } from '@ai/core';
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
  ...(['squaredHinge', 'hinge'] as const).map(
    (loss): EstimatorCase => ({
      name: 'LinearSvm',
      kind: 'classifier',
      make: (options) => new ml.LinearSvm(options),
      options: { loss, tolerance: 1e-9, maxIterations: 20_000, inverseStrength: loss === 'hinge' ? 0.1 : 1 },
      sampleWeights: true,
      classWeights: true,
      notConverging: { maxIterations: 1 },
      invalidOptions: [
        { option: 'inverseStrength', options: { inverseStrength: 0 } },
        { option: 'loss', options: { loss: 'none' } },
        { option: 'tolerance', options: { tolerance: 0 } },
        { option: 'seed', options: { seed: 0.5 } },
      ],
    }),
  ),
  {
    name: 'MultiTargetRegressor',
    kind: 'regressor',
    make: (options) => {
      const several = new ml.MultiTargetRegressor({ base: new ml.Ridge(), ...options });
      // the checks know one target: it is given as a table of one column
      const asColumn = (y: unknown): unknown =>
        Array.isArray(y) || ArrayBuffer.isView(y)
          ? Array.from(y as unknown as ArrayLike<unknown>, (value) => [value])
          : y;
      const fit = (x: number[][], y: number[], rest?: object) => {
        const table = y instanceof tf.Tensor ? y.expandDims(1) : (asColumn(y) as number[][]);
        return several.fit(x, table as number[][], rest);
      };
      return { options: several.options, fit };
    },
    sampleWeights: true,
    parts: { RidgeModel: ml.RidgeModel },
    ownNames: ['Ridge'],
    invalidOptions: [{ option: 'base', options: { base: {} } }],
  },
];
