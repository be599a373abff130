import { Got, InvalidArgumentError } from '@ai/core';
import type { DataLoader } from '../data/data-loader.js';
import type { Progress } from './events.js';
import type { TrainerOptions, TrainerState } from './trainer-options.js';

/** Where a run stands in its epochs, and how long it is. */
export class RunPosition {
  /** Epochs and steps completed. */
  epoch = 0;
  step = 0;
  /** Batches taken of the epoch, of so many in all (Infinity for a stream of unknown length). */
  batch = 0;
  batches = 0;
  private stepsPerEpoch = 0;
  private totalSteps = 0;

  constructor(private readonly options: Pick<TrainerOptions, 'epochs' | 'steps' | 'accumulate'>) {}

  get progress(): Progress {
    const { epoch, step, totalSteps, stepsPerEpoch } = this;
    return { epoch, step, totalSteps, stepsPerEpoch };
  }

  /** Whether the run has its length; one may still stand before the end of its last epoch. */
  get isComplete(): boolean {
    const { epochs } = this.options;
    return epochs === undefined ? this.step >= this.totalSteps : this.epoch >= epochs;
  }

  /** Whether all batches of the epoch are taken: what is due at its end is still to be done. */
  get isAtEnd(): boolean {
    return this.batch === this.batches;
  }

  /** @throws InvalidArgumentError for a loader of another length if the run goes on in the middle of an epoch */
  follow({ length }: DataLoader): void {
    const { epochs, steps, accumulate = 1 } = this.options;
    if (this.batch > 0 && length !== this.batches) {
      const expected = `give ${this.batches} batches an epoch, for the run goes on after ${this.batch} of them`;
      throw new InvalidArgumentError('loader', 'Trainer.fit', expected, new Got(String(length)));
    }
    this.batches = length;
    this.stepsPerEpoch = Math.ceil(length / accumulate);
    this.totalSteps = steps ?? (epochs === 0 ? 0 : epochs! * this.stepsPerEpoch);
  }

  /** After a step of so many batches. */
  advance(batches: number): void {
    this.step++;
    this.batch += batches;
  }

  endEpoch(): void {
    this.epoch++;
    this.batch = 0;
  }

  state(): Pick<TrainerState, 'epoch' | 'batch' | 'batches' | 'step'> {
    const { epoch, batch, batches, step } = this;
    return { epoch, batch, batches: Number.isFinite(batches) ? batches : null, step };
  }

  restore({ epoch, batch, batches, step }: ReturnType<RunPosition['state']>): void {
    Object.assign(this, { epoch, batch, step, batches: batches ?? Number.POSITIVE_INFINITY });
  }
}
