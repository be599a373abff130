import { checkInteger, engineInfo, InvalidDataError, warn } from '@ai/core';
import type { Piscina } from 'piscina';
import type * as Jobs from './worker.js';

/** Milliseconds after which a thread without work ends. */
const IDLE_TIMEOUT = 10_000;

/** How piscina complains when the answer of a job that was called off arrives before its thread has ended. */
const LATE_ANSWER = 'Unexpected message from Worker';

/** Where work is done. */
export interface WorkerOptions {
  /** Worker threads, at least 1. @default one for each processor */
  readonly workers?: number;
  /** Ends the work: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

type JobName = keyof typeof Jobs;
type Message<Name extends JobName> = Parameters<(typeof Jobs)[Name]>[0];
type Reply<Name extends JobName> = Awaited<ReturnType<(typeof Jobs)[Name]>>;

const pools = new Map<number, Promise<Piscina>>();

/** @throws InvalidArgumentError for workers < 1 */
export function checkWorkers({ workers }: WorkerOptions, owner: string): number {
  return workers === undefined
    ? process.getBuiltinModule('node:os').availableParallelism()
    : checkInteger(workers, 'workers', owner, { min: 1 });
}

/**
 * Runs a function that worker.ts exports in one of `workers` threads, which live on for the next calls until they have been idle for
 * a while, and keep no process alive. The message is copied, but for SharedArrayBuffers.
 */
export async function runInWorker<Name extends JobName>(
  job: Name,
  message: Message<Name>,
  workers: number,
  signal?: AbortSignal,
): Promise<Reply<Name>> {
  let pool = pools.get(workers);
  if (!pool) {
    pool = startPool(workers);
    pools.set(workers, pool);
  }
  return (await pool).run(message, { name: job, signal });
}

async function startPool(workers: number): Promise<Piscina> {
  const entry = new URL('./worker.js', import.meta.url);
  if (!process.getBuiltinModule('node:fs').existsSync(entry)) {
    const advice = 'a bundle has to leave @ai/classic-ml out';
    throw new InvalidDataError(`Worker threads are started from ${entry.href}, which is not there: ${advice}.`);
  }
  const { Piscina } = await import('piscina');
  const pool = new Piscina({
    filename: entry.href,
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: IDLE_TIMEOUT,
  });
  // what a job throws comes back as its rejection; without a listener everything else would end the process
  pool.on('error', ({ message }: Error) => {
    if (!message.startsWith(LATE_ANSWER)) warn(`A worker thread failed outside of its work: ${message}`);
  });
  return pool;
}

/** The engine that a worker has to start so that its results are those of this thread, bit for bit. */
export function engineOfThread(): { readonly name: string; readonly threads: number | undefined } {
  const { name, threads } = engineInfo();
  return { name, threads };
}
