import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf, REGRESSION_SETS } from '../../test/data-sets.js';
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  GaussianNaiveBayes,
  MultinomialNaiveBayes,
  RandomForestClassifier,
  RandomForestRegressor,
} from '../index.js';

interface FittedTree {
  readonly probabilities: number[][];
  readonly predictions: number[];
  readonly importances: number[];
}
const golden = readGolden<{
  classification: Record<string, Record<string, FittedTree> & Record<`${string}NaiveBayes`, number[][]>>;
  regression: Record<string, { tree: FittedTree }>;
  forest: {
    x: number[][];
    labels: number[];
    values: number[];
    accuracy: number;
    r2: number;
    extraAccuracy: number;
    extraR2: number;
  };
}>(new URL('../../golden/trees.json', import.meta.url));
const CLOSE = { relative: 1e-9, absolute: 1e-12 };

describe.each(Object.keys(CLASSIFICATION_SETS))('agrees with scikit-learn on the %s set', (name) => {
  const data = CLASSIFICATION_SETS[name];
  const expected = golden.classification[name];

  it.each(['gini', 'entropy'] as const)('DecisionTreeClassifier, %s', (criterion) => {
    const options = { criterion, maxDepth: 2, minSamplesLeaf: 3 };
    const model = new DecisionTreeClassifier(options).fit(data.x, data.y, fitOptionsOf(data));
    expectClose(model.predictProbabilities(data.x).data, expected[`tree ${criterion}`].probabilities.flat(), CLOSE);
    expectClose(model.featureImportances, expected[`tree ${criterion}`].importances, CLOSE);
  });

  it('GaussianNaiveBayes', () => {
    const model = new GaussianNaiveBayes().fit(data.x, data.y, fitOptionsOf(data));
    // the reference smooths by variances without sample weights, which moves the ninth digit
    const close = { relative: 1e-7, absolute: 1e-12 };
    expectClose(model.predictProbabilities(data.x.slice(0, 8)).data, expected.gaussianNaiveBayes.flat(), close);
  });

  it('MultinomialNaiveBayes', () => {
    const x = data.x.map((row) => row.map(Math.abs));
    const model = new MultinomialNaiveBayes({ alpha: 0.5 }).fit(x, data.y, fitOptionsOf(data));
    expectClose(model.predictProbabilities(x.slice(0, 8)).data, expected.multinomialNaiveBayes.flat(), CLOSE);
  });
});

