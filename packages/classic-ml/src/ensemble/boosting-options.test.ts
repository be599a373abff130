import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import {
  GradientBoostingClassifier,
  type GradientBoostingClassifierOptions,
  GradientBoostingRegressor,
  GradientBoostingRegressorModel,
  type GradientBoostingRegressorOptions,
} from '../index.js';

interface Stopped {
  readonly rounds: number;
  readonly losses: number[];
}
const { boosting: golden, trees } = readGolden<{
  trees: { weights: number[] };
  boosting: {
    train: number[][];
    target: number[];
    positive: number[];
    classes: number[];
    shown: number[][];
    regressor: Record<string, number[]>;
    classifier: Record<string, number[][]>;
    staged: number[][];
    stopped: Stopped;
    stoppedClasses: Stopped;
  };
}>(new URL('../../golden/tree-options.json', import.meta.url));
const { train, target, positive, classes, shown } = golden;
const { weights } = trees;
const upper = classes.map((label) => Number(label > 0));
const OPTIONS = { numRounds: 6, learningRate: 0.3, minSamplesLeaf: 8, maxLeaves: 7 };
const CATEGORIES = { categoricalFeatures: [3] };
// the reference keeps gradients in float32
const CLOSE = { relative: 1e-4, absolute: 1e-5 };

describe('options of gradient boosting agree with scikit-learn', () => {
  const cases: [string, GradientBoostingRegressorOptions, number[]][] = [
    ['missing', {}, target],
    ['categories', CATEGORIES, target],
    ['monotonic', { ...CATEGORIES, monotonicConstraints: [1, 0, -1, 0] }, target],
    ['absoluteError', { ...CATEGORIES, loss: 'absoluteError' }, target],
    ['quantile', { loss: 'quantile', quantile: 0.8 }, target],
    ['poisson', { ...CATEGORIES, loss: 'poisson' }, positive],
    ['poisson weighted', { loss: 'poisson' }, positive],
    ['gamma', { loss: 'gamma', l2: 2 }, positive],
  ];
  it.each(cases)('regressor: %s', (name, options, y) => {
    const fitOptions = name.endsWith('weighted') ? { sampleWeights: weights } : {};
    const model = new GradientBoostingRegressor({ ...OPTIONS, ...options }).fit(train, y, fitOptions);
    expectClose(model.predict(shown), golden.regressor[name], CLOSE);
    const saved = GradientBoostingRegressorModel.fromJSON(JSON.parse(JSON.stringify(model)));
    expect(saved.predict(shown)).toEqual(model.predict(shown));
  });

  const classCases: [string, GradientBoostingClassifierOptions, number[]][] = [
    ['categories', CATEGORIES, classes],
    ['two classes', CATEGORIES, upper],
    ['monotonic', { monotonicConstraints: [1, 0, 0, 0] }, upper],
    ['classWeights', { classWeights: 'balanced' }, classes],
  ];
  it.each(classCases)('classifier: %s', (name, options, y) => {
    const fitOptions = name === 'two classes' ? { sampleWeights: weights } : {};
    const model = new GradientBoostingClassifier({ ...OPTIONS, ...options }).fit(train, y, fitOptions);
    expectClose(model.predictProbabilities(shown).data, golden.classifier[name].flat(), CLOSE);
  });

  it('predictions after each round', () => {
    const model = new GradientBoostingRegressor(OPTIONS).fit(train, target);
    const staged = [...model.stagedPredict(shown.slice(0, 5))];
    expect(staged).toHaveLength(6);
    staged.forEach((predictions, round) => {
      expectClose(predictions, golden.staged[round], CLOSE);
    });
    expect(staged[5]).toEqual(model.predict(shown.slice(0, 5)));
  });

  it('early stopping of a regressor', () => {
    const options = { ...OPTIONS, ...CATEGORIES, numRounds: 200, patience: 5, tolerance: 1e-4 };
    const validation = { x: train.slice(0, 80), y: target.slice(0, 80) };
    const model = new GradientBoostingRegressor(options).fit(train.slice(80), target.slice(80), { validation });
    expect(model.numRounds).toBe(golden.stopped.rounds);
    expectClose(model.validationLosses, golden.stopped.losses, CLOSE);
  });

  it('early stopping of a classifier', () => {
    const options = { ...OPTIONS, ...CATEGORIES, numRounds: 200, patience: 3 };
    const validation = { x: train.slice(0, 80), y: classes.slice(0, 80) };
    const model = new GradientBoostingClassifier(options).fit(train.slice(80), classes.slice(80), { validation });
    expect(model.numRounds).toBe(golden.stoppedClasses.rounds);
    expectClose(model.validationLosses, golden.stoppedClasses.losses, CLOSE);
  });
});

