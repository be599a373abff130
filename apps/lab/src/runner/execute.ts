import { setLogger } from '@ai/core';
import { readTable, tableName } from '../data/table.js';
import type { Experiment, ExperimentEvent, ExperimentResult } from '../experiment.js';
import type { OptionValues } from '../options.js';

/** How fast a run may go; changed from outside while it runs. */
export class Pace {
  private paused = false;
  private steps = 0;
  private wake: () => void = () => {};

  /** @param delay milliseconds to wait after each frame */
  constructor(private delay = 0) {}

  pause(): void {
    this.paused = true;
    this.wake();
  }

  resume(): void {
    this.paused = false;
    this.steps = 0;
    this.wake();
  }

  /** Lets one more frame pass, then pauses. */
  step(): void {
    this.paused = true;
    this.steps++;
    this.wake();
  }

  setDelay(milliseconds: number): void {
    this.delay = milliseconds;
    this.wake();
  }

  /** Waits as long as a frame asks for: the delay, and as long as the run is paused. */
  async frame(signal: AbortSignal): Promise<void> {
    if (!this.paused && this.delay > 0) await this.changeOr(signal, this.delay);
    while (this.paused && !signal.aborted) {
      if (this.steps > 0) {
        this.steps--;
        return;
      }
      await this.changeOr(signal);
    }
  }

  private changeOr(signal: AbortSignal, milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.wake = () => {};
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds);
      signal.addEventListener('abort', done, { once: true });
      this.wake = done;
    });
  }
}

/** Thrown out of {@link execute} when its signal is aborted. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

const YIELD_EVERY_MS = 20;

/** Rows of a visitor's table. */
const MAX_ROWS = 2000;

/**
 * Runs an experiment to its end, giving each event to `onEvent`, at the pace asked for; warnings of the packages are events too. The event loop gets its turn in between,
 * so that a pause or a stop is heard while the experiment computes.
 *
 * @throws StoppedError once `signal` is aborted; whatever the experiment throws
 */
export async function execute(
  experiment: Experiment,
  options: OptionValues,
  seed: number,
  {
    pace,
    signal,
    onEvent,
    csv,
  }: {
    pace: Pace;
    signal: AbortSignal;
    onEvent: (event: ExperimentEvent) => void | Promise<void>;
    /** The content of the table that the option `data` names. */
    csv?: string;
  },
): Promise<ExperimentResult> {
  const table =
    csv === undefined ? undefined : readTable(csv, tableName(String(options['data'])), { maxRows: MAX_ROWS });
  const run = experiment.run({ options, seed, signal, table });
  const warned: string[] = [];
  const logger = setLogger({ warn: (message) => warned.push(message) });
  let lastTurn = Date.now();
  try {
    for (;;) {
      const { done, value } = await run.next();
      if (signal.aborted) throw new StoppedError('The run was stopped.');
      for (const message of warned.splice(0)) await onEvent({ type: 'warning', message });
      if (done) return value;
      await onEvent(value);
      if (value.type === 'frame') await pace.frame(signal);
      if (Date.now() - lastTurn > YIELD_EVERY_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        lastTurn = Date.now();
      }
      if (signal.aborted) throw new StoppedError('The run was stopped.');
    }
  } finally {
    setLogger(logger);
    await run.return(undefined as never); // lets the experiment's own `finally` blocks dispose of what they hold
  }
}
