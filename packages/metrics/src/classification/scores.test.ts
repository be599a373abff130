import { expectClose, type Numbers, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averagePrecision,
  brierScore,
  calibrationCurve,
  equalErrorRate,
  expectedCalibrationError,
  hingeLoss,
  type Labels,
  logLoss,
  multiclassAveragePrecision,
  multiclassRocAuc,
  type PositiveOption,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
  tarAtFar,
} from '../index.js';

interface Curves {
  labels: number[];
  scores: number[];
  roc: Record<string, number[]>;
  rocFull: Record<string, number[]>;
  auc: number;
  aucPartial: number[];
  pr: Record<string, number[]>;
  averagePrecision: number;
}
interface Probabilities {
  labels: number[];
  probabilities: number[];
  logLoss: number;
  brier: number;
  uniform: Record<string, number[]>;
  quantile: Record<string, number[]>;
  l1: number;
  l2: number;
  max: number;
}
interface Multiclass {
  labels: number[];
  probabilities: number[][];
  logits: number[][];
  logLoss: number;
  brier: number;
  hinge: number;
  auc: Record<string, number>;
  averagePrecision: Record<string, number>;
  l1: number;
  l2: number;
  max: number;
}
const golden = readGolden<{
  binary: Curves[];
  oneClass: { positives: Curves; negatives: Curves };
  probabilities: Probabilities[];
  hinge: { labels: number[]; scores: number[]; expected: number };
  multiclass: Multiclass[];
}>(new URL('../../golden/scores.json', import.meta.url));
const tight = { relative: 1e-13, absolute: 1e-15 };

function expectCurve(actual: object, expected: Record<string, number[]>): void {
  for (const [name, values] of Object.entries(expected)) {
    expectClose((actual as Record<string, Numbers>)[name], values, tight);
  }
}

describe.each(golden.binary)('curves as scikit-learn draws them %#', (data) => {
  const { labels, scores } = data;
  it('ROC', () => {
    expectCurve(rocCurve(labels, scores), data.roc);
    expectCurve(rocCurve(labels, scores, { dropIntermediate: false }), data.rocFull);
    expectClose(rocAuc(labels, scores), data.auc, tight);
    const partial = [0.05, 0.3, 0.77].map((limit) => rocAuc(labels, scores, { maxFalsePositiveRate: limit }));
    expectClose(partial, data.aucPartial, tight);
  });

  it('precision and recall', () => {
    expectCurve(precisionRecallCurve(labels, scores), data.pr);
    expectClose(averagePrecision(labels, scores), data.averagePrecision, tight);
  });
});

describe('one class only', () => {
  it.each(['positives', 'negatives'] as const)('%s', (name) => {
    const { labels, scores, roc, auc, pr, averagePrecision: area } = golden.oneClass[name];
    expectCurve(rocCurve(labels, scores), roc);
    expectCurve(precisionRecallCurve(labels, scores), pr);
    expectClose(rocAuc(labels, scores), auc);
    expect(rocAuc(labels, scores, { maxFalsePositiveRate: 0.5 })).toBeNaN();
    expectClose(averagePrecision(labels, scores), area);
  });
});

describe('areas', () => {
  const samples = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 12 })), { minLength: 2, maxLength: 60 });

  it('the area under the ROC curve is the chance of the right order', () => {
    fc.assert(
      fc.property(samples, (pairs) => {
        const positives = pairs.filter(([label]) => label).map(([, score]) => score);
        const negatives = pairs.filter(([label]) => !label).map(([, score]) => score);
        let wins = 0;
        for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
        const area = rocAuc(
          pairs.map(([label]) => label),
          pairs.map(([, score]) => score),
        );
        expectClose(area, wins / (positives.length * negatives.length), tight);
      }),
    );
  });

  it('does not change under a rising map of the scores, and mirrors with them', () => {
    fc.assert(
      fc.property(samples, (pairs) => {
        const labels = pairs.map(([label]) => label);
        const area = rocAuc(
          labels,
          pairs.map(([, s]) => s),
        );
        expectClose(
          rocAuc(
            labels,
            pairs.map(([, s]) => Math.exp(s)),
          ),
          area,
          tight,
        );
        expectClose(
          rocAuc(
            labels,
            pairs.map(([, s]) => -s),
          ),
          1 - area,
          { absolute: 1e-13 },
        );
      }),
    );
  });
});

describe.each(golden.probabilities)('probabilities of two classes %#', (data) => {
  const { labels, probabilities } = data;
  it('losses', () => {
    expectClose(logLoss(labels, probabilities), data.logLoss, tight);
    expectClose(brierScore(labels, probabilities), data.brier, tight);
    const both = probabilities.map((p) => [1 - p, p]);
    expectClose(logLoss(labels, both), data.logLoss, tight);
    expectClose(brierScore(labels, both), 2 * data.brier, tight);
  });

  it.each(['uniform', 'quantile'] as const)('calibration in %s bins', (strategy) => {
    expectCurve(calibrationCurve(labels, probabilities, { bins: 7, strategy }), data[strategy]);
  });
});

