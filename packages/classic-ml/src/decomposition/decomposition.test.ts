import { Random } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS } from '../../test/data-sets.js';
import { LinearDiscriminantAnalysis, Pca, TruncatedSvd } from '../index.js';

interface Expected {
  readonly components: number[][];
  readonly explainedVariance: number[];
  readonly explainedVarianceRatio: number[];
  readonly singularValues: number[];
  readonly noiseVariance: number;
  readonly transformed: number[][];
  readonly whitened: number[][];
  readonly countForShare: number;
}
interface ExpectedClassifier {
  readonly probabilities: number[][];
  readonly transformed: number[][];
  readonly explainedVarianceRatio: number[];
  readonly labels: number[];
}
const golden = readGolden<Record<string, { pca: Expected; svd: Expected; lda: ExpectedClassifier }>>(
  new URL('../../golden/decomposition.json', import.meta.url),
);
const CLOSE = { relative: 1e-8, absolute: 1e-10 };

describe('Pca', () => {
  it.each(Object.keys(CLASSIFICATION_SETS))('agrees with scikit-learn on the %s set', (name) => {
    const { x } = CLASSIFICATION_SETS[name];
    const expected = golden[name].pca;
    for (const solver of ['full', 'randomized'] as const) {
      if (solver === 'randomized' && name === 'wide') continue; // its flat spectrum is only approximated, see below
      const model = new Pca({ numComponents: 2, solver }).fit(x);
      expectClose(model.components.data, expected.components.flat(), CLOSE);
      expectClose(model.explainedVariance, expected.explainedVariance, CLOSE);
      expectClose(model.explainedVarianceRatio, expected.explainedVarianceRatio, CLOSE);
      expectClose(model.singularValues, expected.singularValues, CLOSE);
      expectClose(model.noiseVariance, expected.noiseVariance, CLOSE);
      expectClose(model.transform(x.slice(0, 4)).data, expected.transformed.flat(), CLOSE);
    }
    const white = new Pca({ numComponents: 2, whiten: true }).fit(x);
    expectClose(white.transform(x.slice(0, 4)).data, expected.whitened.flat(), CLOSE);
    expect(new Pca({ numComponents: 0.8 }).fit(x).components.rows).toBe(expected.countForShare);
  });

  it('takes all components back to the samples', () => {
    const { x } = CLASSIFICATION_SETS.rankDeficient;
    for (const whiten of [false, true]) {
      const model = new Pca({ whiten }).fit(x);
      expectClose(model.inverseTransform(model.transform(x)).data, x.flat(), { absolute: 1e-9 });
    }
  });

  it('keeps the digits of a small component beside a large one', () => {
    const random = new Random(1);
    const x = Array.from({ length: 200 }, () => {
      const [a, b] = [1e6 * random.normal(), 1e-3 * random.normal()];
      return [a + b, a - b];
    });
    const [, small] = new Pca().fit(x).explainedVariance;
    // what is left of the rotated coordinate (x0 - x1) / sqrt 2 after regression on the other one
    const center = (values: number[]) => values.map((v) => v - values.reduce((sum, w) => sum + w, 0) / values.length);
    const first = center(x.map(([p, q]) => (p + q) / Math.SQRT2));
    const second = center(x.map(([p, q]) => (p - q) / Math.SQRT2));
    const dot = (p: number[], q: number[]) => p.reduce((sum, v, i) => sum + v * q[i], 0);
    expectClose(small, (dot(second, second) - dot(first, second) ** 2 / dot(first, first)) / 199, { relative: 1e-6 });
  });

  it('approximates the leading components of a flat spectrum', () => {
    const { x } = CLASSIFICATION_SETS.wide;
    const variances = new Pca({ numComponents: 2, solver: 'randomized' }).fit(x).explainedVariance;
    expectClose(variances, golden.wide.pca.explainedVariance, { relative: 1e-3 });
  });

  it('refuses more components than samples or features, and a share for the randomised solver', () => {
    expect(() =>
      new Pca({ numComponents: 3 }).fit([
        [1, 2],
        [3, 4],
        [5, 7],
      ]),
    ).toThrow("'numComponents' of Pca must be at most the smaller of samples and features (2), got 3.");
    expect(() =>
      new Pca({ numComponents: 0.5, solver: 'randomized' }).fit([
        [1, 2],
        [3, 4],
      ]),
    ).toThrow("'numComponents'");
  });
});

describe('TruncatedSvd', () => {
  it.each(Object.keys(CLASSIFICATION_SETS))('agrees with scikit-learn on the %s set', (name) => {
    const { x } = CLASSIFICATION_SETS[name];
    const expected = golden[name].svd;
    const model = new TruncatedSvd({ numComponents: 2 }).fit(x);
    expectClose(model.components.data, expected.components.flat(), { relative: 1e-7, absolute: 1e-9 });
    expectClose(model.singularValues, expected.singularValues, CLOSE);
    expectClose(model.explainedVarianceRatio, expected.explainedVarianceRatio, { relative: 1e-7 });
    const all = new TruncatedSvd({ numComponents: Math.min(x.length, x[0].length) }).fit(x);
    expectClose(all.inverseTransform(all.transform(x)).data, x.flat(), { absolute: 1e-9 });
  });
});

describe('LinearDiscriminantAnalysis', () => {
  it.each(Object.keys(CLASSIFICATION_SETS))('agrees with scikit-learn on the %s set', (name) => {
    const { x, y } = CLASSIFICATION_SETS[name];
    const expected = golden[name].lda;
    const model = new LinearDiscriminantAnalysis().fit(x, y);
    const rows = x.slice(0, 8);
    const close = { relative: 1e-7, absolute: 1e-9 };
    expectClose(model.predictProbabilities(rows).data, expected.probabilities.flat(), close);
    expectClose(model.transform(rows).data.map(Math.abs), expected.transformed.flat(), close);
    expectClose(model.explainedVarianceRatio, expected.explainedVarianceRatio, close);
    expect(model.predict(x)).toEqual(expected.labels);
  });

  it('refuses no more samples than classes', () => {
    expect(() => new LinearDiscriminantAnalysis().fit([[1], [2]], ['a', 'b'])).toThrow(
      'more samples than the 2 classes',
    );
  });
});
