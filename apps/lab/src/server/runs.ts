import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { appRoot } from '../app-root.js';
import type { Experiment, ExperimentEvent } from '../experiment.js';
import type { Command, Report, RunRequest, RunStats } from '../runner/messages.js';
import { Recorder } from '../runner/recorder.js';
import { limits } from './limits.js';

export type RunStatus = 'queued' | 'running' | 'paused' | 'done' | 'stopped' | 'failed';

/** What listeners of a run hear: events as they come, and each change of its status. */
export type RunNotice =
  | { readonly kind: 'events'; readonly events: readonly ExperimentEvent[] }
  | { readonly kind: 'status' };

/** One run of an experiment in a worker thread of its own. */
export class Run {
  readonly id = randomUUID();
  readonly recorder: Recorder;
  status: RunStatus = 'queued';
  error: string | undefined;
  stats: RunStats = { engine: '', seconds: 0, memoryMb: 0 };
  readonly listeners = new Set<(notice: RunNotice) => void>();
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;
  private computedMs = 0;
  private clockStartedAt = 0;

  constructor(
    experiment: Experiment,
    readonly request: RunRequest,
    private readonly onEnd: () => void,
  ) {
    this.recorder = new Recorder(experiment, request.options, request.seed);
  }

  get ended(): boolean {
    return this.status === 'done' || this.status === 'stopped' || this.status === 'failed';
  }

  /** Gives the run its thread. */
  start(worker: Worker): void {
    this.worker = worker;
    worker.on('message', (report: Report) => this.hear(report));
    worker.on('error', (error) => this.end('failed', describeCrash(error)));
    worker.on('exit', () => this.end('failed', 'The worker thread ended before the experiment did.'));
    this.setStatus(this.request.paused ? 'paused' : 'running');
    this.tell({ command: 'start', request: this.request });
  }

  control(action: 'pause' | 'resume' | 'step' | 'stop'): void {
    if (this.ended) return;
    if (action === 'stop') {
      this.tell({ command: 'stop' });
      if (this.worker)
        setTimeout(() => this.end('stopped'), 1500).unref(); // one that does not answer is ended
      else this.end('stopped');
      return;
    }
    this.tell({ command: action });
    if (this.status !== 'queued') this.setStatus(action === 'resume' ? 'running' : 'paused');
  }

  setDelay(milliseconds: number): void {
    this.tell({ command: 'delay', milliseconds });
  }

  private tell(command: Command): void {
    this.worker?.postMessage(command);
  }

  private hear(report: Report): void {
    if (this.ended) return;
    switch (report.report) {
      case 'events':
        this.stats = report.stats;
        for (const event of report.events) this.recorder.add(event);
        this.notify({ kind: 'events', events: report.events });
        this.tell({ command: 'taken' });
        break;
      case 'done':
        this.stats = report.stats;
        this.recorder.result = report.result;
        this.recorder.progress = 1;
        this.end('done');
        break;
      case 'stopped':
        this.end('stopped');
        break;
      case 'failed':
        this.end('failed', report.message);
    }
  }

  private end(status: RunStatus, error?: string): void {
    if (this.ended) return;
    this.error = error;
    this.setStatus(status);
    this.worker?.terminate();
    this.worker = undefined;
    this.onEnd();
  }

  private setStatus(status: RunStatus): void {
    const now = Date.now();
    if (this.status === 'running') this.computedMs += now - this.clockStartedAt;
    this.clockStartedAt = now;
    this.status = status;
    clearTimeout(this.timer);
    if (status === 'running') {
      const left = limits.runSeconds * 1000 - this.computedMs;
      this.timer = setTimeout(
        () => this.end('failed', `Stopped after ${limits.runSeconds} s: the limit of a run.`),
        left,
      );
    } else if (status === 'paused') {
      this.timer = setTimeout(() => this.end('stopped'), limits.pausedSeconds * 1000);
    }
    this.timer?.unref();
    this.notify({ kind: 'status' });
  }

  private notify(notice: RunNotice): void {
    for (const listener of this.listeners) listener(notice);
  }
}

function describeCrash(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `Stopped: it needed more than ${limits.heapMb} MB of memory.`;
  return message ?? String(error);
}

/** Thrown when no more runs are taken. */
export class BusyError extends Error {}

/** All runs of the server: a few compute, a few wait, the latest finished ones are kept for pages that come back. */
export class Runs {
  private readonly runs = new Map<string, Run>();
  private spare: Worker | undefined;
  private closed = false;

  get(id: string): Run | undefined {
    return this.runs.get(id);
  }

  all(): Run[] {
    return [...this.runs.values()];
  }

  start(experiment: Experiment, request: RunRequest): Run {
    if (this.all().filter((run) => run.status === 'queued').length >= limits.queued) {
      throw new BusyError('Too many experiments are waiting; try again when one has ended.');
    }
    const run = new Run(experiment, request, () => this.startNext());
    this.runs.set(run.id, run);
    this.startNext();
    return run;
  }

  /** Starts a thread ahead of time, so that the next run begins at once. */
  warmUp(): void {
    if (this.closed || this.spare) return;
    const worker = newWorker();
    this.spare = worker;
    worker.unref();
    worker.once('error', () => {
      if (this.spare === worker) this.spare = undefined;
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.spare?.terminate();
    for (const run of this.all()) run.control('stop');
  }

  private startNext(): void {
    if (this.closed) return;
    const active = this.all().filter((run) => run.status === 'running' || run.status === 'paused');
    const running = active.filter((run) => run.status === 'running');
    const next = this.all().find((run) => run.status === 'queued');
    if (next && running.length < limits.runningAtOnce && active.length < limits.runningAtOnce * 4) {
      const worker = this.spare ?? newWorker();
      this.spare = undefined;
      worker.removeAllListeners('error');
      next.start(worker);
      setTimeout(() => this.warmUp(), 300).unref();
    }
    const ended = this.all().filter((run) => run.ended && run.listeners.size === 0);
    for (const run of ended.slice(0, Math.max(0, ended.length - limits.keptRuns))) this.runs.delete(run.id);
  }
}

function newWorker(): Worker {
  return new Worker(join(appRoot, 'dist', 'runner', 'worker.js'), {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 64 },
  });
}
