import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { fitOptionsOf, REGRESSION_SETS } from '../../test/data-sets.js';
import {
  MinMaxScaler,
  OneHotEncoder,
  OneHotEncoderModel,
  OrdinalEncoder,
  OrdinalEncoderModel,
  PolynomialFeatures,
  RobustScaler,
  SimpleImputer,
  SplineFeatures,
  StandardScaler,
} from '../index.js';

const golden = readGolden<{
  sets: Record<string, Record<string, number[][]> & Record<'mean' | 'median' | 'mostFrequent', number[]>>;
  categories: { table: string[][] } & Record<'oneHot' | 'ifBinary' | 'first' | 'ordinal', number[][]>;
}>(new URL('../../golden/preprocessing.json', import.meta.url));
const CLOSE = { relative: 1e-10, absolute: 1e-12 };

describe('preparation agrees with scikit-learn', () => {
  it.each(Object.keys(golden.sets))('on the %s set', (name) => {
    const data = REGRESSION_SETS[name];
    const { x } = data;
    const expected = golden.sets[name];
    const rows = x.slice(0, 5).map((row) => row.map((value) => value * 1.1));
    const standard = new StandardScaler().fit(x, undefined, fitOptionsOf(data));
    expectClose(standard.transform(rows).data, expected.standard.flat(), CLOSE);
    expectClose(standard.inverseTransform(standard.transform(rows)).data, rows.flat(), CLOSE);
    const minMax = new MinMaxScaler({ low: -1, high: 2, clip: true }).fit(x);
    expectClose(minMax.transform(rows).data, expected.minMax.flat(), CLOSE);
    const robust = new RobustScaler({ lowerQuantile: 0.1, upperQuantile: 0.8 }).fit(x);
    expectClose(robust.transform(rows).data, expected.robust.flat(), CLOSE);
    const holes = x.map((row, i) => row.map((value, j) => (j === 0 && i % 3 === 0 ? Number.NaN : value)));
    expectClose(new SimpleImputer().fit(holes).values, expected.mean, CLOSE);
    expectClose(new SimpleImputer({ strategy: 'median' }).fit(holes).values, expected.median, CLOSE);
    const rounded = holes.map((row) => row.map((value) => Math.round(value) || 0));
    if (!expected.polynomial) return;
    expect(new SimpleImputer({ strategy: 'mostFrequent' }).fit(rounded).values).toHaveLength(x[0].length);
    const two = rows.slice(0, 2);
    expectClose(new PolynomialFeatures({ degree: 3 }).fit(x).transform(two).data, expected.polynomial.flat(), CLOSE);
    const interactions = new PolynomialFeatures({ interactionOnly: true, includeBias: false }).fit(x);
    expectClose(interactions.transform(two).data, expected.interactions.flat(), CLOSE);
    const spline = new SplineFeatures({ numKnots: 4 }).fit(x);
    expectClose(spline.transform(rows).data, expected.spline.flat(), { relative: 1e-8, absolute: 1e-9 });
    const quantiles = new SplineFeatures({ numKnots: 5, degree: 2, knots: 'quantile', includeBias: false }).fit(x);
    expectClose(quantiles.transform(rows).data, expected['spline quantile'].flat(), { relative: 1e-8, absolute: 1e-9 });
  });

  it('on categories', () => {
    const { table, oneHot, ifBinary, first, ordinal } = golden.categories;
    expectClose(new OneHotEncoder().fit(table).transform(table).data, oneHot.flat());
    expectClose(new OneHotEncoder({ drop: 'ifBinary' }).fit(table).transform(table).data, ifBinary.flat());
    expectClose(new OneHotEncoder({ drop: 'first' }).fit(table).transform(table).data, first.flat());
    expectClose(new OrdinalEncoder().fit(table).transform(table).data, ordinal.flat());
  });
});

describe('scalers', () => {
  it('give 0 for a constant feature', () => {
    const x = [
      [0.1, 1],
      [0.1, 2],
      [0.1, 4],
    ];
    for (const scaler of [new StandardScaler(), new MinMaxScaler(), new RobustScaler()]) {
      const { data } = scaler.fit(x).transform(x);
      expectClose([data[0], data[2], data[4]], [0, 0, 0], { absolute: 1e-15 });
    }
  });

  it('take the most frequent value, of several the smallest', () => {
    expect([...new SimpleImputer({ strategy: 'mostFrequent' }).fit([[3], [1], [3], [1], [2]]).values]).toEqual([1]);
    expect([...new SimpleImputer({ strategy: 'constant', fillValue: 7 }).fit([[Number.NaN]]).values]).toEqual([7]);
  });

  it('refuse a feature without values, and more than a million terms', () => {
    expect(() => new SimpleImputer().fit([[Number.NaN, 1]])).toThrow('got only NaN in column 0');
    expect(() => new PolynomialFeatures({ degree: 12 }).fit([Array<number>(20).fill(1)])).toThrow("'degree'");
    expect(() => new PolynomialFeatures({ degree: 0, includeBias: false }).fit([[1]])).toThrow("'degree'");
  });
});

describe('encoders', () => {
  const table = [
    ['a', 1],
    ['b', 2],
  ] as const;

  it('refuse, ignore or number categories that were not there', () => {
    expect(() => new OneHotEncoder().fit(table).transform([['c', 1]])).toThrow('got "c" at row 0, column 0');
    expect([...new OneHotEncoder({ unknown: 'ignore' }).fit(table).transform([['c', 2]]).data]).toEqual([0, 0, 0, 1]);
    expect(() => new OrdinalEncoder().fit(table).transform([['a', 3]])).toThrow('got 3 at row 0, column 1');
    expect([...new OrdinalEncoder({ unknownValue: -1 }).fit(table).transform([['a', 3]]).data]).toEqual([0, -1]);
  });

  it('refuse options, mixed columns, ragged and empty tables', () => {
    expect(() => new OneHotEncoder({ drop: 'last' as 'first' }).fit(table)).toThrow("'drop'");
    expect(() => new OneHotEncoder({ unknown: 'x' as 'error' }).fit(table)).toThrow("'unknown'");
    expect(() => new OrdinalEncoder({ unknownValue: Number.NaN }).fit(table)).toThrow("'unknownValue'");
    expect(() => new OneHotEncoder().fit([['a'], [1]])).toThrow('one kind in a column, got 1 at row 1, column 0');
    expect(() => new OneHotEncoder().fit([['a', 'b'], ['a']])).toThrow('got 1 in row 1');
    expect(() => new OneHotEncoder().fit([])).toThrow("'X' of OneHotEncoder");
    expect(() => new OneHotEncoder().fit(table).transform([['a']])).toThrow('must have 2 features');
  });

  it('save and load', () => {
    for (const [made, type] of [
      [new OneHotEncoder({ drop: 'first' }), OneHotEncoderModel],
      [new OrdinalEncoder({ unknownValue: 9 }), OrdinalEncoderModel],
    ] as const) {
      const model = made.fit(table);
      const loaded = type.fromJSON(JSON.parse(JSON.stringify(model)));
      expect(loaded.transform(table)).toEqual(model.transform(table));
      expect(() => type.fromJSON({ kind: 'other' })).toThrow('must be a saved');
    }
  });
});
