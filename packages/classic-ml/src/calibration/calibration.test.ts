import { expectClose, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf } from '../../test/data-sets.js';
import {
  CalibratedClassifier,
  GaussianNaiveBayes,
  IsotonicRegression,
  type IsotonicRegressionOptions,
  KFold,
  LinearSvm,
  LogisticRegression,
  makeBlobs,
  Perceptron,
} from '../index.js';

type Probabilities = { readonly true: number[][]; readonly false: number[][] };
const golden = readGolden<{
  isotonic: Record<string, number[]>;
  calibrated: Record<string, Record<string, Record<'sigmoid' | 'isotonic' | 'temperature', Probabilities>>>;
}>(new URL('../../golden/calibration.json', import.meta.url));

describe('isotonic regression', () => {
  const { isotonic } = golden;
  const x = isotonic.x.map((value) => [value]);
  const queries = isotonic.queries.map((value) => [value]);
  const negated = isotonic.y.map((value) => -value);

  it.each<[string, IsotonicRegressionOptions, number[], number[] | undefined]>([
    ['plain', {}, isotonic.y, undefined],
    ['weighted', {}, isotonic.y, isotonic.weights],
    ['descending', { direction: 'descending' }, negated, undefined],
    ['auto', { direction: 'auto' }, negated, undefined],
    ['bounded', { lowest: -0.5, highest: 0.75 }, isotonic.y, undefined],
  ])('agrees with scikit-learn: %s', (name, options, y, sampleWeights) => {
    const model = new IsotonicRegression(options).fit(x, y, { sampleWeights });
    expectClose(model.predict(queries), isotonic[name], { relative: 1e-10, absolute: 1e-12 });
  });

  it('ascends, keeps the mean, and leaves an ascending sequence as it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 1 }),
        (pairs) => {
          const points = pairs.map(([place]) => [place]);
          const y = pairs.map(([, value]) => value);
          const fitted = new IsotonicRegression().fit(points, y).predict(points);
          const order = [...pairs.keys()].sort((a, b) => pairs[a][0] - pairs[b][0]);
          for (let o = 1; o < order.length; o++) {
            expect(fitted[order[o]]).toBeGreaterThan(fitted[order[o - 1]] - 1e-9);
          }
          const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
          expectClose(sum(fitted), sum(y), { relative: 1e-9, absolute: 1e-9 });
          expectClose(new IsotonicRegression().fit(points, fitted).predict(points), fitted, {
            relative: 1e-12,
            absolute: 1e-12,
          });
        },
      ),
    );
  });

  it('says what lies beyond the samples', () => {
    const fit = (beyond?: 'clip' | 'nan' | 'refuse') => new IsotonicRegression({ beyond }).fit([[0], [1]], [2, 4]);
    expect([...fit().predict([[-1], [0.5], [2]])]).toEqual([2, 3, 4]);
    expect([...fit('nan').predict([[-1], [0.5], [2]])]).toEqual([Number.NaN, 3, Number.NaN]);
    expect(() => fit('refuse').predict([[0], [2]])).toThrow(
      "'X' of IsotonicRegression must be from 0 to 1, as in the fit, got 2 at row 1.",
    );
  });

  it('refuses NaN and more than one feature', () => {
    expect(() => new IsotonicRegression().fit([[Number.NaN]], [1])).toThrow("'X' of IsotonicRegression");
    expect(() => new IsotonicRegression().fit([[1, 2]], [1])).toThrow(
      "'X' of IsotonicRegression must have 1 feature, got 2.",
    );
    expect(() => new IsotonicRegression().fit([[1]], [1]).predict([[1, 2]])).toThrow(
      "'X' of IsotonicRegression must have 1",
    );
  });
});

describe('calibrated probabilities agree with scikit-learn', () => {
  const bases = {
    naiveBayes: new GaussianNaiveBayes(),
    logistic: new LogisticRegression({ tolerance: 1e-9, maxIterations: 1000 }),
  };
  const cases = Object.entries(golden.calibrated).flatMap(([name, byBase]) =>
    Object.entries(byBase).flatMap(([base, byMethod]) =>
      Object.entries(byMethod).flatMap(([method, found]) =>
        [true, false].map((ensemble) => [name, base, method, ensemble, found[`${ensemble}` as 'true']] as const),
      ),
    ),
  );

  it.each(cases)('%s, %s, %s, ensemble %s', (name, base, method, ensemble, expected) => {
    const data = CLASSIFICATION_SETS[name];
    const options = { base: bases[base as 'logistic'], method: method as 'sigmoid', folds: 3, ensemble };
    const model = new CalibratedClassifier(options).fit(data.x, data.y, fitOptionsOf(data));
    expectClose(model.predictProbabilities(data.x).data, expected.flat(), { relative: 1e-4, absolute: 1e-5 });
  });
});

describe('calibration', () => {
  const { x, y } = makeBlobs({ numSamples: 60, seed: 1 });

  it('gives a class of probability 0 where a fold has not seen it', () => {
    const folds = { split: () => [{ trainIndices: Int32Array.of(0, 1, 2, 3), testIndices: Int32Array.of(4, 5) }] };
    const rows = [[0], [1], [5], [6], [0.5], [20]];
    const model = new CalibratedClassifier({ base: new GaussianNaiveBayes(), folds }).fit(rows, [0, 0, 1, 1, 0, 2]);
    const { data, columns } = model.predictProbabilities([[0]]);
    expect(columns).toBe(3);
    expect(data[2]).toBe(0);
    expect(data[0] + data[1]).toBeCloseTo(1, 12);
  });

  it('refuses a base without fit, scores that are not there, and folds that do not fit', () => {
    const silent = { options: {}, task: 'classification' as const, fit: () => ({ classes: ['a', 'b'] }) as never };
    expect(() => new CalibratedClassifier({ base: silent }).fit(x, y)).toThrow(
      "'base' of CalibratedClassifier must give scores or probabilities",
    );
    const once = { split: (n: number) => new KFold({ splits: 2 }).split(n).slice(1) };
    const base = new LinearSvm();
    expect(() => new CalibratedClassifier({ base, folds: once, ensemble: false }).fit(x, y)).toThrow(
      "'folds' of CalibratedClassifier must have each sample in one test part",
    );
    const sorted = y.map((_, i) => Math.floor(i / 20));
    expect(() =>
      new CalibratedClassifier({ base, folds: new KFold({ splits: 3 }), ensemble: false }).fit(x, sorted),
    ).toThrow("'folds' of CalibratedClassifier must leave samples of all classes to train on");
    expect(() =>
      new CalibratedClassifier({ base }).fit(
        x,
        Array.from(y, () => 'a'),
      ),
    ).toThrow("'y' of CalibratedClassifier");
  });

  it('gives probabilities to a perceptron', () => {
    const model = new CalibratedClassifier({ base: new Perceptron(), folds: 3 }).fit(x, y);
    expect(model.score(x, y)).toBeGreaterThan(0.8);
  });
});
