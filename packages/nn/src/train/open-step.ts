import type { Batch } from '../data/dataset.js';
import { DivergenceError } from './divergence-error.js';
import type { Scalars, StepReport } from './events.js';
import type { Place } from './gradient-sums.js';
import { Means } from './means.js';
import type { TrainingProgram } from './program.js';
import type { StepRunner } from './step-runner.js';

/** A step that is being made of one or several batches. */
export class OpenStep {
  /** Batches so far. */
  taken = 0;
  private readonly due: Readonly<Record<string, boolean>>;
  private readonly learningRates: Readonly<Record<string, number>>;
  private readonly means = new Means();
  private samples = 0;
  private seconds = 0;

  /** @param number of the step, counted from 1 */
  constructor(
    { optimizers, every }: TrainingProgram,
    private readonly number: number,
  ) {
    const names = Object.keys(optimizers);
    this.due = Object.fromEntries(names.map((name) => [name, number % (every?.[name] ?? 1) === 0]));
    this.learningRates = Object.fromEntries(names.map((name) => [name, optimizers[name].learningRates[0]]));
  }

  /**
   * Trains on a batch, the last of the step if it `isWhole` with it.
   *
   * @throws DivergenceError if a number that the program gives is NaN or infinite
   */
  async take(batch: Batch, runner: StepRunner, isWhole: boolean): Promise<void> {
    const started = performance.now();
    const taken = ++this.taken;
    const scalars = await runner.run(batch, { place: placeOf(taken, isWhole), taken, due: this.due });
    checkFinite(scalars, this.number);
    this.means.add(scalars);
    this.samples += batch[0]?.shape[0] ?? 0;
    this.seconds += (performance.now() - started) / 1000;
  }

  /** What is told of the step: means over its batches. */
  report(): StepReport {
    const { learningRates, samples, seconds } = this;
    return { scalars: this.means.take(), learningRates, samples, seconds };
  }
}

function placeOf(taken: number, isWhole: boolean): Place {
  if (taken === 1) return isWhole ? 'only' : 'first';
  return isWhole ? 'last' : 'middle';
}

function checkFinite(scalars: Scalars, step: number): void {
  for (const [name, value] of Object.entries(scalars)) {
    if (!Number.isFinite(value)) throw new DivergenceError(step, name, value);
  }
}
