import type { MetricCase } from '@ai/core/testing';

const batches = [
  [
    [0, 1, 2, 2],
    [0, 2, 2, 1],
  ],
  [[1], [1]],
  [
    [2, 0, 0],
    [2, 0, 1],
  ],
  [[3], [0]],
];
const binary = [
  [
    [0, 1, 1],
    [1, 1, 0],
  ],
  [[1], [1]],
  [
    [0, 0],
    [0, 1],
  ],
];
const scored = [
  [
    [0, 2],
    [
      [0.2, 0.5, 0.3],
      [0.4, 0.5, 0.1],
    ],
  ],
  [[1], [[0.3, 0.3, 0.3]]],
  [[1], [[0.1, 0.8, 0.1]]],
];
const rates: readonly MetricCase[] = [
  { batches: binary },
  { batches, options: { average: 'macro' } },
  { batches, options: { average: 'weighted', zeroDivision: Number.NaN } },
  { batches, options: { average: 'none' }, empty: new Float64Array(0) },
];
const noLine = { precision: Number.NaN, recall: Number.NaN, f1: Number.NaN, support: 0 };

export const labelCases: Record<string, readonly MetricCase[]> = {
  accuracy: [{ batches, expected: 5 / 9 }, { batches: scored }],
  zeroOneLoss: [{ batches, expected: 4 / 9 }],
  topKAccuracy: [{ batches: scored, options: { k: 2 }, invalid: [[[3], [[1, 2, 3]]]] }],
  balancedAccuracy: [{ batches }, { batches: scored, options: { adjusted: true } }],
  confusionMatrix: [
    { batches, empty: { classes: [], matrix: [] } },
    { batches, options: { classes: 4, normalize: 'true' }, empty: { classes: [0, 1, 2, 3], matrix: zeros(4) } },
  ],
  precision: rates,
  recall: rates,
  fBeta: rates,
  specificity: rates,
  jaccardIndex: rates,
  cohenKappa: [{ batches }, { batches, options: { weights: 'quadratic' } }],
  matthewsCorrelation: [{ batches }],
  classificationReport: [
    {
      batches,
      empty: {
        classes: [],
        accuracy: Number.NaN,
        macro: noLine,
        weighted: noLine,
        text: [
          `${' '.repeat(12)} precision    recall        f1   support`,
          '',
          '',
          '    accuracy                           NaN         0',
          '   macro avg       NaN       NaN       NaN         0',
          'weighted avg       NaN       NaN       NaN         0',
        ].join('\n'),
      },
    },
  ],
};

function zeros(size: number): number[][] {
  return Array.from({ length: size }, () => new Array<number>(size).fill(0));
}
