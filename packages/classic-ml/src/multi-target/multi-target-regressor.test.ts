import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { fitOptionsOf, REGRESSION_SETS } from '../../test/data-sets.js';
import { LinearRegression, MultiTargetRegressor, MultiTargetRegressorModel, Ridge, RidgeModel } from '../index.js';

const { madeWith: _, ...golden } = readGolden<
  Record<string, Record<'linear' | 'ridge', { coefficients: number[][]; intercepts: number[]; score: number }>>
>(new URL('../../golden/multi-target.json', import.meta.url));

describe('MultiTargetRegressor', () => {
  it.each(Object.entries(golden))('agrees with scikit-learn on the %s set', (name, expected) => {
    const data = REGRESSION_SETS[name];
    const y = data.y.map((value, i) => [value, 2 * value + (i % 3), (i * i) % 7]);
    const close = { relative: 1e-8, absolute: 1e-9 };
    for (const [base, { coefficients, intercepts, score }] of [
      [new LinearRegression(), expected.linear],
      [new Ridge({ alpha: 2 }), expected.ridge],
    ] as const) {
      const model = new MultiTargetRegressor<RidgeModel>({ base: base as Ridge }).fit(data.x, y, fitOptionsOf(data));
      expectClose(
        model.models.map((one) => [...one.coefficients]),
        coefficients,
        close,
      );
      expectClose(
        model.models.map((one) => one.intercept),
        intercepts,
        close,
      );
      expectClose(model.score(data.x, y), score, close);
      expect(model.predict(data.x).columns).toBe(3);
    }
  });

  it('saves and loads, and refuses what does not fit', () => {
    const x = [[1], [2], [4]];
    const y = [
      [1, 2],
      [2, 1],
      [3, 3],
    ];
    const model = new MultiTargetRegressor({ base: new Ridge() }).fit(x, y);
    const document = JSON.parse(JSON.stringify(model));
    expect(MultiTargetRegressorModel.fromJSON(document, { RidgeModel }).predict(x)).toEqual(model.predict(x));
    expect(() => MultiTargetRegressorModel.fromJSON(document, {})).toThrow("is a 'RidgeModel'; classes given: none.");
    expect(() => model.score(x, [[1], [2], [3]])).toThrow("'y' of MultiTargetRegressor must have 2 targets, got 1.");
    expect(() => new MultiTargetRegressor({ base: {} as Ridge }).fit(x, y)).toThrow("'base' of MultiTargetRegressor");
    expect(() => new MultiTargetRegressor({ base: new Ridge() }).fit(x, [[1]])).toThrow("'y' of MultiTargetRegressor");
  });
});
