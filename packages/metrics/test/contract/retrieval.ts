import type { MetricCase } from '@ai/core/testing';

const rankings = [
  [
    [
      [1, 0, 2],
      [0, 0, 0],
    ],
    [
      [0.5, 0.75, 0.25],
      [0.5, 0.25, 0.125],
    ],
  ],
  [[[0, 1, 0]], [[0.5, 0.5, 0.5]]],
  [
    [
      [0, 1, 1],
      [0, 0, 0],
    ],
    [
      [0.75, 0.25, 0.5],
      [0.25, 0.125, 0],
    ],
  ],
];
const pairs = [
  [
    [1, 0, 1],
    [0.75, 0.5, 0.25],
  ],
  [[0], [0.125]],
  [
    [1, 0],
    [0.875, 0.25],
  ],
];
const poses = [
  [
    [
      [
        [0, 1, 1],
        [4, 5, 2],
      ],
    ],
    [
      [
        [0.5, 1],
        [6, 5],
      ],
    ],
    [8],
  ],
  [
    [
      [
        [2, 2, 0],
        [1, 1, 1],
      ],
    ],
    [
      [
        [2, 3],
        [1, 1.5],
      ],
    ],
    [4],
  ],
  [
    [
      [
        [9, 1, 1],
        [7, 3, 1],
      ],
    ],
    [
      [
        [9, 4],
        [7, 3],
      ],
    ],
    [10],
  ],
];
const noScale = [[poses[0][0], poses[0][1], [0]]];
const skeletons = poses.map(([targets, predictions]) => [
  targets,
  (predictions as number[][][]).map((pose) => pose.map(([x, y]) => [x, y, x - y])),
]);
const queryCases = (...options: object[]): MetricCase[] =>
  [{}, { emptyQuery: 'skip' }, ...options].map((option) => ({
    batches: rankings,
    options: option,
    invalid: [[[[-1]], [[1]]]],
  }));

export const retrievalCases: Record<string, readonly MetricCase[]> = {
  meanAveragePrecision: queryCases(),
  meanReciprocalRank: queryCases(),
  precisionAtK: queryCases({ k: 2 }),
  recallAtK: queryCases({ k: 2 }),
  rankAccuracy: queryCases({ k: 2 }),
  ndcg: queryCases({ k: 2, gain: 'exponential' }),
  cumulativeMatch: [{ batches: rankings, options: { ranks: 2 }, empty: [Number.NaN, Number.NaN] }],
  equalErrorRate: [{ batches: pairs }],
  tarAtFar: [{ batches: pairs }, { batches: pairs, options: { falseAcceptRate: 0.5 } }],
  openSetIdentification: [{ batches: rankings, empty: { falseAlarmRate: [], identificationRate: [], thresholds: [] } }],
  identificationAtFar: [{ batches: rankings }, { batches: rankings, options: { falseAlarmRate: 0.5, rank: 2 } }],
  pck: [
    { batches: poses, invalid: noScale },
    { batches: poses, options: { average: 'none' }, empty: [] },
  ],
  pckh: [
    { batches: poses, invalid: noScale },
    { batches: poses, options: { average: 'macro' } },
  ],
  oks: [{ batches: poses, options: { sigmas: [0.1, 0.05] }, invalid: noScale }],
  mpjpe: [
    { batches: skeletons },
    { batches: skeletons, options: { align: 'root', root: 1 } },
    { batches: skeletons, options: { align: 'procrustes' }, relative: 1e-10 },
  ],
};
