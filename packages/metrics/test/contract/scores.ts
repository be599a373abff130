import type { MetricCase } from '@ai/core/testing';

const binary = [
  [
    [0, 1, 1, 0],
    [0.25, 0.75, 0.5, 0.5],
  ],
  [[1], [0.125]],
  [
    [0, 0, 1],
    [0.9, 0.125, 1],
  ],
];
const multiclass = [
  [
    [0, 2],
    [
      [0.5, 0.25, 0.25],
      [0.125, 0.5, 0.375],
    ],
  ],
  [[1], [[0.25, 0.5, 0.25]]],
  [
    [1, 0, 2],
    [
      [0.5, 0.5, 0],
      [0.75, 0, 0.25],
      [0.1875, 0.25, 0.5625],
    ],
  ],
];
const indicators = [
  [
    [
      [1, 0, 1],
      [0, 1, 0],
    ],
    [
      [1, 0, 0],
      [0, 1, 1],
    ],
  ],
  [[[0, 0, 1]], [[1, 0, 1]]],
  [
    [
      [0, 1, 1],
      [0, 0, 0],
    ],
    [
      [0, 1, 1],
      [0, 1, 0],
    ],
  ],
];
const scored = indicators.map(([labels, scores]) => [
  labels,
  scores.map((row, i) => row.map((value, j) => value / 2 + ((i * 3 + j * 5) % 7) / 8)),
]);
const empty = new Float64Array(0);
const notProbabilities = [
  [[0], [1.5]] as const,
  [
    [0, 1],
    [0.5, -0.25],
  ] as const,
];
const notIndicators = [
  [[[2]], [[0]]],
  [[[1, 0]], [[1]]],
];
const rates: readonly MetricCase[] = [
  ...['micro', 'macro', 'weighted', 'samples'].map((average) => ({
    batches: indicators,
    options: { average },
    invalid: notIndicators,
  })),
  { batches: indicators, options: { average: 'none' }, empty },
];

export const scoreCases: Record<string, readonly MetricCase[]> = {
  rocCurve: [
    {
      batches: binary,
      empty: {
        falsePositiveRate: [Number.NaN],
        truePositiveRate: [Number.NaN],
        thresholds: [Number.POSITIVE_INFINITY],
      },
    },
  ],
  rocAuc: [
    {
      batches: binary,
      invalid: [
        [
          [0, 2],
          [0.5, 0.5],
        ],
      ],
    },
    { batches: binary, options: { maxFalsePositiveRate: 0.4 } },
  ],
  multiclassRocAuc: [
    { batches: multiclass },
    { batches: multiclass, options: { strategy: 'oneVsOne', average: 'weighted' } },
    { batches: multiclass, options: { average: 'none' }, empty },
  ],
  precisionRecallCurve: [{ batches: binary, empty: { precision: [1], recall: [0], thresholds: [] } }],
  averagePrecision: [{ batches: binary }],
  multiclassAveragePrecision: [{ batches: multiclass }, { batches: multiclass, options: { average: 'weighted' } }],
  calibrationCurve: [
    { batches: binary, invalid: notProbabilities, empty: { meanPredicted: [], fractionPositive: [], counts: [] } },
    {
      batches: binary,
      options: { strategy: 'quantile', bins: 3 },
      empty: { meanPredicted: [], fractionPositive: [], counts: [] },
    },
  ],
  expectedCalibrationError: [
    { batches: binary, invalid: notProbabilities },
    { batches: multiclass, options: { norm: 'l2', bins: 4 }, invalid: [[[0], [[0.5, 0.25]]]] },
    { batches: multiclass, options: { norm: 'max', bins: 4 } },
  ],
  logLoss: [
    { batches: binary, invalid: notProbabilities },
    { batches: multiclass, invalid: [[[0], [[0.5, 0.25]]]] },
  ],
  brierScore: [
    { batches: binary, invalid: notProbabilities },
    { batches: multiclass, invalid: [[[0], [[0.5, 0.25]]]] },
  ],
  hingeLoss: [{ batches: binary }, { batches: multiclass, invalid: [[[2], [[0.5, 0.25]]]] }],
  multilabelPrecision: rates,
  multilabelRecall: rates,
  multilabelFBeta: rates,
  multilabelJaccardIndex: rates,
  hammingLoss: [{ batches: indicators, invalid: notIndicators }],
  subsetAccuracy: [{ batches: indicators, invalid: notIndicators }],
  multilabelConfusionMatrix: [{ batches: indicators, empty: [], invalid: notIndicators }],
  multilabelRocAuc: [
    { batches: scored },
    { batches: scored, options: { average: 'micro' } },
    { batches: scored, options: { average: 'none' }, empty },
  ],
  multilabelAveragePrecision: [{ batches: scored }, { batches: scored, options: { average: 'samples' } }],
  coverageError: [{ batches: scored }],
  labelRankingAveragePrecision: [{ batches: scored }],
  labelRankingLoss: [{ batches: scored }],
};
