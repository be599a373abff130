import { InvalidArgumentError, setLogger } from '@ai/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, REGRESSION_SETS } from '../../test/data-sets.js';
import {
  type CrossValidateOptions,
  crossValidate,
  crossValidateParallel,
  GridSearch,
  KNeighborsClassifier,
  type Learner,
  LogisticRegression,
  learningCurve,
  learningCurveParallel,
  makeClassification,
  Pca,
  Pipeline,
  RandomForestClassifier,
  RandomSearch,
  Ridge,
  StandardScaler,
  validationCurve,
  validationCurveParallel,
} from '../index.js';

const CUSTOM = new URL('../../test/custom-estimator.mjs', import.meta.url).href;
const workers = 2;

let warnings: string[];
let before: ReturnType<typeof setLogger>;
beforeEach(() => {
  warnings = [];
  before = setLogger({ warn: (message) => warnings.push(message) });
});
afterEach(() => {
  setLogger(before);
});

/** Runs both ways; what they give, or throw, and what they warn of. */
async function bothWays<T>(sequential: () => T, parallel: () => Promise<T>): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const run of [sequential, parallel]) {
    warnings = [];
    const outcome = await Promise.resolve()
      .then(run)
      .catch((error: Error) => ({
        type: error.constructor.name,
        text: `${error.name}: ${error.message}`,
        ...error,
      }));
    outcomes.push({ outcome: JSON.parse(JSON.stringify(outcome)), warnings });
  }
  return outcomes;
}

const withoutTimes = <T extends { fitTimes: unknown }>({ fitTimes: _, ...rest }: T) => rest;

const pipeline = new Pipeline({
  steps: [new StandardScaler(), new Pca({ numComponents: 2 })],
  final: new LogisticRegression({ maxIterations: 2 }),
});

describe('folds in worker threads give what they give without', () => {
  const { x, y, weights } = CLASSIFICATION_SETS.weighted;
  const words = y.map((label) => ['ant', 'bee', 'cow', 'dog'][label]);

  it.each<[string, Learner, CrossValidateOptions<string>]>([
    ['probabilities of a pipeline that warns', pipeline, { folds: 3 }],
    [
      'weights and models',
      new LogisticRegression(),
      { folds: 4, sampleWeights: weights as number[], keepModels: true },
    ],
    [
      'a scoring of the user',
      new KNeighborsClassifier({ k: 3 }),
      { scoring: (a, b) => a.filter((label, i) => label < b[i]).length },
    ],
    ['a seed', new RandomForestClassifier({ numTrees: 5, seed: 3 }), { folds: 3, trainScores: true }],
    ['an error in the estimator', new KNeighborsClassifier({ k: 50 }), { folds: 3 }],
    [
      'an error in the scoring',
      new KNeighborsClassifier(),
      {
        scoring: () => {
          throw new RangeError('no');
        },
      },
    ],
  ])('%s', async (_, estimator, options) => {
    const [sequential, parallel] = await bothWays(
      () => withoutTimes(crossValidate(estimator, x, words, options)),
      async () => withoutTimes(await crossValidateParallel(estimator, x, words, { ...options, workers })),
    );
    expect(parallel).toEqual(sequential);
  });

  it('models predict the same', async () => {
    const options = { folds: 3, keepModels: true, workers };
    const { models } = await crossValidateParallel(pipeline, x, words, options);
    expect(models?.map((model) => model.predictProbabilities(x))).toEqual(
      crossValidate(pipeline, x, words, options).models?.map((model) => model.predictProbabilities(x)),
    );
  });

  it('large products go to the same native engine', async () => {
    const data = makeClassification({ numSamples: 3000, numFeatures: 30, seed: 1 });
    const estimator = new LogisticRegression();
    const { testScores } = crossValidate(estimator, data.x, data.y, { keepModels: true });
    const inWorkers = await crossValidateParallel(estimator, data.x, data.y, { keepModels: true, workers });
    expect(inWorkers.testScores).toEqual(testScores);
  });

  it('searches and curves', async () => {
    const data = REGRESSION_SETS.weighted;
    const fitOptions = { sampleWeights: data.weights as number[] };
    const make = ({ alpha }: { alpha: number }) => new Ridge({ alpha });
    const grid = new GridSearch({ make, grid: { alpha: [0.1, 1, 10] }, trainScores: true });
    const random = new RandomSearch({ make, distributions: { alpha: (r) => r.uniform(0, 3) }, count: 4, seed: 1 });
    for (const search of [grid, random]) {
      const model = await search.fitParallel(data.x, data.y, { ...fitOptions, workers });
      expect(model).toEqual(search.fit(data.x, data.y, fitOptions));
    }
    const values = [0.1, 1, 10];
    const byAlpha = (alpha: number) => make({ alpha });
    expect(await validationCurveParallel(byAlpha, values, data.x, data.y, { ...fitOptions, workers })).toEqual(
      validationCurve(byAlpha, values, data.x, data.y, fitOptions),
    );
    expect(await learningCurveParallel(new Ridge(), data.x, data.y, { ...fitOptions, workers })).toEqual(
      learningCurve(new Ridge(), data.x, data.y, fitOptions),
    );
  });

  it('names fold and candidate in errors', async () => {
    const search = new GridSearch({
      make: (p: { alpha: number }) => new Ridge(p),
      grid: { alpha: [1, -1] },
      folds: 3,
    });
    const { x, y } = REGRESSION_SETS.tall;
    const [sequential, parallel] = await bothWays(
      () => search.fit(x, y),
      () => search.fitParallel(x, y, { workers }),
    );
    expect(parallel).toEqual(sequential);
    await expect(search.fitParallel(x, y, { workers })).rejects.toThrow(InvalidArgumentError);
    await expect(search.fitParallel(x, y, { workers })).rejects.toThrow(
      `Fold 1 of 3 with {"alpha":-1}: 'alpha' of Ridge must be a finite number >= 0, got -1.`,
    );
  });
});

