import { tf } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import {
  accuracy,
  balancedAccuracy,
  classificationReport,
  cohenKappa,
  confusionMatrix,
  fBeta,
  jaccardIndex,
  matthewsCorrelation,
  precision,
  recall,
  specificity,
  topKAccuracy,
  zeroOneLoss,
} from '../index.js';

type Numbers = number[];
interface Averages {
  micro: number;
  macro: number;
  weighted: number;
  none: Numbers;
}
interface LabelCase {
  labels: Numbers;
  predictions: Numbers;
  confusion: Numbers[];
  confusionTrue: Numbers[];
  confusionPredicted: Numbers[];
  confusionAll: Numbers[];
  rates: Record<keyof Averages, Record<string, number | Numbers>>;
  reportMacro: Record<string, number>;
  reportWeighted: Record<string, number>;
  [score: string]: unknown;
}
const golden = readGolden<{
  cases: LabelCase[];
  strings: LabelCase;
  binary: Record<string, number> & { labels: Numbers; predictions: Numbers };
  topK: { labels: Numbers; scores: Numbers[]; expected: Numbers };
  degenerate: Record<string, number>;
}>(new URL('../../golden/labels.json', import.meta.url));
const tight = { relative: 1e-13, absolute: 1e-15 };

describe.each([...golden.cases, golden.strings])('labels as scikit-learn scores them %#', (data) => {
  const { labels, predictions } = data;

  it('scores of the whole', () => {
    const actual = {
      accuracy: accuracy(labels, predictions),
      zeroOneLoss: zeroOneLoss(labels, predictions),
      balanced: balancedAccuracy(labels, predictions),
      balancedAdjusted: balancedAccuracy(labels, predictions, { adjusted: true }),
      kappa: cohenKappa(labels, predictions),
      kappaLinear: cohenKappa(labels, predictions, { weights: 'linear' }),
      kappaQuadratic: cohenKappa(labels, predictions, { weights: 'quadratic' }),
      matthews: matthewsCorrelation(labels, predictions),
    };
    for (const [name, value] of Object.entries(actual)) expectClose(value, data[name] as number, tight);
  });

  it('confusion matrix', () => {
    expect(confusionMatrix(labels, predictions).matrix).toEqual(data.confusion);
    expectClose(confusionMatrix(labels, predictions, { normalize: 'true' }).matrix, data.confusionTrue, tight);
    expectClose(
      confusionMatrix(labels, predictions, { normalize: 'predicted' }).matrix,
      data.confusionPredicted,
      tight,
    );
    expectClose(confusionMatrix(labels, predictions, { normalize: 'all' }).matrix, data.confusionAll, tight);
  });

  it.each(['micro', 'macro', 'weighted', 'none'] as const)('rates averaged: %s', (average) => {
    const options = { average } as { average: 'macro' };
    const actual = {
      precision: precision(labels, predictions, options),
      recall: recall(labels, predictions, options),
      f1: fBeta(labels, predictions, options),
      f2: fBeta(labels, predictions, { ...options, beta: 2 }),
      fHalfNaN: fBeta(labels, predictions, { ...options, beta: 0.5, zeroDivision: Number.NaN }),
      precisionOne: precision(labels, predictions, { ...options, zeroDivision: 1 }),
      precisionNaN: precision(labels, predictions, { ...options, zeroDivision: Number.NaN }),
      jaccard: jaccardIndex(labels, predictions, options),
      specificity: specificity(labels, predictions, options),
    };
    for (const [name, value] of Object.entries(actual)) expectClose(value, data.rates[average][name], tight);
  });

  it('report', () => {
    const report = classificationReport(labels, predictions);
    for (const [line, expected] of [
      [report.macro, data.reportMacro],
      [report.weighted, data.reportWeighted],
    ] as const) {
      expectClose(
        [line.precision, line.recall, line.f1, line.support],
        [expected['precision'], expected['recall'], expected['f1-score'], expected['support']],
        tight,
      );
    }
    expect(report.classes.map(({ label }) => label)).toEqual(confusionMatrix(labels, predictions).classes);
    expectClose(report.accuracy, data['accuracy'] as number, tight);
    expect(report.text.split('\n')).toHaveLength(report.classes.length + 6);
  });
});

