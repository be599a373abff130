import type { MetricCase } from '@ai/core/testing';

const box = (image_id: number, category_id: number, ...bbox: number[]) => ({ image_id, category_id, bbox });
const cocoBatches = [
  [
    [box(1, 1, 0, 0, 40, 40), box(1, 2, 5, 5, 120, 110)],
    [
      { ...box(1, 1, 2, 1, 40, 41), score: 0.75 },
      { ...box(1, 2, 5, 5, 60, 110), score: 0.5 },
    ],
  ],
  [[{ ...box(2, 1, 10, 10, 20, 20), iscrowd: 1 }], [{ ...box(2, 1, 12, 12, 8, 8), score: 0.5 }]],
  [[box(3, 1, 0, 0, 10, 12), box(2, 2, 0, 0, 50, 50)], [{ ...box(3, 1, 0, 0, 10, 12), score: 0.25 }]],
];
const vocBatches = cocoBatches.map((batch) =>
  batch.map((records) =>
    records.map((record) => ({
      image: record.image_id,
      category: record.category_id,
      box: [record.bbox[0], record.bbox[1], record.bbox[0] + record.bbox[2], record.bbox[1] + record.bbox[3]],
      ...('score' in record ? { score: record.score } : {}),
    })),
  ),
);
const badRecords = [
  [[{ image_id: 1, category_id: 1 }], []],
  [[], [{ ...box(1, 1, 0, 0, 1, 1), score: Number.NaN }]],
];
const aligned = [false, false];
const none = -1;
const recalls = Array.from({ length: 101 }, (_, i) => (i === 100 ? 1 : i * 0.01));
const thresholds = Array.from({ length: 10 }, (_, i) => (i === 9 ? 0.95 : 0.5 + (i * (0.95 - 0.5)) / 9));

export const detectionCases: Record<string, readonly MetricCase[]> = {
  cocoEvaluation: [
    {
      batches: cocoBatches,
      aligned,
      invalid: badRecords,
      empty: {
        ap: none,
        ap50: none,
        ap75: none,
        apSmall: none,
        apMedium: none,
        apLarge: none,
        ar: [none, none, none],
        ar50: none,
        ar75: none,
        arSmall: none,
        arMedium: none,
        arLarge: none,
        categories: [],
        curves: {
          shape: [10, 101, 0, 4, 3],
          precision: [],
          scores: [],
          recall: [],
          iouThresholds: thresholds,
          recallThresholds: recalls,
          categories: [],
          areas: ['all', 'small', 'medium', 'large'],
          maxDetections: [1, 10, 100],
        },
      },
    },
  ],
  cocoMeanAveragePrecision: [
    { batches: cocoBatches, aligned, invalid: badRecords, empty: none },
    { batches: cocoBatches, aligned, options: { iouThresholds: [0.5], maxDetections: [3] }, empty: none },
  ],
  vocEvaluation: [{ batches: vocBatches, aligned, empty: { map: Number.NaN, categories: [] }, invalid: [[[{}], []]] }],
  vocMeanAveragePrecision: [
    { batches: vocBatches, aligned },
    { batches: vocBatches, aligned, options: { year: 2007, iouThreshold: 0.8 } },
  ],
};
