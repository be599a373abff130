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
  ...(['lloyd', 'hamerly'] as const).map(
    (algorithm): EstimatorCase => ({
      name: 'KMeans',
      kind: 'clusterer',
      make: (options) => new ml.KMeans(options),
      options: {
        numClusters: 3,
        algorithm,
        init: [
          [0, 0, 0],
          [3, -2, 0],
          [5, 0, 0],
        ],
      },
      sampleWeights: true,
      notConverging: { maxIterations: 1 },
      invalidOptions: [
        { option: 'numClusters', options: { numClusters: 0 } },
        { option: 'numClusters', options: { numClusters: 37 } },
        { option: 'init', options: { init: 'none' } },
        { option: 'init', options: { init: [[1, 2]] } },
        { option: 'algorithm', options: { algorithm: 'none' } },
        { option: 'numStarts', options: { numStarts: 0 } },
      ],
    }),
  ),
  {
    name: 'KMeans',
    kind: 'clusterer',
    make: (options) => new ml.KMeans(options),
    options: { numClusters: 2, seed: 3, numStarts: 3 },
    sampleWeights: true,
    weightsEqualCopies: false,
    orderMatters: true,
    invalidOptions: [],
  },
  ...(['full', 'randomized'] as const).map(
    (solver): EstimatorCase => ({
      name: 'Pca',
      kind: 'transformer',
      make: (options) => new ml.Pca(options),
      options: { solver, numComponents: 2 },
      invalidOptions: [
        { option: 'numComponents', options: { numComponents: 0 } },
        { option: 'numComponents', options: { numComponents: 4 } },
        { option: 'whiten', options: { whiten: 1 } },
      ],
    }),
  ),
  {
    name: 'StandardScaler',
    kind: 'transformer',
    make: (options) => new ml.StandardScaler(options),
    sampleWeights: true,
    invalidOptions: [{ option: 'withMean', options: { withMean: 1 } }],
  },
  {
    name: 'MinMaxScaler',
    kind: 'transformer',
    make: (options) => new ml.MinMaxScaler(options),
    invalidOptions: [
      { option: 'high', options: { high: 0 } },
      { option: 'clip', options: { clip: 1 } },
    ],
  },
  {
    name: 'RobustScaler',
    kind: 'transformer',
    make: (options) => new ml.RobustScaler(options),
    invalidOptions: [
      { option: 'lowerQuantile', options: { lowerQuantile: 1 } },
      { option: 'upperQuantile', options: { upperQuantile: 0.2 } },
    ],
  },
  {
    name: 'SimpleImputer',
    kind: 'transformer',
    make: (options) => new ml.SimpleImputer(options),
    allowsNaN: true,
    invalidOptions: [
      { option: 'strategy', options: { strategy: 'none' } },
      { option: 'fillValue', options: { fillValue: Number.NaN } },
    ],
  },
  {
    name: 'PolynomialFeatures',
    kind: 'transformer',
    make: (options) => new ml.PolynomialFeatures(options),
    invalidOptions: [
      { option: 'degree', options: { degree: -1 } },
      { option: 'interactionOnly', options: { interactionOnly: 1 } },
    ],
  },
  {
    name: 'SplineFeatures',
    kind: 'transformer',
    make: (options) => new ml.SplineFeatures(options),
    invalidOptions: [
      { option: 'numKnots', options: { numKnots: 1 } },
      { option: 'knots', options: { knots: 'none' } },
    ],
  },
  {
    name: 'Pipeline',
    kind: 'classifier',
    make: (options) =>
      new ml.Pipeline({
        steps: [new ml.StandardScaler()],
        final: new ml.LogisticRegression({ tolerance: 1e-9 }),
        ...options,
      }),
    sampleWeights: true,
    weightsEqualCopies: false, // the scaler does not see the weights
    parts: { StandardScalerModel: ml.StandardScalerModel, LogisticRegressionModel: ml.LogisticRegressionModel },
    ownNames: ['StandardScaler', 'LogisticRegression'],
    invalidOptions: [{ option: 'steps', options: { steps: 1 } }],
  },
  {
    name: 'GaussianNaiveBayes',
    kind: 'classifier',
    make: (options) => new ml.GaussianNaiveBayes(options),
    sampleWeights: true,
    invalidOptions: [
      { option: 'varianceSmoothing', options: { varianceSmoothing: -1 } },
      { option: 'priors', options: { priors: [0.5, 0.5] } },
    ],
  },
  {
    name: 'MultinomialNaiveBayes',
    kind: 'classifier',
    make: (options) => new ml.MultinomialNaiveBayes(options),
    data: 'non-negative',
    sampleWeights: true,
    invalidOptions: [
      { option: 'alpha', options: { alpha: 0 } },
      { option: 'priors', options: { priors: [0.5, 0.2, 0.2] } },
      { option: 'fitPriors', options: { fitPriors: 1 } },
    ],
  },
  ...(['gini', 'entropy'] as const).map(
    (criterion): EstimatorCase => ({
      name: 'DecisionTreeClassifier',
      kind: 'classifier',
      make: (options) => new ml.DecisionTreeClassifier(options),
      options: { criterion, maxDepth: 2 },
      sampleWeights: true,
      classWeights: true,
      invalidOptions: [
        { option: 'criterion', options: { criterion: 'none' } },
        { option: 'maxDepth', options: { maxDepth: 0 } },
        { option: 'minSamplesSplit', options: { minSamplesSplit: 1 } },
        { option: 'minSamplesLeaf', options: { minSamplesLeaf: 0 } },
        { option: 'minImpurityDecrease', options: { minImpurityDecrease: -1 } },
        { option: 'maxFeatures', options: { maxFeatures: 4 } },
        { option: 'maxFeatures', options: { maxFeatures: 'log' } },
      ],
    }),
  ),
  {
    name: 'DecisionTreeRegressor',
    kind: 'regressor',
    make: (options) => new ml.DecisionTreeRegressor(options),
    options: { minSamplesLeaf: 1 },
    sampleWeights: true,
    invalidOptions: [{ option: 'maxDepth', options: { maxDepth: 1.5 } }],
  },
  {
    name: 'RandomForestClassifier',
    kind: 'classifier',
    make: (options) => new ml.RandomForestClassifier(options),
    options: { numTrees: 8, seed: 3, maxDepth: 2, outOfBagScore: true },
    sampleWeights: true,
    weightsEqualCopies: false,
    orderMatters: true,
    classWeights: true,
    invalidOptions: [
      { option: 'numTrees', options: { numTrees: 0 } },
      { option: 'bootstrap', options: { bootstrap: 1 } },
      { option: 'criterion', options: { criterion: 'none' } },
    ],
  },
  {
    name: 'RandomForestRegressor',
    kind: 'regressor',
    make: (options) => new ml.RandomForestRegressor(options),
    options: { numTrees: 8, seed: 3 },
    sampleWeights: true,
    weightsEqualCopies: false,
    orderMatters: true,
    invalidOptions: [
      { option: 'outOfBagScore', options: { outOfBagScore: 1 } },
      { option: 'maxFeatures', options: { maxFeatures: 0 } },
    ],
  },
];