describe('gradient boosting', () => {
  const fit = (options: GradientBoostingRegressorOptions) =>
    new GradientBoostingRegressor({ ...OPTIONS, ...options }).fit(train, target);

  it('follows the loss of a validation set to the end if it must not stop', () => {
    const validation = { x: train.slice(0, 80), y: target.slice(0, 80) };
    const model = new GradientBoostingRegressor({ ...OPTIONS, numRounds: 60, earlyStopping: false }).fit(
      train.slice(80),
      target.slice(80),
      { validation },
    );
    expect(model.numRounds).toBe(60);
    expect(model.validationLosses).toHaveLength(61);
  });

  it('holds samples out by seed, more of them for a larger fraction', () => {
    const stopped = (options: object) => fit({ numRounds: 300, earlyStopping: true, patience: 3, ...options });
    const first = stopped({ seed: 1 });
    expect(first.numRounds).toBeLessThan(300);
    expect(stopped({ seed: 1 }).toJSON()).toEqual(first.toJSON());
    expect(stopped({ seed: 2 }).validationLosses).not.toEqual(first.validationLosses);
    expect(stopped({ seed: 1, validationFraction: 0.4 }).validationLosses).not.toEqual(first.validationLosses);
    expect(stopped({ seed: 1, tolerance: 1 }).numRounds).toBeLessThanOrEqual(first.numRounds);
    const tiny = new GradientBoostingRegressor({ earlyStopping: true });
    expect(() => tiny.fit([[1], [2]], [1, 2])).toThrow(/'validationFraction' of GradientBoostingRegressor must leave/);
  });

  it('keeps the shares of the classes when it holds samples out', () => {
    const y = train.map((_, i) => (i % 12 === 0 ? 'rare' : 'common'));
    const model = new GradientBoostingClassifier({ ...OPTIONS, earlyStopping: true }).fit(train, y);
    const share = 1 / 12;
    const entropy = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
    expect(model.validationLosses[0]).toBeCloseTo(entropy, 12);
  });

  it('never falls where a constraint says so', () => {
    const model = fit({ numRounds: 40, monotonicConstraints: [1, 0, 0, 0] });
    const rising = Array.from({ length: 61 }, (_, i) => [i / 10 - 3, 0.3, -0.2, 2]);
    const predictions = model.predict(rising);
    predictions.forEach((value, i) => {
      if (i > 0) expect(value).toBeGreaterThanOrEqual(predictions[i - 1]);
    });
    const free = fit({ numRounds: 40 }).predict(rising);
    expect(free.some((value, i) => i > 0 && value < free[i - 1])).toBe(true);
  });

  it('looks at fewer features by seed', () => {
    expect(fit({ maxFeatures: 2, seed: 1 }).trees).not.toEqual(fit({ maxFeatures: 2, seed: 2 }).trees);
    expect(fit({ maxFeatures: 2, seed: 1 }).trees).toEqual(fit({ maxFeatures: 0.5, seed: 1 }).trees);
  });

  it('predicts quantiles and, of more classes, stages of labels', () => {
    const low = fit({ loss: 'quantile', quantile: 0.1, numRounds: 60 }).predict(train);
    expect(target.filter((y, i) => y < low[i]).length / target.length).toBeCloseTo(0.1, 1);
    const model = new GradientBoostingClassifier(OPTIONS).fit(train, classes);
    const stages = [...model.stagedPredict(shown)];
    expect(stages).toHaveLength(model.numRounds);
    expect(stages[5]).toEqual(model.predict(shown));
  });

  it('learns from what is missing alone', () => {
    const x = train.map((_, i) => [i % 3 === 0 ? Number.NaN : 1]);
    const y = train.map((_, i) => (i % 3 === 0 ? 5 : -1));
    const model = new GradientBoostingRegressor({ numRounds: 60, learningRate: 0.5 }).fit(x, y);
    expectClose(model.predict([[Number.NaN], [1]]), [5, -1], { relative: 1e-9 });
  });

  it('refuses validation sets that do not fit', () => {
    const x = train.slice(0, 20);
    const regressor = new GradientBoostingRegressor(OPTIONS);
    expect(() => regressor.fit(train, target, { validation: { x: [[1]], y: [1] } })).toThrow(
      "'validation' of GradientBoostingRegressor must have 4 features, as the samples have, got 1.",
    );
    const classifier = new GradientBoostingClassifier(OPTIONS);
    expect(() => classifier.fit(train, classes, { validation: { x, y: x.map(() => 7) } })).toThrow(
      "'validation' of GradientBoostingClassifier must have labels that are in 'y', got 7.",
    );
  });
});
