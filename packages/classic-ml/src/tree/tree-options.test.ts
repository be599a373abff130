import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { DecisionTreeClassifier, DecisionTreeRegressor } from '../index.js';

interface Case {
  readonly predictions: number[] | number[][];
  readonly importances: number[];
  readonly leaves: number;
}
interface Path {
  readonly alphas: number[];
  readonly impurities: number[];
}
const { trees: golden } = readGolden<{
  trees: {
    x: number[][];
    labels: number[];
    values: number[];
    counts: number[];
    weights: number[];
    classifier: Record<string, Case>;
    regressor: Record<string, Case>;
    missing: number[][];
    missingShown: number[][];
    withMissing: Record<string, Case>;
    classifierPath: Path;
    regressorPath: Path;
  };
}>(new URL('../../golden/tree-options.json', import.meta.url));
const { x, labels, values, counts, weights } = golden;
const CLOSE = { relative: 1e-9, absolute: 1e-12 };

describe('options of decision trees agree with scikit-learn', () => {
  it.each([
    ['maxLeaves', { maxLeaves: 9 }],
    ['maxLeaves entropy', { maxLeaves: 9, criterion: 'entropy' }],
    ['minSamplesSplit', { minSamplesSplit: 0.3 }],
    ['minSamplesLeaf', { minSamplesLeaf: 0.08 }],
    ['minWeightFractionLeaf', { minWeightFractionLeaf: 0.1 }],
    ['minImpurityDecrease', { minImpurityDecrease: 0.02 }],
    ['ccpAlpha', { ccpAlpha: 0.012 }],
    ['classWeights', { maxLeaves: 7, classWeights: 'balanced' }],
  ] as const)('classifier: %s', (name, options) => {
    const fitOptions = name === 'minWeightFractionLeaf' ? { sampleWeights: weights } : {};
    const model = new DecisionTreeClassifier(options).fit(x, labels, fitOptions);
    const expected = golden.classifier[name];
    expect(model.numLeaves).toBe(expected.leaves);
    expectClose(model.predictProbabilities(x.slice(0, 40)).data, expected.predictions.flat(), CLOSE);
    expectClose(model.featureImportances, expected.importances, CLOSE);
  });

  it.each([
    ['maxLeaves', { maxLeaves: 12 }, values],
    ['absoluteError', { criterion: 'absoluteError', maxDepth: 4, minSamplesLeaf: 6 }, values],
    ['absoluteError weighted', { criterion: 'absoluteError', maxLeaves: 8, minSamplesLeaf: 6 }, values],
    ['poisson', { criterion: 'poisson', maxDepth: 4, minSamplesLeaf: 8 }, counts],
    ['ccpAlpha', { ccpAlpha: 0.03 }, values],
  ] as const)('regressor: %s', (name, options, y) => {
    const fitOptions = name.endsWith('weighted') ? { sampleWeights: weights } : {};
    const model = new DecisionTreeRegressor(options).fit(x, y, fitOptions);
    const expected = golden.regressor[name];
    expect(model.numLeaves).toBe(expected.leaves);
    expectClose(model.predict(x.slice(0, 40)), expected.predictions.flat(), CLOSE);
    expectClose(model.featureImportances, expected.importances, CLOSE);
  });

  it.each([
    ['classifier', { maxDepth: 2, minSamplesLeaf: 10 }],
    ['classifier weighted', { maxLeaves: 12, minSamplesLeaf: 4 }],
    ['regressor', { maxDepth: 5, minSamplesLeaf: 6 }],
    ['pruned', { ccpAlpha: 0.03 }],
  ] as const)('missing values: %s', (name, options) => {
    const { missing, missingShown, withMissing } = golden;
    const fitOptions = name.endsWith('weighted') ? { sampleWeights: weights } : {};
    const classifier = name.startsWith('classifier')
      ? new DecisionTreeClassifier(options).fit(missing, labels, fitOptions)
      : undefined;
    const model = classifier ?? new DecisionTreeRegressor(options).fit(missing, values);
    const predictions = classifier?.predictProbabilities(missingShown).data ?? model.predict(missingShown);
    expect(model.numLeaves).toBe(withMissing[name].leaves);
    expectClose(predictions as Float64Array, withMissing[name].predictions.flat(), CLOSE);
    expectClose(model.featureImportances, withMissing[name].importances, CLOSE);
  });

  it('paths of pruning', () => {
    const options = { minSamplesLeaf: 5 };
    const classifier = new DecisionTreeClassifier(options).fit(x, labels).costComplexityPath();
    const regressor = new DecisionTreeRegressor(options).fit(x, values).costComplexityPath();
    expectClose(classifier.alphas, golden.classifierPath.alphas, CLOSE);
    expectClose(classifier.impurities, golden.classifierPath.impurities, CLOSE);
    expectClose(regressor.alphas, golden.regressorPath.alphas, CLOSE);
    expectClose(regressor.impurities, golden.regressorPath.impurities, CLOSE);
  });
});

describe('decision trees', () => {
  it('count leaves and levels', () => {
    const { numLeaves, depth } = new DecisionTreeRegressor({ maxLeaves: 2 }).fit(x, values);
    expect([numLeaves, depth]).toEqual([2, 1]);
  });

  it('pruned by the last price of the path are a single leaf, and no larger in between', () => {
    const minSamplesLeaf = 3;
    const whole = new DecisionTreeClassifier({ minSamplesLeaf }).fit(x, labels);
    const { alphas } = whole.costComplexityPath();
    let last = whole.numLeaves;
    for (const ccpAlpha of alphas.slice(1)) {
      const options = { minSamplesLeaf, ccpAlpha: ccpAlpha * (1 + 1e-9) };
      const { numLeaves } = new DecisionTreeClassifier(options).fit(x, labels);
      expect(numLeaves).toBeLessThan(last);
      last = numLeaves;
    }
    expect(last).toBe(1);
  });

  it('grown to the end are the same in any order of growth', () => {
    const deep = new DecisionTreeRegressor().fit(x, values);
    const best = new DecisionTreeRegressor({ maxLeaves: 100_000 }).fit(x, values);
    expect(best.predict(x)).toEqual(deep.predict(x));
    expect(best.numLeaves).toBe(deep.numLeaves);
  });

  it('refuse missing values that they have not been fitted with', () => {
    const model = new DecisionTreeRegressor().fit(x, values);
    expect(() => model.predict([[Number.NaN, 0, 0, 0]])).toThrow(
      "'X' of DecisionTreeRegressor must hold finite numbers, got NaN at row 0, column 0.",
    );
  });

  it('look at log2 of the features if asked to', () => {
    const tree = (maxFeatures: 'log2' | 2) => new DecisionTreeRegressor({ maxFeatures, seed: 2 }).fit(x, values).tree;
    expect(tree('log2')).toEqual(tree(2)); // of 4
  });
});
