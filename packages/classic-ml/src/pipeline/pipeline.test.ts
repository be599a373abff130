import { InvalidDataError } from '@ai/core';
import { describe, expect, it } from 'vitest';
import {
  ColumnTransformer,
  ColumnTransformerModel,
  crossValidate,
  KNeighborsClassifier,
  KNeighborsClassifierModel,
  LogisticRegression,
  makeBlobs,
  OneHotEncoder,
  OneHotEncoderModel,
  Pipeline,
  PipelineModel,
  PolynomialFeatures,
  Ridge,
  StandardScaler,
  StandardScalerModel,
} from '../index.js';

describe('Pipeline', () => {
  const { x, y } = makeBlobs({ numSamples: 60, seed: 2 });
  const labels = [...y];

  it('equals its parts one after the other', () => {
    const model = new Pipeline({ steps: [new StandardScaler()], final: new LogisticRegression() }).fit(x, labels);
    const scaled = new StandardScaler().fit(x).transform(x);
    const alone = new LogisticRegression().fit(scaled, labels);
    expect(model.predict(x)).toEqual(alone.predict(scaled));
    expect(model.predictProbabilities(x)).toEqual(alone.predictProbabilities(scaled));
    expect(model.score(x, labels)).toBe(alone.score(scaled, labels));
    expect(model.transform(x)).toEqual(scaled);
    expect(model.numFeatures).toBe(2);
  });

  it('goes through cross-validation, stratified as its final estimator asks', () => {
    const pipeline = new Pipeline({ steps: [new StandardScaler()], final: new KNeighborsClassifier({ k: 3 }) });
    expect(pipeline.task).toBe('classification');
    expect(crossValidate(pipeline, x, labels, { folds: 3 }).testScores).toHaveLength(3);
  });

  it('gives weights to the final estimator', () => {
    const weights = labels.map((_, i) => (i % 2 ? 1 : 50));
    const pipeline = new Pipeline({ steps: [new PolynomialFeatures()], final: new Ridge() });
    expect(pipeline.fit(x, labels, { sampleWeights: weights }).predict(x)).not.toEqual(
      pipeline.fit(x, labels).predict(x),
    );
  });

  it('saves and loads with the classes of its parts', () => {
    const model = new Pipeline({ steps: [new StandardScaler()], final: new KNeighborsClassifier() }).fit(x, labels);
    const document = JSON.parse(JSON.stringify(model));
    const loaded = PipelineModel.fromJSON<KNeighborsClassifierModel>(document, {
      StandardScalerModel,
      KNeighborsClassifierModel,
    });
    expect(loaded.predict(x)).toEqual(model.predict(x));
    expect(() => PipelineModel.fromJSON(document, { StandardScalerModel })).toThrow(
      "A part of the saved model is a 'KNeighborsClassifierModel'; classes given: StandardScalerModel.",
    );
    expect(() => PipelineModel.fromJSON(null, {})).toThrow(InvalidDataError);
    expect(() => PipelineModel.fromJSON({ ...document, steps: 1 }, {})).toThrow(InvalidDataError);
  });

  it('refuses steps that are none and probabilities that are not there', () => {
    const final = new Ridge();
    expect(() => new Pipeline({ steps: [{} as StandardScaler], final }).fit(x, labels)).toThrow("'steps' of Pipeline");
    expect(() => new Pipeline({ steps: [], final: {} as Ridge }).fit(x, labels)).toThrow("'final' of Pipeline");
    expect(() => new Pipeline({ steps: [], final }).fit(x, labels).predictProbabilities(x)).toThrow(
      "'final' of Pipeline",
    );
  });
});

describe('ColumnTransformer', () => {
  const table = [
    [1, 'a', 7],
    [3, 'b', 8],
  ];
  const transformers = [
    { columns: [1], transformer: new OneHotEncoder() },
    { columns: [0], transformer: new StandardScaler() },
  ];

  it('puts results side by side and passes on or drops the rest', () => {
    const drop = new ColumnTransformer({ transformers }).fit(table).transform(table);
    expect([...drop.data]).toEqual([1, 0, -1, 0, 1, 1]);
    const pass = new ColumnTransformer({ transformers, remainder: 'pass' }).fit(table).transform(table);
    expect([...pass.data]).toEqual([1, 0, -1, 7, 0, 1, 1, 8]);
  });

  it('saves and loads', () => {
    const model = new ColumnTransformer({ transformers, remainder: 'pass' }).fit(table);
    const document = JSON.parse(JSON.stringify(model));
    const classes = { OneHotEncoderModel, StandardScalerModel };
    expect(ColumnTransformerModel.fromJSON(document, classes).transform(table)).toEqual(model.transform(table));
    for (const damaged of [
      null,
      { ...document, rest: [9] },
      { ...document, numFeatures: 'x' },
      { ...document, parts: [1] },
    ]) {
      expect(() => ColumnTransformerModel.fromJSON(damaged, classes)).toThrow(InvalidDataError);
    }
  });

  it('refuses columns out of range, another width and ragged tables', () => {
    const one = (columns: number[]) =>
      new ColumnTransformer({ transformers: [{ columns, transformer: new StandardScaler() }] });
    expect(() => one([3]).fit(table)).toThrow(
      "'transformers' of ColumnTransformer must be an integer >= 0 and < 3, got 3.",
    );
    expect(() =>
      one([0])
        .fit(table)
        .transform([[1]]),
    ).toThrow('must have 3 features');
    expect(() => one([0]).fit([[1, 2], [1]])).toThrow('got 1 in row 1');
    expect(() => new ColumnTransformer({ transformers: [] }).fit(table)).toThrow("'transformers'");
    expect(() => new ColumnTransformer({ transformers, remainder: 'x' as 'drop' }).fit(table)).toThrow("'remainder'");
  });
});
