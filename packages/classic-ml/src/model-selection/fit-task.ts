import type { Column, DenseMatrix, Rows } from '@ai/core';
import type { FitOptions, FittedModel, Label, Labels } from '../estimator.js';
import { takeRows } from '../input/samples.js';

/** A fitted model that predicts one value or label per sample. */
export interface Predictor extends FittedModel {
  predict(x: Rows): ArrayLike<Label>;
  // methods are compared bivariantly, so that classifiers and regressors both fit
  score(x: Rows, y: Labels | Column): number;
}

/** An estimator that can be cross-validated: a classifier or a regressor. */
export interface Learner<Model extends Predictor = Predictor> {
  readonly task: 'classification' | 'regression';
  fit(x: Rows, y: Labels | Column, options?: FitOptions): Model;
}

/** Judges predictions; larger is better. */
export type Scoring<Y extends Label = Label> = (yTrue: Y[], yPredicted: Y[]) => number;

/** A data set read once and cut into folds many times. */
export interface FoldData<Y extends Label> {
  readonly x: DenseMatrix;
  readonly y: readonly Y[];
  readonly weights: Float64Array | undefined;
}

/** One fit: on which samples, and where it is scored. */
export interface FitTask<Model extends Predictor> {
  readonly estimator: Learner<Model>;
  readonly trainIndices: Int32Array;
  /** None for a fit that is not scored. */
  readonly testIndices: Int32Array | undefined;
  /** What an error begins with: 'Fold 2 of 5'. */
  readonly place: string;
}

/** What is done with all tasks of a run. */
export interface FitSettings<Y extends Label> {
  readonly scoring?: Scoring<Y>;
  readonly trainScores: boolean;
  readonly keepModels: boolean;
  /** Told after each fit. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How a model did on some samples: a score, or predictions still to be judged. */
export type Judgement = { readonly score: number } | { readonly predicted: Label[] };

/** What fitting has given, before a scoring of the user's has judged it. */
export interface Fitted<Model> {
  readonly model: Model;
  readonly milliseconds: number;
  readonly test: Judgement | undefined;
  readonly train: Judgement | undefined;
}

/** The outcome of one fit; a score that was not asked for is NaN. */
export interface FitResult<Model> {
  readonly model: Model | undefined;
  readonly milliseconds: number;
  readonly testScore: number;
  readonly trainScore: number;
}

/** Fits and scores, or predicts for a scoring that is applied later ({@link judge}), maybe in another thread. */
export function fitAndTest<Model extends Predictor, Y extends Label>(
  { estimator, trainIndices, testIndices }: Omit<FitTask<Model>, 'place'>,
  data: FoldData<Y>,
  { trainScores, predictOnly }: { readonly trainScores: boolean; readonly predictOnly: boolean },
): Fitted<Model> {
  const take = (indices: Int32Array) => ({
    x: takeRows(data.x, indices),
    y: Array.from(indices, (i) => data.y[i]) as Y[] & Labels,
  });
  const train = take(trainIndices);
  const { weights } = data;
  const options = weights ? { sampleWeights: Float64Array.from(trainIndices, (i) => weights[i]) } : undefined;
  const start = performance.now();
  const model = estimator.fit(train.x, train.y, options);
  const milliseconds = performance.now() - start;
  const testOn = (part: typeof train): Judgement =>
    predictOnly ? { predicted: Array.from(model.predict(part.x)) } : { score: model.score(part.x, part.y) };
  return {
    model,
    milliseconds,
    test: testIndices && testOn(take(testIndices)),
    train: trainScores && testIndices ? testOn(train) : undefined,
  };
}

/** Scores what is not scored yet. */
export function judge<Model extends Predictor, Y extends Label>(
  { model, milliseconds, test, train }: Fitted<Model>,
  { trainIndices, testIndices }: FitTask<Model>,
  data: FoldData<Y>,
  { scoring, keepModels }: FitSettings<Y>,
): FitResult<Model> {
  const scoreOf = (judgement: Judgement | undefined, indices: Int32Array | undefined): number => {
    if (!judgement) return Number.NaN;
    if ('score' in judgement) return judgement.score;
    const yTrue = Array.from(indices as Int32Array, (i) => data.y[i]);
    return (scoring as Scoring<Y>)(yTrue, judgement.predicted as Y[]);
  };
  return {
    model: keepModels ? model : undefined,
    milliseconds,
    testScore: scoreOf(test, testIndices),
    trainScore: scoreOf(train, trainIndices),
  };
}

/** Runs tasks one after the other. An error names the place at which it was thrown. */
export function runTasks<Model extends Predictor, Y extends Label>(
  tasks: readonly FitTask<Model>[],
  data: FoldData<Y>,
  settings: FitSettings<Y>,
): FitResult<Model>[] {
  const { trainScores, onProgress, scoring } = settings;
  return tasks.map((task, done) => {
    const result = namingPlace(task.place, () => {
      const fitted = fitAndTest(task, data, { trainScores, predictOnly: scoring !== undefined });
      return judge(fitted, task, data, settings);
    });
    onProgress?.(done + 1, tasks.length);
    return result;
  });
}

/** Puts the place in front of what an error says. */
export function namingPlace<T>(place: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof Error) error.message = `${place}: ${error.message}`;
    throw error;
  }
}