describe('calibration error as torchmetrics', () => {
  it('of two classes', () => {
    const { labels, probabilities, ...expected } = golden.probabilities[0];
    for (const norm of ['l1', 'l2', 'max'] as const) {
      expectClose(expectedCalibrationError(labels, probabilities, { bins: 9, norm }), expected[norm], {
        relative: 1e-6,
      });
    }
  });

  it.each(golden.multiclass)('of several classes %#', ({ labels, probabilities, ...expected }) => {
    for (const norm of ['l1', 'l2', 'max'] as const) {
      const actual = expectedCalibrationError(labels, probabilities, { bins: 11, norm });
      expectClose(actual, expected[norm], { relative: 1e-6 });
    }
  });

  it('puts an edge into the lower bin', () => {
    const { counts } = calibrationCurve([0, 1, 1], [0.5, 0.500001, 0], { bins: 2 });
    expect([...counts]).toEqual([2, 1]);
  });
});

describe.each(golden.multiclass)('several classes %#', (data) => {
  const { labels, probabilities } = data;
  it('areas', () => {
    const actual = {
      'ovr-macro': multiclassRocAuc(labels, probabilities),
      'ovr-weighted': multiclassRocAuc(labels, probabilities, { average: 'weighted' }),
      'ovo-macro': multiclassRocAuc(labels, probabilities, { strategy: 'oneVsOne' }),
      'ovo-weighted': multiclassRocAuc(labels, probabilities, { strategy: 'oneVsOne', average: 'weighted' }),
    };
    for (const [name, value] of Object.entries(actual)) expectClose(value, data.auc[name], tight);
    const mean = (values: Float64Array): number => values.reduce((a, b) => a + b) / values.length;
    const none = { average: 'none' } as const;
    expectClose(mean(multiclassRocAuc(labels, probabilities, none)), data.auc['ovr-macro'], tight);
    expectClose(mean(multiclassAveragePrecision(labels, probabilities, none)), data.averagePrecision['macro'], tight);
    for (const average of ['macro', 'weighted'] as const) {
      const value = multiclassAveragePrecision(labels, probabilities, { average });
      expectClose(value, data.averagePrecision[average], tight);
    }
  });

  it('losses', () => {
    expectClose(logLoss(labels, probabilities), data.logLoss, tight);
    expectClose(brierScore(labels, probabilities), data.brier, tight);
    expectClose(hingeLoss(labels, data.logits), data.hinge, tight);
  });
});

it('binary hinge loss', () => {
  const { labels, scores, expected } = golden.hinge;
  expectClose(hingeLoss(labels, scores), expected, tight);
});

describe('scores', () => {
  type WithPositive = (labels: Labels, scores: number[], options?: PositiveOption) => unknown;
  const withPositive: WithPositive[] = [
    rocAuc,
    rocCurve,
    averagePrecision,
    precisionRecallCurve,
    calibrationCurve,
    logLoss,
    brierScore,
    hingeLoss,
    equalErrorRate,
    tarAtFar,
  ];

  it.each(withPositive)('a named positive class of $name', (metric) => {
    const scores = [0.1, 0.4, 0.35, 0.8, 0.6];
    const value = metric([0, 0, 1, 1, 0], scores);
    expect(metric(['no', 'no', 'yes', 'yes', 'maybe'], scores, { positive: 'yes' })).toEqual(value);
    expect(metric([-1, -1, 1, 1, -1], scores)).toEqual(value);
    expect(metric([5, 5, 3, 3, 4], scores, { positive: 5 })).not.toEqual(value);
  });

  it('a class without samples leaves the multiclass area undefined', () => {
    expect(
      multiclassRocAuc(
        [0, 1],
        [
          [0.8, 0.1, 0.1],
          [0.2, 0.7, 0.1],
        ],
      ),
    ).toBeNaN();
  });

  it('refuses what it cannot score', () => {
    expect(() => rocAuc([0, 1], [0.5])).toThrow("'scores' of rocAuc must have as many samples as 'labels' (2), got 1.");
    expect(() => rocAuc([0, 2], [0.5, 0.1])).toThrow("'labels' of rocAuc must hold 1 and 0 or 1 and -1");
    expect(() => rocAuc([0, 1], [0.5, 0.1], { maxFalsePositiveRate: 0 })).toThrow("'maxFalsePositiveRate'");
    expect(() =>
      multiclassRocAuc(
        [0, 3],
        [
          [1, 2],
          [2, 1],
        ],
      ),
    ).toThrow('hold class numbers below 2, got 3 at index 1');
    expect(() => multiclassRocAuc([0], [[1, 2]], { strategy: 'ovo' as never })).toThrow("'strategy'");
    expect(() => multiclassRocAuc([0], [[1, 2]], { average: 'micro' as never })).toThrow("'average'");
    expect(() => multiclassAveragePrecision([0], [[1, 2]], { average: 'micro' as never })).toThrow("'average'");
    expect(() => multiclassRocAuc([0], [[1, 2]], { average: 'none', strategy: 'oneVsOne' })).toThrow("'average'");
    expect(() => logLoss([0], [1.5])).toThrow("'probabilities' of logLoss must hold probabilities in [0, 1]");
    expect(() => logLoss([0], [[0.5, 0.4]])).toThrow('have rows that sum to 1');
    expect(() => brierScore([0], [-0.1])).toThrow("'probabilities' of brierScore");
    expect(() => calibrationCurve([0], [0.1], { bins: 0 })).toThrow("'bins'");
    expect(() => calibrationCurve([0], [0.1], { strategy: 'equal' as never })).toThrow("'strategy'");
    expect(() => calibrationCurve([0], [1.1])).toThrow("'probabilities'");
    expect(() => expectedCalibrationError([0], [0.1], { bins: 0 })).toThrow("'bins'");
    expect(() => expectedCalibrationError([0], [0.1], { norm: 'l3' as never })).toThrow("'norm'");
  });
});