describe('worker threads', () => {
  const { x, y } = CLASSIFICATION_SETS.tall;

  it('report progress and end when told to', async () => {
    const progress: string[] = [];
    const onProgress = (done: number, total: number) => progress.push(`${done}/${total}`);
    await crossValidateParallel(new KNeighborsClassifier(), x, y, { folds: 4, workers, onProgress });
    expect(progress).toEqual(['1/4', '2/4', '3/4', '4/4']);
    const controller = new AbortController();
    const slow = new GridSearch({
      make: (p: { seed: number }) => new RandomForestClassifier({ ...p, numTrees: 200 }),
      grid: { seed: Array.from({ length: 100 }, (_, i) => i) },
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(slow.fitParallel(x, y, { workers, signal: controller.signal })).rejects.toThrow('enough');
    await expect(slow.fitParallel(x, y, { workers, signal: controller.signal })).rejects.toThrow('enough');
  });

  it('let the answers pass that arrive after their work was called off', async () => {
    const learner = new KNeighborsClassifier();
    await crossValidateParallel(learner, x, y, { folds: 4, workers }); // the threads are there
    const controller = new AbortController();
    const onProgress = () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200); // the thread is done with the next fold, and not heard yet
      controller.abort(new Error('enough'));
    };
    const folds = crossValidateParallel(learner, x, y, { folds: 4, workers, signal: controller.signal, onProgress });
    await expect(folds).rejects.toThrow('enough');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(warnings).toEqual([]);
  });

  it('run estimators of a module', async () => {
    const { Majority } = await import(CUSTOM);
    const options = { folds: 3, keepModels: true, workers, modules: [CUSTOM] };
    const result = await crossValidateParallel(new Majority(), x, y, options);
    expect(withoutTimes(result)).toEqual(withoutTimes(crossValidate(new Majority(), x, y, options)));
    await expect(crossValidateParallel(new Majority(), x, y)).rejects.toThrow(
      "'estimator' of crossValidateParallel must be made of this package's estimators (or those of 'modules') and options without functions, got Majority as estimator.",
    );
  });

  it('refuse functions among options, and fewer than one worker', async () => {
    const withFunction = new KNeighborsClassifier({ k: (() => 1) as never });
    await expect(crossValidateParallel(withFunction, x, y)).rejects.toThrow('got a function as estimator.options.k.');
    await expect(crossValidateParallel(new KNeighborsClassifier(), x, y, { workers: 0 })).rejects.toThrow(
      "'workers' of crossValidateParallel must be an integer >= 1, got 0.",
    );
  });
});
