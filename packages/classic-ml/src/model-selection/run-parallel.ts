import { warn } from '@ai/core';
import type { Label } from '../estimator.js';
import { readError } from '../parallel/error-message.js';
import { type Classes, writeEstimator } from '../parallel/estimator-message.js';
import { shareIntegers, shareLabels, shareMatrix, shareNumbers } from '../parallel/shared-memory.js';
import { checkWorkers, engineOfThread, runInWorker, type WorkerOptions } from '../parallel/worker-pool.js';
import { readPart } from '../saving/parts.js';
import {
  type FitResult,
  type FitSettings,
  type FitTask,
  type Fitted,
  type FoldData,
  judge,
  type Learner,
  namingPlace,
  type Predictor,
} from './fit-task.js';

/** How fits are spread over worker threads. */
export interface ParallelOptions extends WorkerOptions {
  /** Modules (absolute URLs, as `import.meta.resolve` gives) that export estimators of your own and the classes of their models. */
  readonly modules?: readonly string[];
}

/**
 * Runs tasks in worker threads, with the results, warnings and errors of `runTasks`, in its order. The data are copied once, into
 * memory that all threads share; estimators go as class names and options and come back as saved models; a scoring stays here.
 *
 * @throws InvalidArgumentError for workers < 1, or an estimator that cannot be sent
 */
export async function runTasksParallel<Model extends Predictor, Y extends Label>(
  tasks: readonly FitTask<Model>[],
  data: FoldData<Y>,
  settings: FitSettings<Y>,
  options: ParallelOptions,
  owner: string,
): Promise<FitResult<Model>[]> {
  const { modules = [], signal } = options;
  const workers = checkWorkers(options, owner);
  signal?.throwIfAborted();
  const classes = await knownClasses(modules);
  const messageOf = messageWriter(data, settings, classes, modules, owner);
  const messages = tasks.map((task) => messageOf(task));
  const ending = new AbortController();
  const either = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  process.getBuiltinModule('node:events').setMaxListeners(0, either); // one for each task
  let done = 0;
  const replies = messages.map(async (message) => {
    const reply = await runInWorker('fitInWorker', message, workers, either);
    if (!('error' in reply)) settings.onProgress?.(++done, tasks.length);
    return reply;
  });
  for (const reply of replies) reply.catch(() => {}); // each is awaited below, but maybe after another has failed
  try {
    const results: FitResult<Model>[] = [];
    for (const [i, task] of tasks.entries()) {
      const { warnings, ...outcome } = await replies[i];
      for (const message of warnings) warn(message);
      results.push(
        namingPlace(task.place, () => {
          if ('error' in outcome) throw readError(outcome.error);
          const model = outcome.model && (readPart(outcome.model, classes) as Model);
          return judge({ ...outcome, model } as Fitted<Model>, task, data, settings);
        }),
      );
    }
    return results;
  } catch (error) {
    signal?.throwIfAborted(); // the caller's reason, not the pool's
    throw error;
  } finally {
    ending.abort();
  }
}

/** The classes that a worker knows too. */
async function knownClasses(modules: readonly string[]): Promise<Classes> {
  const exported: Classes[] = [await import('../index.js')];
  for (const url of modules) exported.push(await import(/* @vite-ignore */ url));
  return Object.assign({}, ...exported);
}

/** Writes the messages of a run; what several tasks use is copied into shared memory once. */
function messageWriter<Y extends Label>(
  data: FoldData<Y>,
  { trainScores, keepModels, scoring }: FitSettings<Y>,
  classes: Classes,
  modules: readonly string[],
  owner: string,
) {
  const common = {
    x: shareMatrix(data.x),
    y: shareLabels(data.y),
    weights: data.weights && shareNumbers(data.weights),
    engine: engineOfThread(),
    modules,
    trainScores,
    keepModels,
    predictOnly: scoring !== undefined,
  };
  const indices = remember(shareIntegers);
  const estimators = remember((estimator: Learner) => writeEstimator(estimator, classes, 'estimator', owner));
  return ({ estimator, trainIndices, testIndices }: FitTask<Predictor>) => ({
    ...common,
    estimator: estimators(estimator),
    trainIndices: indices(trainIndices),
    testIndices: testIndices && indices(testIndices),
  });
}

function remember<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