describe('DecisionTreeRegressor', () => {
  it.each(Object.keys(REGRESSION_SETS))('agrees with scikit-learn on the %s set', (name) => {
    const data = REGRESSION_SETS[name];
    const model = new DecisionTreeRegressor({ maxDepth: 3, minSamplesLeaf: 3 }).fit(data.x, data.y, fitOptionsOf(data));
    expectClose(model.predict(data.x), golden.regression[name].tree.predictions, CLOSE);
    if (name === 'wide') return; // several features divide its 12 samples alike, and rounding decides between them
    expectClose(model.featureImportances, golden.regression[name].tree.importances, { relative: 1e-6, absolute: 1e-9 });
  });

  it('grows until every sample is alone, and respects the limits', () => {
    const { x, y } = REGRESSION_SETS.tall;
    expect(new DecisionTreeRegressor().fit(x, y).score(x, y)).toBe(1);
    expect(new DecisionTreeRegressor({ maxDepth: 4 }).fit(x, y).depth).toBe(4);
    const leaves = (options: object) =>
      new DecisionTreeRegressor(options).fit(x, y).tree.features.filter((f) => f < 0).length;
    expect(leaves({ minSamplesLeaf: 10 })).toBeLessThan(leaves({}));
    expect(leaves({ minSamplesSplit: 20 })).toBeLessThan(leaves({}));
    expect(leaves({ minImpurityDecrease: 0.5 })).toBeLessThan(leaves({}));
    const drawn = (seed: number) => new DecisionTreeRegressor({ maxFeatures: 1, seed }).fit(x, y).tree;
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});

describe('random forests', () => {
  const { x, labels, values, accuracy, r2, extraAccuracy, extraR2 } = golden.forest;
  const mean = (score: (seed: number) => number) => [0, 1, 2, 3, 4].reduce((sum, seed) => sum + score(seed) / 5, 0);

  it('classify as well as those of scikit-learn on samples held out', () => {
    const score = (seed: number) =>
      new RandomForestClassifier({ numTrees: 30, seed })
        .fit(x.slice(0, 200), labels.slice(0, 200))
        .score(x.slice(200), labels.slice(200));
    expect(Math.abs(mean(score) - accuracy)).toBeLessThan(0.03);
  });

  it('predict as well as those of scikit-learn on samples held out', () => {
    const score = (seed: number) =>
      new RandomForestRegressor({ numTrees: 30, seed })
        .fit(x.slice(0, 200), values.slice(0, 200))
        .score(x.slice(200), values.slice(200));
    expect(Math.abs(mean(score) - r2)).toBeLessThan(0.04);
  });

  it('of random thresholds too, and with missing values', () => {
    const score = (seed: number) =>
      new ExtraTreesClassifier({ numTrees: 30, seed })
        .fit(x.slice(0, 200), labels.slice(0, 200))
        .score(x.slice(200), labels.slice(200));
    expect(Math.abs(mean(score) - extraAccuracy)).toBeLessThan(0.03);
    const valueScore = (seed: number) =>
      new ExtraTreesRegressor({ numTrees: 30, seed })
        .fit(x.slice(0, 200), values.slice(0, 200))
        .score(x.slice(200), values.slice(200));
    expect(Math.abs(mean(valueScore) - extraR2)).toBeLessThan(0.04);
    // the first feature is missing where it is large: both kinds of forest learn it from that
    const some = x.map(([first, ...rest]) => [first > 0.5 ? Number.NaN : first, ...rest]);
    const isLarge = x.map(([first]) => Number(first > 0.5));
    for (const forest of [new RandomForestClassifier({ numTrees: 20 }), new ExtraTreesClassifier({ numTrees: 20 })]) {
      const model = forest.fit(some.slice(0, 200), isLarge.slice(0, 200));
      expect(model.score(some.slice(200), isLarge.slice(200))).toBeGreaterThan(0.9);
    }
  });

  it('fit trees to fewer samples', () => {
    const sizes = (maxSamples?: number) =>
      new RandomForestRegressor({ numTrees: 3, maxSamples }).fit(x, values).trees.map((tree) => tree.features.length);
    expect(Math.max(...sizes(30))).toBeLessThan(Math.min(...sizes()));
    expect(sizes(0.1)).toEqual(sizes(30));
  });

  it('estimate their accuracy from samples left out', () => {
    const { outOfBagScore } = new RandomForestClassifier({ numTrees: 50, outOfBagScore: true }).fit(x, labels);
    expect(Math.abs((outOfBagScore ?? 0) - accuracy)).toBeLessThan(0.08);
    expect(
      new RandomForestRegressor({ numTrees: 50, outOfBagScore: true }).fit(x, values).outOfBagScore,
    ).toBeGreaterThan(0.3);
    expect(new RandomForestRegressor({ numTrees: 3 }).fit(x, values).outOfBagScore).toBeUndefined();
  });

  it('find the features that matter, and without bootstrap each tree fits all samples', () => {
    const { featureImportances } = new RandomForestClassifier({ numTrees: 30 }).fit(x, labels);
    expect(Math.min(...featureImportances.slice(0, 3))).toBeGreaterThan(Math.max(...featureImportances.slice(3)));
    expect(new RandomForestRegressor({ numTrees: 3, bootstrap: false }).fit(x, values).score(x, values)).toBeCloseTo(
      1,
      12,
    );
  });
});
