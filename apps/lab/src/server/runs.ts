import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { appRoot } from '../app-root.js';
import type { Experiment, ExperimentEvent, Figure } from '../experiment.js';
import type { OptionValues } from '../options.js';
import type { Command, Report, RunRequest, RunStats } from '../runner/messages.js';
import { Recorder } from '../runner/recorder.js';
import { limits } from './limits.js';

export type RunStatus = 'queued' | 'running' | 'paused' | 'done' | 'stopped' | 'failed';

/** What listeners of a run hear: events as they come, and each change of its status. */
export type RunNotice =
  | { readonly kind: 'events'; readonly events: readonly ExperimentEvent[] }
  | { readonly kind: 'status' };

/** One run of an experiment in a process of its own. */
export class Run {
  readonly id = randomUUID();
  readonly recorder: Recorder;
  status: RunStatus = 'queued';
  error: string | undefined;
  stats: RunStats = { engine: '', seconds: 0, memoryMb: 0 };
  readonly listeners = new Set<(notice: RunNotice) => void>();
  private process: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private computedMs = 0;
  private clockStartedAt = 0;
  private readonly questions: ((figures: readonly Figure[] | undefined) => void)[] = [];

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

  /** Gives the run its process. */
  start(process: ChildProcess): void {
    this.process = process;
    process.on('message', (report: Report) => this.hear(report));
    process.on('error', (error) => this.end('failed', error.message));
    process.on('exit', (code, signal) => {
      this.end('failed', describeExit(code, signal));
      this.release();
    });
    this.setStatus(this.request.paused ? 'paused' : 'running');
    this.tell({ command: 'start', request: this.request });
  }

  control(action: 'pause' | 'resume' | 'step' | 'stop'): void {
    if (this.ended) return;
    if (action === 'stop') {
      this.tell({ command: 'stop' });
      if (this.process)
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

  /** Whether its process is still there to be asked. */
  get answers(): boolean {
    return this.status === 'done' && this.process !== undefined;
  }

  /** What was learnt, about other values of the live options; `undefined` once the process is gone. */
  ask(options: OptionValues): Promise<readonly Figure[] | undefined> {
    if (!this.answers) return Promise.resolve(undefined);
    this.waitForQuestions();
    return new Promise((resolve) => {
      this.questions.push(resolve);
      this.tell({ command: 'ask', options });
    });
  }

  /** Lets the process go: it is asked no more. */
  release(): void {
    clearTimeout(this.timer);
    this.process?.kill('SIGKILL');
    this.process = undefined;
    for (const resolve of this.questions.splice(0)) resolve(undefined);
  }

  private waitForQuestions(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.release(), limits.answeringSeconds * 1000);
    this.timer.unref();
  }

  /** Ends the run at once: the server is closing. */
  discard(): void {
    this.end('stopped');
    this.release();
  }

  private tell(command: Command): void {
    if (this.process?.connected) this.process.send(command, () => {}); // one that has just ended hears nothing
  }

  private hear(report: Report): void {
    if (this.answers && report.report === 'events') {
      const figures = report.events.flatMap((event) => (event.type === 'figure' ? [event.figure] : []));
      for (const figure of figures) this.recorder.figures.set(figure.name, figure);
      this.questions.shift()?.(figures);
    }
    if (this.ended) return;
    switch (report.report) {
      case 'events':
        this.stats = report.stats;
        if (report.stats.memoryMb > limits.processMb) {
          this.end('failed', outOfMemory(limits.processMb));
          break;
        }
        for (const event of report.events) this.recorder.add(event);
        this.notify({ kind: 'events', events: report.events });
        this.tell({ command: 'taken' });
        break;
      case 'done':
        this.stats = report.stats;
        this.recorder.result = report.result;
        this.recorder.progress = 1;
        this.end('done', undefined, report.answers);
        break;
      case 'stopped':
        this.end('stopped');
        break;
      case 'failed':
        this.end('failed', report.message);
    }
  }

  private end(status: RunStatus, error?: string, answers = false): void {
    if (this.ended) return;
    this.error = error;
    if (!answers) this.release();
    this.setStatus(status);
    if (answers) this.waitForQuestions();
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

function outOfMemory(limit: number): string {
  return `Stopped: it needed more than ${limit} MB of memory.`;
}

function describeExit(code: number | null, signal: string | null): string {
  // Node aborts when its heap is full
  if (signal === 'SIGABRT' || code === 134) return outOfMemory(limits.heapMb);
  return `The experiment's process ended before the experiment did (${signal ?? `code ${code}`}).`;
}

/** Thrown when no more runs are taken. */
export class BusyError extends Error {}

/** All runs of the server: a few compute, a few wait, the latest finished ones are kept for pages that come back. */
export class Runs {
  private readonly runs = new Map<string, Run>();
  private spare: ChildProcess | undefined;
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

  /** Starts a process ahead of time, so that the next run begins at once. */
  warmUp(): void {
    if (this.closed || this.spare) return;
    const spare = newProcess();
    this.spare = spare;
    const forget = () => {
      if (this.spare === spare) this.spare = undefined;
    };
    spare.once('error', forget);
    spare.once('exit', forget);
  }

  close(): void {
    this.closed = true;
    this.spare?.kill('SIGKILL');
    for (const run of this.all()) run.discard();
  }

  private startNext(): void {
    if (this.closed) return;
    const active = this.all().filter((run) => run.status === 'running' || run.status === 'paused');
    const running = active.filter((run) => run.status === 'running');
    const next = this.all().find((run) => run.status === 'queued');
    if (next && running.length < limits.runningAtOnce && active.length < limits.runningAtOnce * 4) {
      const process = this.spare ?? newProcess();
      this.spare = undefined;
      process.removeAllListeners('exit').removeAllListeners('error');
      next.start(process);
      setTimeout(() => this.warmUp(), 300).unref();
    }
    const answering = this.all().filter((run) => run.answers);
    for (const run of answering.slice(0, Math.max(0, answering.length - limits.answering))) run.release();
    const ended = this.all().filter((run) => run.ended && run.listeners.size === 0);
    for (const run of ended.slice(0, Math.max(0, ended.length - limits.keptRuns))) {
      run.release(); // a process that waits to be asked can be asked no more
      this.runs.delete(run.id);
    }
  }
}

function newProcess(): ChildProcess {
  const child = fork(join(appRoot, 'dist', 'runner', 'process.js'), [], {
    serialization: 'advanced', // typed arrays as they are
    execArgv: [`--max-old-space-size=${limits.heapMb}`],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  return child;
}
