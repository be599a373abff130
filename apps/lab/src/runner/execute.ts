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

/**
 * Runs an experiment to its end, giving each event to `onEvent`, at the pace asked for. The event loop gets its turn in between,
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
  }: { pace: Pace; signal: AbortSignal; onEvent: (event: ExperimentEvent) => void | Promise<void> },
): Promise<ExperimentResult> {
  const run = experiment.run({ options, seed, signal });
  let lastTurn = Date.now();
  try {
    for (;;) {
      const { done, value } = await run.next();
      if (signal.aborted) throw new StoppedError('The run was stopped.');
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
    await run.return(undefined as never); // lets the experiment's own `finally` blocks dispose of what they hold
  }
}
