import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of preparation and what holds other estimators. */
export const PREPROCESSING: EstimatorCase[] = [
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
    name: 'OneHotEncoder',
    kind: 'transformer',
    make: (options) => new ml.OneHotEncoder(options),
    options: { unknown: 'ignore' },
    invalidOptions: [
      { option: 'drop', options: { drop: 'last' } },
      { option: 'unknown', options: { unknown: 'none' } },
    ],
  },
  {
    name: 'OrdinalEncoder',
    kind: 'transformer',
    make: (options) => new ml.OrdinalEncoder(options),
    options: { unknownValue: -1 },
    invalidOptions: [{ option: 'unknownValue', options: { unknownValue: 'none' } }],
  },
  {
    name: 'ColumnTransformer',
    kind: 'transformer',
    make: (options) =>
      new ml.ColumnTransformer({
        transformers: [
          { columns: [0, 1], transformer: new ml.StandardScaler() },
          { columns: [1], transformer: new ml.OrdinalEncoder({ unknownValue: -1 }) },
        ],
        remainder: 'pass',
        ...options,
      }),
    parts: { StandardScalerModel: ml.StandardScalerModel, OrdinalEncoderModel: ml.OrdinalEncoderModel },
    ownNames: ['StandardScaler', 'OrdinalEncoder'],
    invalidOptions: [
      { option: 'transformers', options: { transformers: [] } },
      { option: 'remainder', options: { remainder: 'none' } },
    ],
  },
  {
    name: 'MaxAbsScaler',
    kind: 'transformer',
    make: () => new ml.MaxAbsScaler(),
    invalidOptions: [],
  },
  {
    name: 'Normalizer',
    kind: 'transformer',
    make: (options) => new ml.Normalizer(options),
    invalidOptions: [{ option: 'norm', options: { norm: 'none' } }],
  },
  ...(['quantile', 'kMeans'] as const).map(
    (strategy): EstimatorCase => ({
      name: 'KBinsDiscretizer',
      kind: 'transformer',
      make: (options) => new ml.KBinsDiscretizer(options),
      options: { numBins: 3, strategy },
      invalidOptions: [
        { option: 'numBins', options: { numBins: 1 } },
        { option: 'strategy', options: { strategy: 'none' } },
        { option: 'encode', options: { encode: 'none' } },
      ],
    }),
  ),
  {
    name: 'PowerTransformer',
    kind: 'transformer',
    make: (options) => new ml.PowerTransformer(options),
    invalidOptions: [
      { option: 'method', options: { method: 'none' } },
      { option: 'standardize', options: { standardize: 1 } },
    ],
  },
  {
    name: 'VarianceThreshold',
    kind: 'transformer',
    make: (options) => new ml.VarianceThreshold(options),
    options: { threshold: 0.5 },
    invalidOptions: [{ option: 'threshold', options: { threshold: -1 } }],
  },
  ...(['labels', 'values'] as const).map(
    (targets): EstimatorCase => ({
      name: 'SelectKBest',
      kind: 'transformer',
      make: (options) => new ml.SelectKBest(options),
      options: { k: 2, score: targets === 'labels' ? 'fClassification' : 'fRegression' },
      targets,
      invalidOptions: [
        { option: 'k', options: { k: 0 } },
        { option: 'k', options: { k: 4 } },
        { option: 'score', options: { score: 'none' } },
      ],
    }),
  ),
];
