// The module that worker threads run. Each export is a job: it takes one message and answers with another.

import type { DenseMatrix } from '@ai/core';
import { type EngineName, engineInfo, setEngine, setLogger } from '@ai/core';
import type { SavedModel } from '../estimator.js';
import * as exported from '../index.js';
import { type Fitted, fitAndTest, type Learner } from '../model-selection/fit-task.js';
import { type ErrorMessage, writeError } from './error-message.js';
import { type Classes, type Message, readEstimator } from './estimator-message.js';
import { readSharedLabels, type SharedLabels } from './shared-memory.js';

/** One fit of a cross-validation. */
export interface FitMessage {
  readonly x: DenseMatrix;
  readonly y: SharedLabels;
  readonly weights: Float64Array | undefined;
  readonly engine: { readonly name: string; readonly threads: number | undefined };
  readonly modules: readonly string[];
  readonly trainScores: boolean;
  readonly keepModels: boolean;
  readonly predictOnly: boolean;
  readonly estimator: Message;
  readonly trainIndices: Int32Array;
  readonly testIndices: Int32Array | undefined;
}

/** What came of it, with the warnings that were given on the way. */
export type FitReply = { readonly warnings: readonly string[] } & (
  | (Omit<Fitted<unknown>, 'model'> & { readonly model: SavedModel | undefined })
  | { readonly error: ErrorMessage }
);

export async function fitInWorker(message: FitMessage): Promise<FitReply> {
  const { x, y, weights, trainIndices, testIndices, keepModels } = message;
  const warnings: string[] = [];
  const before = setLogger({ warn: (text) => warnings.push(text) });
  try {
    await useEngine(message.engine);
    const classes: Classes = Object.assign(
      {},
      exported,
      ...(await Promise.all(message.modules.map((url) => import(url)))),
    );
    const estimator = readEstimator(message.estimator, classes) as Learner;
    const { model, ...rest } = fitAndTest(
      { estimator, trainIndices, testIndices },
      { x, y: readSharedLabels(y), weights },
      message,
    );
    return { warnings, ...rest, model: keepModels ? model.toJSON() : undefined };
  } catch (error) {
    return { warnings, error: writeError(error) };
  } finally {
    setLogger(before);
  }
}

/** Starts the engine of the thread that has sent the work. */
async function useEngine({ name, threads }: FitMessage['engine']): Promise<void> {
  const here = engineInfo();
  if (here.name !== name || here.threads !== threads) await setEngine(name as EngineName, { threads });
}
