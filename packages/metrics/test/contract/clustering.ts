import type { MetricCase } from '@ai/core/testing';

const batches = [
  [
    [0, 0, 1, 2],
    [1, 1, 0, 0],
  ],
  [[1], [2]],
  [
    [2, 2, 0],
    [0, 3, 1],
  ],
];
const points = [
  [
    [
      [0, 1],
      [2, 1.5],
      [9, 8],
    ],
    [0, 0, 1],
  ],
  [[[8, 9.5]], [1]],
  [
    [
      [20, 1],
      [1, 1],
    ],
    [2, 0],
  ],
];
const perfect: readonly MetricCase[] = [{ batches, empty: 1 }];
const ofPoints: readonly MetricCase[] = [{ batches: points, relative: 1e-11 }];

export const clusteringCases: Record<string, readonly MetricCase[]> = {
  adjustedRandIndex: perfect,
  randIndex: perfect,
  fowlkesMallowsIndex: [{ batches, empty: 0 }],
  mutualInformation: [{ batches, empty: 0 }],
  normalizedMutualInformation: [...perfect, { batches, options: { mean: 'geometric' }, empty: 1 }],
  adjustedMutualInformation: [...perfect, { batches, options: { mean: 'max' }, empty: 1 }],
  homogeneity: perfect,
  completeness: perfect,
  vMeasure: [...perfect, { batches, options: { beta: 0.5 }, empty: 1 }],
  silhouette: ofPoints,
  silhouetteSamples: [{ batches: points, empty: [] }],
  daviesBouldinIndex: ofPoints,
  calinskiHarabaszIndex: ofPoints,
};
