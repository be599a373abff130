import { setMaxListeners } from 'node:events';
import { Worker } from 'node:worker_threads';
import { InvalidArgumentError } from '@ai/core';
import { fromErrorRecord } from './error-record.js';
import type { ReplyMessage, Request, RequestMessage, SourceRecord } from './protocol.js';

/** Requests that a worker has at a time: the next one is there when it is done with one. */
const IN_FLIGHT = 2;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Unanswered {
  readonly done: () => void;
  waiting: Pending | undefined;
}

/** A question to a worker on its way. */
export interface Asked {
  readonly id: number;
  readonly reply: Promise<unknown>;
  /** Fulfilled when the worker is done with it, forgotten or not. */
  readonly done: Promise<void>;
  /** Nobody needs the reply any more: whoever waits for it gets an error. */
  forget(): void;
}

/** One worker thread. It keeps the process alive only while somebody waits for a reply. */
class WorkerThread {
  private readonly worker: Worker;
  private readonly unanswered = new Map<number, Unanswered>();
  private awaited = 0;
  private nextId = 0;
  private failure: Error | undefined;

  constructor(record: SourceRecord, index: number) {
    this.worker = new Worker(new URL('./data-worker.js', import.meta.url), {
      workerData: record,
      name: `data ${index}`,
    });
    this.worker.unref();
    this.worker.on('message', (reply: ReplyMessage) => this.settle(reply));
    this.worker.on('messageerror', (error) => this.fail(stopped(index, error)));
    this.worker.on('error', (error) => this.fail(stopped(index, error)));
    this.worker.on('exit', (code) => this.fail(stopped(index, new Error(`it ended with code ${code}`))));
  }

  /** Requests that the worker is not done with. */
  get load(): number {
    return this.unanswered.size;
  }

  ask(request: Request): Asked {
    const id = this.nextId++;
    if (this.failure) {
      const reply = Promise.reject(this.failure);
      reply.catch(() => {}); // reported to whoever waits for it
      return { id, reply, done: Promise.resolve(), forget: () => {} };
    }
    let answered = () => {};
    const done = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const reply = new Promise<unknown>((resolve, reject) => {
      this.unanswered.set(id, { done: answered, waiting: { resolve, reject } });
    });
    reply.catch(() => {});
    this.hold();
    this.worker.postMessage({ id, request } satisfies RequestMessage);
    return { id, reply, done, forget: () => this.take(id)?.reject(new Error('The reply is no longer needed.')) };
  }

  async terminate(reason: Error): Promise<void> {
    this.fail(reason);
    await this.worker.terminate();
  }

  private settle(reply: ReplyMessage): void {
    const waiting = this.take(reply.id);
    const done = this.unanswered.get(reply.id)?.done;
    this.unanswered.delete(reply.id);
    if ('error' in reply) waiting?.reject(fromErrorRecord(reply.error));
    else waiting?.resolve(reply.value);
    done?.();
  }

  /** Whoever waits for a reply, if anybody does: from now on nobody. */
  private take(id: number): Pending | undefined {
    const entry = this.unanswered.get(id);
    const waiting = entry?.waiting;
    if (!entry || !waiting) return undefined;
    entry.waiting = undefined;
    this.release();
    return waiting;
  }

  /** Keeps the process alive until `release`. */
  hold(): void {
    if (this.awaited++ === 0) this.worker.ref();
  }

  release(): void {
    if (--this.awaited === 0) this.worker.unref();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const [id, { done }] of [...this.unanswered]) {
      this.take(id)?.reject(this.failure);
      done();
    }
    this.unanswered.clear();
  }
}

function stopped(index: number, cause: Error): Error {
  return new Error(`Data worker ${index} stopped: ${cause.message}`, { cause });
}

interface Task extends Pending {
  readonly request: Request;
  asked?: Asked;
}

/** Worker threads that have opened one data set each. */
export class WorkerPool {
  private readonly threads: readonly WorkerThread[];
  private readonly waiting = new Set<Task>();

  /** @throws InvalidArgumentError for options that cannot be sent to a thread */
  constructor(
    record: SourceRecord,
    readonly size: number,
  ) {
    try {
      this.threads = Array.from({ length: size }, (_, index) => new WorkerThread(record, index));
    } catch (error) {
      if ((error as Error).name !== 'DataCloneError') throw error;
      const rule = `be data that a worker can be sent (${(error as Error).message})`;
      throw new InvalidArgumentError('options', 'WorkerDataset', rule, record.options);
    }
  }

  /** Asks every worker. */
  async askAll(request: Request): Promise<unknown[]> {
    return Promise.all(this.threads.map((thread) => thread.ask(request).reply));
  }

  /** Asks one certain worker. */
  ask(worker: number, request: Request): Asked {
    return this.threads[worker].ask(request);
  }

  /**
   * Asks the next worker that is free, in the order of the calls.
   *
   * @param signal if it is aborted the request is taken back, or its reply forgotten
   */
  async run(request: Request, signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted();
    if (signal) setMaxListeners(0, signal); // a loader waits for many samples under one signal
    let abort = () => {};
    try {
      return await new Promise((resolve, reject) => {
        const task: Task = { request, resolve, reject };
        abort = () => {
          this.leave(task);
          task.asked?.forget();
          reject(signal!.reason);
        };
        signal?.addEventListener('abort', abort);
        this.waiting.add(task);
        this.threads[0].hold(); // all workers may be busy with what nobody waits for
        this.dispatch();
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async terminate(reason: Error): Promise<void> {
    for (const task of this.waiting) {
      this.leave(task);
      task.reject(reason);
    }
    await Promise.all(this.threads.map((thread) => thread.terminate(reason)));
  }

  private leave(task: Task): void {
    if (this.waiting.delete(task)) this.threads[0].release();
  }

  private dispatch(): void {
    for (const task of this.waiting) {
      const thread = this.threads.reduce((a, b) => (b.load < a.load ? b : a));
      if (thread.load >= IN_FLIGHT) return;
      this.leave(task);
      task.asked = thread.ask(task.request);
      task.asked.reply.then(task.resolve, task.reject);
      task.asked.done.then(() => this.dispatch());
    }
  }
}
