import type { Sample } from '../dataset.js';
import { IterableDataset, type Pass } from '../iterable-dataset.js';
import { fromErrorRecord } from './error-record.js';
import { type Opened, openWorkers, type WorkerSource } from './open-workers.js';
import type { ChunkRecord } from './protocol.js';
import type { Asked, WorkerPool } from './worker-pool.js';

/** Chunks that each worker is asked for ahead. */
const AHEAD = 2;

/** The samples of the streams that a module makes. */
type SampleOf<M> = {
  // biome-ignore lint/suspicious/noExplicitAny: any arguments
  [K in keyof M]: M[K] extends (...args: any) => infer R
    ? Awaited<R> extends IterableDataset<infer T>
      ? T
      : never
    : never;
}[keyof M];

/**
 * A stream whose samples are made in worker threads, as `WorkerDataset` is for data sets with an index. Each of n workers runs the
 * source and makes every n-th sample; they come in the stream's own order, with its own random numbers, whatever the number of workers.
 *
 * @example
 * ```ts
 * import { DataLoader } from '@ai/nn';
 * import { WorkerIterableDataset } from '@ai/nn/node';
 *
 * // as a rule a file that exports () => new IterableDataset(...)
 * const module = `data:text/javascript,
 *   export const count = ({ to }) => ({
 *     async *iterate({ shard }) {
 *       for (let i = shard.index; i < to; i += shard.count) yield [i];
 *     },
 *   })`;
 * const data = await WorkerIterableDataset.open({ module, export: 'count', options: { to: 10 }, workers: 2 });
 * for await (const [x] of new DataLoader(data, { batchSize: 5 })) console.log(x.data); // 0 to 4, then 5 to 9
 * await data.dispose();
 * ```
 */
export class WorkerIterableDataset<T = Sample> extends IterableDataset<T> {
  private constructor(private readonly opened: Opened) {
    const { length, depth, workers } = opened;
    super((pass) => streamOf<T>(opened, pass), { length, depth, prefetch: workers > 0 ? 2 : 0 });
  }

  /**
   * Starts the workers and opens the stream in each.
   *
   * @throws InvalidArgumentError if the module has no such export, it makes no IterableDataset, or the options cannot be sent
   * @throws whatever the module or the function throws
   */
  static async open<M = Record<string, (options: unknown) => IterableDataset<unknown>>>(
    source: WorkerSource<M>,
  ): Promise<WorkerIterableDataset<SampleOf<M>>> {
    return new WorkerIterableDataset(await openWorkers(source as WorkerSource, 'stream', 'WorkerIterableDataset'));
  }

  /** Ends the workers; samples that are being waited for are rejected. */
  async dispose(): Promise<void> {
    await this.opened.pool?.terminate(new Error('The WorkerIterableDataset was disposed.'));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

function streamOf<T>({ pool, local }: Opened, { seed, epoch, signal }: Pass): AsyncIterable<T> {
  const whole = { seed, epoch, shard: { index: 0, count: 1 }, signal };
  return local ? (local.dataset as IterableDataset<T>).iterate(whole) : merged<T>(pool!, whole);
}

/** The samples of all workers in turn, until the first has none left. */
async function* merged<T>(pool: WorkerPool, { seed, epoch, signal }: Pass): AsyncGenerator<T, void> {
  const shards = Array.from({ length: pool.size }, (_, index) => {
    return new Shard(pool, index, { seed, epoch, shard: { index, count: pool.size } });
  });
  const end = () => {
    for (const shard of shards) shard.end();
  };
  signal?.addEventListener('abort', end);
  try {
    for (let at = 0; ; at = (at + 1) % shards.length) {
      const next = await shards[at].next();
      if (next.done) return;
      yield next.value as T;
    }
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

/** The samples of one worker. */
class Shard {
  private readonly stream: number;
  private readonly asked: Asked[] = [];
  private chunk: ChunkRecord = { samples: [], done: false };
  private taken = 0;

  constructor(
    private readonly pool: WorkerPool,
    private readonly worker: number,
    pass: Omit<Pass, 'signal'>,
  ) {
    const begun = pool.ask(worker, { type: 'begin', pass });
    begun.forget();
    this.stream = begun.id;
    for (let i = 0; i < AHEAD; i++) this.askNext();
  }

  async next(): Promise<{ done: boolean; value?: unknown }> {
    while (this.taken === this.chunk.samples.length) {
      if (this.chunk.error) throw fromErrorRecord(this.chunk.error);
      if (this.chunk.done) return { done: true };
      this.chunk = (await this.asked[0].reply) as ChunkRecord;
      this.asked.shift();
      this.taken = 0;
      if (!this.chunk.done) this.askNext();
    }
    return { done: false, value: this.chunk.samples[this.taken++] };
  }

  /** Lets the worker close its source; the process does not wait for that. */
  end(): void {
    if (this.asked.length === 0) return;
    for (const asked of this.asked.splice(0)) asked.forget();
    this.pool.ask(this.worker, { type: 'end', stream: this.stream }).forget();
  }

  private askNext(): void {
    this.asked.push(this.pool.ask(this.worker, { type: 'next', stream: this.stream }));
  }
}
