import { checkInteger, Got, InvalidArgumentError, InvalidDataError } from '@ai/core';
import type { OpenedRecord, SourceKind, SourceRecord } from './protocol.js';
import { describeSource, openSource, type Source } from './source.js';
import { WorkerPool } from './worker-pool.js';

/** A function that makes a data set, as a module exports it. */
// biome-ignore lint/suspicious/noExplicitAny: any options
export type DatasetMaker = (options: any) => unknown;

/**
 * Where the workers find their data set. With the type of the module, `WorkerDataset.open<typeof import('./data.js')>({ ... })`, the
 * names of its exports and the types of their options are checked.
 */
export type WorkerSource<M = Record<string, DatasetMaker>> = {
  [K in keyof M & string]: M[K] extends (options: infer O) => unknown
    ? {
        /**
         * The module, as every thread can import it: `new URL('./data.js', import.meta.url)`. It is JavaScript, or TypeScript where
         * Node runs that (from version 22.18 on, or started with a loader such as tsx, which workers inherit).
         */
        readonly module: URL | string;
        /** The function, exported by the module, that makes the data set from `options`. It is called once in every worker. */
        readonly export: K;
        /** Another export that makes batches of samples, in the worker; the arrays must be new ones each time. @default stackSamples */
        readonly collate?: keyof M & string;
        /** Threads; 0 opens the data set in this one. The samples are the same. @default 1 */
        readonly workers?: number;
      } & (undefined extends O
        ? { /** Sent to every worker. */ readonly options?: O }
        : { /** Sent to every worker. */ readonly options: O })
    : never;
}[keyof M & string];

/** A data set that is opened in workers, or in this thread if there are none. */
export interface Opened extends OpenedRecord {
  readonly workers: number;
  readonly pool: WorkerPool | undefined;
  readonly local: Source | undefined;
}

/**
 * Opens a data set in every worker.
 *
 * @throws InvalidArgumentError if there is no such data set, or one of another kind
 * @throws InvalidDataError if it is not equally long in all workers
 */
export async function openWorkers(source: WorkerSource, kind: SourceKind, owner: string): Promise<Opened> {
  const workers = checkInteger(source.workers ?? 1, 'workers', owner, { min: 0 });
  const record: SourceRecord = {
    module: moduleUrl(source.module, owner),
    export: source.export,
    options: source.options,
    collate: source.collate,
  };
  if (workers === 0) {
    const local = await openSource(record);
    return { ...checkKind([describeSource(local)], kind, owner), workers, pool: undefined, local };
  }
  const pool = new WorkerPool(record, workers);
  try {
    const records = (await pool.askAll({ type: 'open' })) as OpenedRecord[];
    return { ...checkKind(records, kind, owner), workers, pool, local: undefined };
  } catch (error) {
    await pool.terminate(error as Error);
    throw error;
  }
}

function moduleUrl(module: URL | string, owner: string): string {
  try {
    return new URL(module).href;
  } catch {
    throw new InvalidArgumentError('module', owner, "be a URL, such as new URL('./data.js', import.meta.url)", module);
  }
}

function checkKind(opened: readonly OpenedRecord[], kind: SourceKind, owner: string): OpenedRecord {
  const other = opened.find((each) => each.kind !== kind);
  if (other) {
    const rule = kind === 'index' ? 'a data set with get and length' : 'an IterableDataset';
    const got = { index: 'one with get and length', stream: 'an IterableDataset', neither: 'no data set' }[other.kind];
    throw new InvalidArgumentError('export', owner, `name a function that makes ${rule}`, new Got(got));
  }
  const lengths = [...new Set(opened.map(({ length }) => length))];
  if (lengths.length > 1) {
    throw new InvalidDataError(`The data set is not equally long in all workers: ${lengths.join(', ')} samples.`);
  }
  return opened[0];
}
