import type { MetricCase } from '@ai/core/testing';

const column = [
  [
    [1, 2.5, 3],
    [1.5, 2, 3],
  ],
  [[0.25], [1]],
  [
    [7, 4],
    [6, 4.75],
  ],
];
const table = [
  [
    [
      [1, 2],
      [3, 5],
    ],
    [
      [1.5, 2],
      [2, 4],
    ],
  ],
  [[[0.25, 8]], [[1, 7.5]]],
  [[[6, 1]], [[6.5, 1]]],
];
const both: readonly MetricCase[] = [{ batches: column }, { batches: table }];
const logs = [[[-1, -0.5]], [[-2]], [[-0.25, -3, -1]]];

export const regressionCases: Record<string, readonly MetricCase[]> = {
  meanSquaredError: both,
  rootMeanSquaredError: both,
  meanAbsoluteError: both,
  meanAbsolutePercentageError: both,
  medianAbsoluteError: both,
  r2Score: both,
  explainedVariance: both,
  quantileLoss: [...both, { batches: column, options: { quantile: 0.9 } }],
  huberLoss: [...both, { batches: column, options: { delta: 0.5 } }],
  tweedieDeviance: [
    ...both,
    { batches: column, options: { power: 1 }, invalid: [[[1], [0], { power: 1 }]] },
    { batches: column, options: { power: 2 } },
  ],
  negativeLogLikelihood: [{ batches: logs }],
  perplexity: [{ batches: logs, invalid: [[[1]]] }],
  gaussianNegativeLogLikelihood: [
    { batches: column.map(([targets, means]) => [targets, means, means]), invalid: [[[1], [1], [-1]]] },
  ],
};
