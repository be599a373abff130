import { checkOneOf, InvalidArgumentError } from '@ai/core';
import type { TrainingEvent } from './events.js';

/** Which number of a run to watch. */
export interface MonitorOptions {
  /** Name of a validation number; without validation, of a training number. @default 'loss' */
  readonly monitor?: string;
  /** Whether smaller is better. @default 'min' */
  readonly mode?: 'min' | 'max';
}

/** The best value so far of a number that a run measures in its validations or, without them, once an epoch; NaN is never better. */
export class Monitor {
  readonly name: string;
  private readonly mode: 'min' | 'max';
  best: number | null = null;

  constructor(
    { monitor = 'loss', mode = 'min' }: MonitorOptions,
    private readonly owner: string,
  ) {
    this.name = monitor;
    this.mode = checkOneOf(mode, 'mode', owner, ['min', 'max']);
  }

  /**
   * The number of a validation or, in a run without, of an epoch; undefined at events that have none.
   *
   * @throws InvalidArgumentError if there is no number of that name
   */
  valueAt(event: TrainingEvent): number | undefined {
    if (event.type !== 'step' && event.type !== 'epoch') return undefined;
    const scalars = event.trainer.options.validation ? event.validation : event.type === 'epoch' && event.scalars;
    if (!scalars) return undefined;
    const value = scalars[this.name];
    if (value === undefined)
      throw new InvalidArgumentError('monitor', this.owner, 'name a number of the run', this.name);
    return value;
  }

  /** By how much a value is better than the best one; infinite for the first. */
  gain(value: number): number {
    if (Number.isNaN(value)) return Number.NEGATIVE_INFINITY;
    if (this.best === null) return Number.POSITIVE_INFINITY;
    return this.mode === 'min' ? this.best - value : value - this.best;
  }
}
