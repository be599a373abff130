import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf, REGRESSION_SETS } from '../../test/data-sets.js';
import { GradientBoostingClassifier, GradientBoostingRegressor, makeMoons, makeRegression } from '../index.js';

const golden = readGolden<{
  classification: Record<string, { boosting: number[][]; boostingLogLoss: number }>;
  regression: Record<string, { boosting: number[] }>;
}>(new URL('../../golden/trees.json', import.meta.url));
const OPTIONS = { numRounds: 5, learningRate: 0.3, minSamplesLeaf: 4, maxLeaves: 6 };
// the reference keeps gradients in float32
const CLOSE = { relative: 1e-4, absolute: 1e-5 };

describe('gradient boosting agrees with scikit-learn', () => {
  it.each(Object.keys(CLASSIFICATION_SETS))('classifying the %s set', (name) => {
    const data = CLASSIFICATION_SETS[name];
    const model = new GradientBoostingClassifier(OPTIONS).fit(data.x, data.y, fitOptionsOf(data));
    const { data: probabilities } = model.predictProbabilities(data.x.slice(0, 12));
    const expected = golden.classification[name].boosting.flat();
    if (name !== 'wide' && name !== 'rankDeficient') return expectClose(probabilities, expected, CLOSE);
    // several splits of few samples are equally good there, and float32 decides otherwise: the trees differ, the fit does not
    const all = model.predictProbabilities(data.x).data;
    const losses = data.y.map((label, i) => -Math.log(all[i * model.classes.length + label]));
    const logLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expectClose(logLoss, golden.classification[name].boostingLogLoss, { relative: 0.1 });
  });

  it.each(Object.keys(REGRESSION_SETS))('on the %s set', (name) => {
    const data = REGRESSION_SETS[name];
    const model = new GradientBoostingRegressor(OPTIONS).fit(data.x, data.y, fitOptionsOf(data));
    expectClose(model.predict(data.x), golden.regression[name].boosting, CLOSE);
  });
});

describe('gradient boosting', () => {
  const { x, y } = makeRegression({ numSamples: 400, numFeatures: 5, numInformative: 2, noise: 1, seed: 1 });
  const score = (options: object) => new GradientBoostingRegressor(options).fit(x, y).score(x, y);

  it('fits better with more rounds, and every limit holds it back', () => {
    const free = score({ numRounds: 40 });
    expect(free).toBeGreaterThan(score({ numRounds: 10 }));
    expect(free).toBeGreaterThan(0.97);
    for (const limit of [
      { maxLeaves: 3 },
      { maxDepth: 2 },
      { minSamplesLeaf: 90 },
      { l2: 200 },
      { learningRate: 0.02 },
      { maxBins: 3 },
    ]) {
      expect(score({ numRounds: 40, ...limit })).toBeLessThan(free);
    }
  });

  it('bins more values than bins by quantiles', () => {
    const many = makeMoons({ numSamples: 1500, noise: 0.15, seed: 3 });
    expect(new GradientBoostingClassifier({ maxBins: 64 }).fit(many.x, many.y).score(many.x, many.y)).toBeGreaterThan(
      0.97,
    );
  });
});