describe('labels', () => {
  it('binary rates', () => {
    const { labels, predictions, ...expected } = golden.binary;
    const actual = {
      precision: precision(labels, predictions),
      recall: recall(labels, predictions),
      f1: fBeta(labels, predictions),
      jaccard: jaccardIndex(labels, predictions),
      specificity: specificity(labels, predictions),
      precisionOfZero: precision(labels, predictions, { positive: 0 }),
    };
    for (const [name, value] of Object.entries(actual)) expectClose(value, expected[name] as number, tight);
  });

  it('top-k with ties', () => {
    const { labels, scores, expected } = golden.topK;
    expectClose(
      [1, 2, 3, 4].map((k) => topKAccuracy(labels, scores, { k })),
      expected,
      tight,
    );
    expect(topKAccuracy(labels, scores)).toBe(1);
  });

  it('undefined values', () => {
    expect(accuracy([], [])).toBeNaN();
    expect(confusionMatrix([], [])).toEqual({ classes: [], matrix: [] });
    expect(confusionMatrix([], [], { classes: 2 }).matrix).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(matthewsCorrelation([1, 1], [1, 1])).toBe(golden.degenerate['matthewsOneClass']);
    expect(matthewsCorrelation([0, 1, 1], [1, 1, 1])).toBe(golden.degenerate['matthewsConstant']);
    expectClose(cohenKappa([1, 1], [1, 1]), golden.degenerate['kappaOneClass'] as number);
    expect(precision([1, 0], [0, 0])).toBe(0);
    expect(precision([1, 0], [0, 0], { zeroDivision: 1 })).toBe(1);
    expect(balancedAccuracy([1, 1], [1, 0], { adjusted: true })).toBeNaN();
  });

  it('takes scores, labels of any range, booleans and tensors', () => {
    const scores = tf.tensor2d([
      [0.1, 0.9],
      [0.5, 0.5],
    ]);
    expect(accuracy(tf.tensor1d([1, 0], 'int32'), scores)).toBe(1);
    expect(accuracy(tf.tensor1d([true, false], 'bool'), [1, 0])).toBe(1);
    expect(confusionMatrix([-5e8, 7e8], [-5e8, -5e8])).toEqual({
      classes: [-5e8, 7e8],
      matrix: [
        [1, 0],
        [1, 0],
      ],
    });
    expect(accuracy([true, false], [1, 1])).toBe(0.5);
  });

  it('a fixed list of classes gives their order', () => {
    const { matrix } = confusionMatrix(['b', 'a', 'b'], ['a', 'a', 'b'], { classes: ['b', 'a', 'c'] });
    expect(matrix).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]);
  });

  it('options of the report', () => {
    const [labels, predictions] = [
      ['a', 'b', 'b'],
      ['a', 'a', 'b'],
    ];
    const report = classificationReport(labels, predictions, { classes: ['b', 'a', 'c'], digits: 3 });
    expect(report.classes.map(({ label }) => label)).toEqual(['b', 'a', 'c']);
    expect(report.text).toContain('0.667');
    expect(report.macro.precision).toBe(0.5);
    const left = classificationReport(labels, predictions, { classes: ['b', 'a', 'c'], zeroDivision: Number.NaN });
    expect(left.macro.precision).toBe(0.75);
    expect(() => classificationReport(labels, predictions, { zeroDivision: 3 as never })).toThrow("'zeroDivision'");
    expect(() => classificationReport(labels, predictions, { digits: -1 })).toThrow("'digits'");
  });

  it('classes fix the order of one value per class, and of disagreements', () => {
    const options = { average: 'none', classes: [1, 0, 2] } as const;
    expect([...recall([0, 1, 1], [0, 0, 1], options)]).toEqual([0.5, 1, 0]);
    const linear = { weights: 'linear' } as const;
    const inOrder = cohenKappa([0, 1, 2], [0, 2, 2], linear);
    expect(cohenKappa([0, 1, 2], [0, 2, 2], { ...linear, classes: [1, 0, 2] })).not.toBe(inOrder);
    expect(() => cohenKappa([0], [0], { weights: 'cubic' as never })).toThrow("'weights'");
    expect(() => balancedAccuracy([0], [0], { adjusted: 1 as never })).toThrow("'adjusted'");
  });

  it('refuses what it cannot score', () => {
    expect(() => accuracy([0, 1], [0])).toThrow(
      "'predictions' of accuracy must have as many samples as 'labels' (2), got 1.",
    );
    expect(() => accuracy([0.5], [0])).toThrow("'labels' of accuracy must hold whole numbers only or strings only");
    expect(() => accuracy(['a', 1], ['a', 'b'])).toThrow('got 1 at index 1');
    expect(() => accuracy(['a'], [0])).toThrow("must hold strings as 'labels' does");
    expect(() => accuracy([[0]] as never, [0])).toThrow('an array at index 0');
    expect(() => accuracy(3 as never, [0])).toThrow('be an array of labels');
    expect(() => accuracy([0], [[1]])).toThrow('a column for each of at least 2 classes');
    expect(() => confusionMatrix([3], [0], { classes: 3 })).toThrow(
      "must hold only labels of 'classes', got 3 at index 0",
    );
    expect(() => confusionMatrix([0], [0], { classes: [1, 1] })).toThrow("'classes'");
    expect(() => confusionMatrix([0], [0], { normalize: 'rows' as never })).toThrow("'normalize'");
    expect(() => precision([0, 1, 2], [0, 1, 2])).toThrow("'average' of precision must be 'micro'");
    expect(() => precision([0, 2], [0, 2])).toThrow("'positive' of precision must be one of the classes 0, 2, got 1.");
    expect(() => precision([0], [0], { zeroDivision: 2 as never })).toThrow("'zeroDivision'");
    expect(() => fBeta([0], [0], { beta: -1 })).toThrow("'beta' of fBeta");
    expect(() => topKAccuracy([5], [[1, 2]])).toThrow("'labels' of topKAccuracy must hold class numbers below 2");
    expect(() => topKAccuracy([0], [[1, 2]], { k: 0 })).toThrow("'k' of topKAccuracy must be an integer >= 1");
  });
});
