import { setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS } from '../../test/data-sets.js';
import { GaussianMixture, makeBlobs } from '../index.js';

interface Expected {
  readonly weights: number[];
  readonly means: number[][];
  readonly logLikelihoods: number[];
  readonly probabilities: number[][];
  readonly bic: number;
  readonly aic: number;
}
const golden = readGolden<Record<string, Record<'full' | 'tied' | 'diagonal' | 'spherical', Expected>>>(
  new URL('../../golden/mixture.json', import.meta.url),
);

function quietly<T>(body: () => T): T {
  const before = setLogger({ warn: () => undefined });
  try {
    return body();
  } finally {
    setLogger(before);
  }
}

describe('GaussianMixture', () => {
  it.each(Object.keys(CLASSIFICATION_SETS))('takes the steps of scikit-learn on the %s set', (name) => {
    const x = name === 'wide' ? CLASSIFICATION_SETS[name].x.map((row) => row.slice(0, 3)) : CLASSIFICATION_SETS[name].x;
    for (const covariance of ['full', 'tied', 'diagonal', 'spherical'] as const) {
      const options = { numComponents: 2, covariance, initialMeans: x.slice(0, 2), maxIterations: 15, tolerance: 0 };
      const model = quietly(() => new GaussianMixture({ ...options, regularization: 1e-3 }).fit(x));
      const expected = golden[name][covariance];
      const close = { relative: 1e-6, absolute: 1e-8 };
      expectClose(model.weights, expected.weights, close);
      expectClose(model.means.data, expected.means.flat(), close);
      expectClose(model.logLikelihoods(x.slice(0, 6)), expected.logLikelihoods, close);
      expectClose(model.predictProbabilities(x.slice(0, 6)).data, expected.probabilities.flat(), close);
      expectClose(model.bic(x), expected.bic, close);
      expectClose(model.aic(x), expected.aic, close);
    }
  });

  it('finds blobs from k-means, draws samples like them, and more starts are not worse', () => {
    const { x } = makeBlobs({
      numSamples: 300,
      centers: [
        [0, 0],
        [9, 9],
      ],
      seed: 1,
    });
    const model = new GaussianMixture({ numComponents: 2, seed: 1 }).fit(x);
    expect(Math.abs(model.weights[0] - 0.5)).toBeLessThan(0.05);
    const drawn = model.sample(2000, 3);
    const again = new GaussianMixture({ numComponents: 2, seed: 1 }).fit(drawn.x);
    expectClose(again.means.data.toSorted(), model.means.data.toSorted(), { absolute: 0.2 });
    const bound = (numStarts: number) => new GaussianMixture({ numComponents: 3, numStarts, seed: 2 }).fit(x).bound;
    expect(bound(4)).toBeGreaterThanOrEqual(bound(1));
    expect(() => model.sample(0, 1)).toThrow("'count'");
  });

  it('says which component collapses', () => {
    const x = [[0], [0], [5], [6]];
    const mixture = new GaussianMixture({ numComponents: 2, initialMeans: [[0], [5.5]], regularization: 0 });
    expect(() => mixture.fit(x)).toThrow(
      "'regularization' of GaussianMixture must keep all components from collapsing, got component 0 with a singular covariance.",
    );
  });
});
