import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, REGRESSION_SETS } from '../../test/data-sets.js';
import { LogisticRegression, Pipeline, SelectKBest, VarianceThreshold } from '../index.js';

const golden = readGolden<{
  regression: Record<string, { fRegression: number[]; best: number[]; variances: number[] }>;
  classification: Record<string, { fClassification: number[]; chiSquared: number[]; best: number[] }>;
}>(new URL('../../golden/selection-and-transforms.json', import.meta.url));

describe('feature selection agrees with scikit-learn', () => {
  it.each(Object.entries(golden.regression))('on the %s set', (name, { fRegression, best, variances }) => {
    const { x, y } = REGRESSION_SETS[name];
    const model = new SelectKBest({ k: Math.min(2, x[0].length), score: 'fRegression' }).fit(x, y);
    expectClose(model.scores, fRegression, { relative: 1e-8 });
    expect([...model.columns]).toEqual(best);
    expectClose(new VarianceThreshold().fit(x).scores, variances, { relative: 1e-10 });
  });

  it.each(Object.entries(golden.classification))('on the %s set of classes', (name, expected) => {
    const { x, y } = CLASSIFICATION_SETS[name];
    const model = new SelectKBest({ k: 2 }).fit(x, y);
    expectClose(model.scores, expected.fClassification, { relative: 1e-9 });
    expect([...model.columns]).toEqual(expected.best);
    const counts = x.map((row) => row.map((value) => roundHalfEven(Math.abs(value))));
    expectClose(new SelectKBest({ k: 1, score: 'chiSquared' }).fit(counts, y).scores, expected.chiSquared, {
      relative: 1e-9,
    });
  });
});

/** As numpy rounds. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

describe('feature selection', () => {
  it('takes the chosen columns, in a pipeline as well', () => {
    const { x, y } = CLASSIFICATION_SETS.binary;
    const { columns } = new SelectKBest({ k: 2 }).fit(x, y);
    const pipeline = new Pipeline({ steps: [new SelectKBest({ k: 2 })], final: new LogisticRegression() }).fit(x, y);
    const chosen = x.map((row) => Array.from(columns, (j) => row[j]));
    expect(pipeline.predict(x)).toEqual(new LogisticRegression().fit(chosen, y).predict(chosen));
  });

  it('puts constant features last', () => {
    expect([
      ...new SelectKBest({ k: 1 }).fit(
        [
          [1, 5],
          [2, 5],
          [1, 5],
        ],
        [0, 1, 0],
      ).columns,
    ]).toEqual([0]);
    expect([
      ...new VarianceThreshold({ threshold: 1 }).fit([
        [0, 1],
        [9, 2],
      ]).columns,
    ]).toEqual([0]);
  });

  it('refuses what it cannot judge', () => {
    const x = [
      [1, 2],
      [3, 4],
    ];
    expect(() => new SelectKBest({ k: 1 }).fit(x)).toThrow("'y' of SelectKBest must be given");
    expect(() => new SelectKBest({ k: 1 }).fit(x, [1, 1])).toThrow("'y' of SelectKBest must have at least 2 classes");
    expect(() => new SelectKBest({ k: 3 }).fit(x, [0, 1])).toThrow(
      'must be at most the number of features (2), got 3.',
    );
    expect(() => new SelectKBest({ k: 1, score: 'chiSquared' }).fit([[-1], [2]], [0, 1])).toThrow('hold counts >= 0');
    expect(() => new VarianceThreshold({ threshold: 5 }).fit(x)).toThrow(
      'have a feature whose variance is above 5, got 1',
    );
  });
});
