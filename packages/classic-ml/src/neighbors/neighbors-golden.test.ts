import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, REGRESSION_SETS } from '../../test/data-sets.js';
import { type DistanceMetricName, KNeighborsClassifier, KNeighborsRegressor, NearestNeighbors } from '../index.js';

interface Golden {
  readonly classification: Record<
    string,
    {
      readonly search: Record<string, { queries: number[][]; distances: number[][] }>;
      readonly classify: Record<'uniform' | 'distance', number[][]>;
    }
  >;
  readonly regression: Record<string, Record<'uniform' | 'distance', number[]>>;
  readonly pixels: { x: number[][]; y: number[]; queries: number[][]; labels: number[] };
}
const golden = readGolden<Golden>(new URL('../../golden/neighbors.json', import.meta.url));
const every = (rows: number[][], step: number, change: (value: number) => number) =>
  rows.filter((_, i) => i % step === 0).map((row) => row.map(change));

describe('neighbours agree with scikit-learn', () => {
  it.each(Object.keys(golden.classification))('on the %s set: distances by every metric, and votes', (name) => {
    const { search, classify } = golden.classification[name];
    const data = CLASSIFICATION_SETS[name];
    const x = name === 'tall' ? data.x.map((row) => row.map(roundHalfEven)) : data.x;
    for (const [metric, expected] of Object.entries(search)) {
      const options = metric === 'minkowski' ? { p: 3 } : {};
      const model = new NearestNeighbors({ metric: metric as DistanceMetricName, ...options }).fit(x);
      const { distances } = model.nearest(expected.queries, 5);
      expectClose(distances, expected.distances.flat(), { relative: 1e-10, absolute: 1e-12 });
    }
    const queries = every(data.x, 7, (value) => value + 0.3);
    for (const weights of ['uniform', 'distance'] as const) {
      const model = new KNeighborsClassifier({ k: 5, weights }).fit(data.x, data.y);
      const { data: probabilities } = model.predictProbabilities(queries);
      expectClose(probabilities, classify[weights].flat(), { relative: 1e-10 });
    }
  });

  it.each(Object.keys(golden.regression))('on the %s set: means', (name) => {
    const data = REGRESSION_SETS[name];
    const queries = every(data.x, 5, (value) => value * 1.01);
    for (const weights of ['uniform', 'distance'] as const) {
      const model = new KNeighborsRegressor({ k: 4, weights }).fit(data.x, data.y);
      expectClose(model.predict(queries), golden.regression[name][weights], { relative: 1e-9 });
    }
  });

  it('on images as pixel vectors', () => {
    const { x, y, queries, labels } = golden.pixels;
    expect(new KNeighborsClassifier({ k: 3 }).fit(x, y).predict(queries)).toEqual(labels);
  });
});

/** NumPy's rounding. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
