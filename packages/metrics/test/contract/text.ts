import type { MetricCase } from '@ai/core/testing';

const single = [
  [
    ['the cat sat on the mat', 'it is 3.5 km, or more'],
    ['the cat sat on a mat', 'it is 3.5 km or less.'],
  ],
  [['Hello world'], ['hello there world']],
  [
    ['one two\nthree four five', ''],
    ['one three two\nfive four five', 'x'],
  ],
];
const several = single.map(([references, predictions]) => [
  references.map((text) => [text, `${text} again`]),
  predictions,
]);
const invalid = [
  [[[]], ['a']],
  [['a'], [1]],
];
const cases = (...options: object[]): MetricCase[] => [
  { batches: single, invalid },
  { batches: several, invalid },
  ...options.map((option) => ({ batches: several, options: option })),
];
const startsAtZero = (list: MetricCase[]): MetricCase[] => list.map((entry) => ({ ...entry, empty: 0 }));
const noScore = { precision: Number.NaN, recall: Number.NaN, f1: Number.NaN };
const noRouge = { rouge1: noScore, rouge2: noScore, rougeL: noScore, rougeLsum: noScore };

export const textCases: Record<string, readonly MetricCase[]> = {
  bleu: startsAtZero(cases({ tokenizer: 'intl', smoothing: 'add-k', lowercase: true })),
  bleuReport: cases({ maxOrder: 2 }).map((entry) => ({
    ...entry,
    empty: {
      score: 0,
      precisions: entry.options ? [0, 0] : [0, 0, 0, 0],
      brevityPenalty: 1,
      predictionLength: 0,
      referenceLength: 0,
    },
  })),
  sentenceBleu: cases({ tokenizer: 'char', smoothing: 'floor' }),
  chrf: startsAtZero(cases({ wordOrder: 2, whitespace: true })),
  rouge: cases({ stem: true }).map((entry) => ({ ...entry, empty: noRouge })),
  wordErrorRate: [{ batches: single }],
  characterErrorRate: [{ batches: single }],
  exactMatch: cases(),
  tokenF1: cases(),
};
