import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { LocalOutlierFactor, type LocalOutlierFactorOptions } from '../index.js';

const golden = readGolden<{
  x: number[][];
  queries: number[][];
  cases: Record<
    string,
    { labels: number[]; factors: number[]; limit: number; newFactors: number[]; newLabels: number[] }
  >;
}>(new URL('../../golden/outliers.json', import.meta.url));

const OPTIONS: Record<string, LocalOutlierFactorOptions> = {
  plain: {},
  few: { numNeighbors: 5 },
  manhattan: { numNeighbors: 8, metric: 'manhattan' },
  share: { contamination: 0.15 },
};

describe('local outlier factors', () => {
  it.each(Object.entries(golden.cases))('agree with scikit-learn: %s', (name, expected) => {
    for (const algorithm of ['brute', 'kdTree'] as const) {
      const model = new LocalOutlierFactor({ ...OPTIONS[name], algorithm }).fit(golden.x);
      expectClose(model.factors, expected.factors, { relative: 1e-9 });
      expectClose(model.limit, expected.limit, { relative: 1e-9 });
      expect([...model.labels]).toEqual(expected.labels);
      expectClose(model.outlierFactors(golden.queries), expected.newFactors, { relative: 1e-9 });
      expect([...model.predict(golden.queries)]).toEqual(expected.newLabels);
    }
  });

  it('are 1 on a ring, where all samples lie alike', () => {
    const ring = Array.from({ length: 12 }, (_, i) => [Math.cos((i * Math.PI) / 6), Math.sin((i * Math.PI) / 6)]);
    const { factors, labels } = new LocalOutlierFactor({ numNeighbors: 2 }).fit(ring);
    expectClose(
      factors,
      factors.map(() => 1),
      { relative: 1e-9 },
    );
    expect([...new Set(labels)]).toEqual([1]);
  });

  it('do not change with the scale', () => {
    const scaled = golden.x.map((row) => row.map((value) => 1000 * value));
    const { factors } = new LocalOutlierFactor({ numNeighbors: 5 }).fit(scaled);
    expectClose(factors, new LocalOutlierFactor({ numNeighbors: 5 }).fit(golden.x).factors, { relative: 1e-6 });
  });
});
