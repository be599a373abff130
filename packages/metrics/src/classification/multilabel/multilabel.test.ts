import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import {
  coverageError,
  hammingLoss,
  labelRankingAveragePrecision,
  labelRankingLoss,
  type MultilabelAverage,
  multilabelAveragePrecision,
  multilabelConfusionMatrix,
  multilabelFBeta,
  multilabelJaccardIndex,
  multilabelPrecision,
  multilabelRecall,
  multilabelRocAuc,
  subsetAccuracy,
} from '../../index.js';

interface Case {
  labels: number[][];
  scores: number[][];
  predictions: number[][];
  rates: Record<MultilabelAverage, Record<string, number | number[]>>;
  auc: Record<string, number>;
  averagePrecision: Record<string, number>;
  confusion: number[][][];
  hamming: number;
  subset: number;
  coverage: number;
  rankingPrecision: number;
  rankingLoss: number;
}
const golden = readGolden<{ multilabel: Case[] }>(new URL('../../../golden/scores.json', import.meta.url));
const tight = { relative: 1e-13, absolute: 1e-15 };

describe.each(golden.multilabel)('multilabel as scikit-learn %#', (data) => {
  const { labels, predictions, scores } = data;

  it.each(Object.keys(data.rates) as 'macro'[])('rates averaged: %s', (average) => {
    const actual = {
      precision: multilabelPrecision(labels, predictions, { average }),
      recall: multilabelRecall(labels, predictions, { average }),
      f1: multilabelFBeta(labels, predictions, { average }),
      f2: multilabelFBeta(labels, predictions, { average, beta: 2 }),
      precisionOne: multilabelPrecision(labels, predictions, { average, zeroDivision: 1 }),
      jaccard: multilabelJaccardIndex(labels, predictions, { average }),
    };
    for (const [name, value] of Object.entries(actual)) expectClose(value, data.rates[average][name], tight);
  });

  it('decisions', () => {
    expectClose(hammingLoss(labels, predictions), data.hamming, tight);
    expectClose(subsetAccuracy(labels, predictions), data.subset, tight);
    expect(multilabelConfusionMatrix(labels, predictions)).toEqual(data.confusion);
  });

  it('scores', () => {
    for (const [average, expected] of Object.entries(data.auc)) {
      expectClose(multilabelRocAuc(labels, scores, { average: average as 'micro' }), expected, tight);
    }
    const areas = multilabelRocAuc(labels, scores, { average: 'none' });
    expectClose(areas.reduce((a, b) => a + b) / areas.length, data.auc['macro'], tight);
    for (const [average, expected] of Object.entries(data.averagePrecision)) {
      expectClose(multilabelAveragePrecision(labels, scores, { average: average as 'micro' }), expected, tight);
    }
    expectClose(coverageError(labels, scores), data.coverage, tight);
    expectClose(labelRankingAveragePrecision(labels, scores), data.rankingPrecision, tight);
    expectClose(labelRankingLoss(labels, scores), data.rankingLoss, tight);
  });
});

describe('multilabel', () => {
  it('one value per label', () => {
    const [labels, scores] = [
      [
        [1, 0],
        [0, 0],
        [1, 1],
      ],
      [
        [0.9, 0.2],
        [0.3, 0.6],
        [0.1, 0.7],
      ],
    ];
    expectClose(multilabelAveragePrecision(labels, scores, { average: 'none' }), [5 / 6, 1], tight);
    expectClose(multilabelRocAuc(labels, scores, { average: 'none' }), [0.5, 1], tight);
  });

  it('a label without positives leaves the area undefined', () => {
    expect(
      multilabelRocAuc(
        [
          [1, 0],
          [0, 0],
        ],
        [
          [0.9, 0.2],
          [0.3, 0.6],
        ],
      ),
    ).toBeNaN();
  });

  it('refuses what it cannot score', () => {
    expect(() => hammingLoss([[1, 2]], [[1, 0]])).toThrow(
      "'labels' of hammingLoss must hold 0 and 1 only, got 2 at row 0, column 1.",
    );
    expect(() => hammingLoss([[1, 0]], [[1, 0, 1]])).toThrow("as many columns as 'labels' (2), got 3");
    expect(() => multilabelPrecision([[1]], [[1]], { average: 'binary' as never })).toThrow("'average'");
    expect(() => multilabelRocAuc([[1]], [[1]], { average: 'binary' as never })).toThrow("'average'");
    expect(() => multilabelFBeta([[1]], [[1]], { beta: -1 })).toThrow("'beta'");
    expect(() => coverageError([[0.5]], [[1]])).toThrow("'labels' of coverageError must hold 0 and 1 only");
    const stream = hammingLoss.streaming();
    const state = stream.update(stream.init(), [[1, 0]], [[1, 0]]);
    expect(() => stream.update(state, [[1]], [[1]])).toThrow('have as many columns as the batches before');
  });
});
