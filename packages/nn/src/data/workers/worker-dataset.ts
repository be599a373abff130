import type { Random } from '@ai/core';
import type { Batch, BatchRequest, Dataset, Sample } from '../dataset.js';
import { loadBatch, loadSample } from '../load-batch.js';
import { type Opened, openWorkers, type WorkerSource } from './open-workers.js';

/** The samples of the data sets that a module makes. */
type SampleOf<M> = {
  // biome-ignore lint/suspicious/noExplicitAny: any arguments
  [K in keyof M]: M[K] extends (...args: any) => infer R ? (Awaited<R> extends Dataset<infer T> ? T : never) : never;
}[keyof M];

/**
 * A data set whose samples are made in worker threads: decoding and augmentation run beside the training. Closures cannot be sent to
 * threads, so it is given as a module, the name of a function exported there, and that function's options; every worker opens it.
 *
 * Batches, their order and the random numbers of samples are those of the data set itself, to the bit, whatever the number of workers.
 * Whole batches are made in the workers, unless the loader has a `collate` (then name one in the module by the option of that name) or
 * the data set is wrapped in a `MappedDataset` here (put the transform into the module). Batches move between threads without being
 * copied. A sample that fails is reported as `SampleError` with its index and, as `cause`, the error and its stack in the worker.
 *
 * Workers keep the process alive only while a batch is waited for. Dispose the data set to end them.
 *
 * @example
 * ```ts
 * import { DataLoader } from '@ai/nn';
 * import { WorkerDataset } from '@ai/nn/node';
 *
 * // as a rule a file: new URL('./squares.js', import.meta.url), with WorkerDataset.open<typeof import('./squares.js')>
 * const module = 'data:text/javascript,export const squares = ({ count }) => ({ length: count, get: (i) => [i, i * i] })';
 * const data = await WorkerDataset.open({ module, export: 'squares', options: { count: 100 }, workers: 2 });
 * for await (const [x, y] of new DataLoader(data, { batchSize: 50, shuffle: true })) console.log(x.data[0], y.data[0]);
 * await data.dispose();
 * ```
 */
export class WorkerDataset<T = Sample> implements Dataset<T> {
  readonly length: number;
  readonly prefetch: number;

  private constructor(private readonly opened: Opened) {
    this.length = opened.length!;
    this.prefetch = 2 * opened.workers;
  }

  /**
   * Starts the workers and opens the data set in each.
   *
   * @throws InvalidArgumentError if the module has no such export, its data set has no index, or the options cannot be sent
   * @throws InvalidDataError if it is not equally long in all workers
   * @throws whatever the module or the function throws
   */
  static async open<M = Record<string, (options: unknown) => Dataset<unknown>>>(
    source: WorkerSource<M>,
  ): Promise<WorkerDataset<SampleOf<M>>> {
    return new WorkerDataset(await openWorkers(source as WorkerSource, 'index', 'WorkerDataset'));
  }

  async get(index: number, random: Random, signal?: AbortSignal): Promise<T> {
    const { pool, local } = this.opened;
    if (local) return loadSample(local.dataset as Dataset<T>, index, random, signal);
    return (await pool!.run({ type: 'sample', index, random: random.state() }, signal)) as T;
  }

  async getBatch(indices: ArrayLike<number>, request: BatchRequest): Promise<Batch> {
    const { pool, local } = this.opened;
    if (local) return loadBatch(local.dataset as Dataset, indices, request, local.collate);
    const randoms = Array.from(indices, (_, place) => request.random(place).state());
    return (await pool!.run({ type: 'batch', indices: Int32Array.from(indices), randoms }, request.signal)) as Batch;
  }

  /** Ends the workers; samples that are being waited for are rejected. */
  async dispose(): Promise<void> {
    await this.opened.pool?.terminate(new Error('The WorkerDataset was disposed.'));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
