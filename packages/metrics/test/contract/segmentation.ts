import type { MetricCase } from '@ai/core/testing';

const maps = [
  [
    [
      [
        [0, 1, 1],
        [2, 0, 0],
      ],
    ],
    [
      [
        [0, 1, 0],
        [2, 0, 1],
      ],
    ],
  ],
  [
    [
      [
        [1, 1, 1],
        [0, 0, 0],
      ],
    ],
    [
      [
        [1, 0, 1],
        [0, 0, 0],
      ],
    ],
  ],
  [
    [
      [
        [0, 0, 1],
        [0, 2, 2],
      ],
    ],
    [
      [
        [0, 1, 1],
        [0, 2, 0],
      ],
    ],
  ],
];
const panoptic = maps.map((batch) =>
  batch.map((images) => images.map((image) => image.map((row) => row.map((label, x) => [label, x])))),
);
const options = { things: [0, 1], stuff: [2] };
const notWhole = [[[[[0.5]]], [[[0]]]]];
const undefinedQuality = { pq: Number.NaN, sq: Number.NaN, rq: Number.NaN };

export const segmentationCases: Record<string, readonly MetricCase[]> = {
  pixelAccuracy: [
    { batches: maps, invalid: notWhole },
    { batches: maps, options: { ignore: 2 } },
  ],
  meanIou: [
    { batches: maps, invalid: notWhole },
    { batches: maps, options: { average: 'none', classes: 3 }, empty: [Number.NaN, Number.NaN, Number.NaN] },
  ],
  dice: [
    { batches: maps, invalid: notWhole },
    { batches: maps, options: { average: 'micro' } },
  ],
  hausdorffDistance: [
    { batches: maps, invalid: notWhole },
    { batches: maps, options: { percentile: 90 } },
  ],
  boundaryF: [
    { batches: maps, invalid: notWhole },
    { batches: maps, options: { tolerance: 1 } },
  ],
  panopticQuality: [{ batches: panoptic, options }],
  panopticEvaluation: [
    {
      batches: panoptic,
      options,
      empty: {
        ...undefinedQuality,
        categories: [0, 1, 2].map((category) => ({ category, pq: 0, sq: 0, rq: 0, segments: 0 })),
        things: undefinedQuality,
        stuff: undefinedQuality,
      },
    },
  ],
};
