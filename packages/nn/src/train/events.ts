import type { Trainer } from './trainer.js';

/** Where a run stands. */
export interface Progress {
  /** Epochs completed. */
  readonly epoch: number;
  /** Steps completed. */
  readonly step: number;
  /** Steps of the whole run; Infinity for epochs of unknown length. */
  readonly totalSteps: number;
  /** Steps of an epoch; Infinity for a stream of unknown length. */
  readonly stepsPerEpoch: number;
}

/** Numbers by name: losses and metrics. */
export type Scalars = Readonly<Record<string, number>>;

/** How a run came to its end: by its length, by a callback, by {@link TrainerOptions.signal}, or by Ctrl-C (SIGINT or SIGTERM). */
export type Outcome = 'finished' | 'stopped' | 'aborted' | 'interrupted';

/** What a step gave. */
export interface StepReport {
  /** Means over the step's batches. */
  readonly scalars: Scalars;
  readonly learningRates: Readonly<Record<string, number>>;
  /** Samples in the step's batches. */
  readonly samples: number;
  /** Seconds that the step took. */
  readonly seconds: number;
}

/** What happens in a run; `type` tells what else is there. */
export type TrainingEvent = { readonly trainer: Trainer; readonly progress: Progress } & (
  | { readonly type: 'start' }
  | ({
      readonly type: 'step';
      /** Numbers of a validation within the epoch, if one was made after the step. */
      readonly validation: Scalars | undefined;
    } & StepReport)
  | { readonly type: 'validation'; readonly scalars: Scalars; readonly metrics: Readonly<Record<string, unknown>> }
  | {
      readonly type: 'epoch';
      /** Means over the epoch's batches. */
      readonly scalars: Scalars;
      /** Numbers of a validation at the end of the epoch, if one was made. */
      readonly validation: Scalars | undefined;
    }
  | {
      readonly type: 'checkpoint';
      readonly path: string;
      /** Which file was written: the latest state of the run, or the best by the number that is watched. */
      readonly kind: 'last' | 'best';
    }
  | { readonly type: 'end'; readonly outcome: Outcome; readonly reason: string }
  | { readonly type: 'error'; readonly error: unknown }
);

/** What makes an event, without what the trainer adds to it. */
export type EventBody = WithoutCommon<TrainingEvent>;
type WithoutCommon<T> = T extends unknown ? Omit<T, 'trainer' | 'progress'> : never;

/** A callback with a memory that belongs to the run: it is saved with it. */
export interface StatefulCallback {
  /** Distinguishes its state from that of others. */
  readonly name: string;
  /** Is told after all callbacks without this mark: what saves the state of the others. @default false */
  readonly isLast?: boolean;
  handle(event: TrainingEvent): void | Promise<void>;
  /** Plain JSON. */
  state?(): unknown;
  restore?(state: unknown): void;
}

/**
 * Is told what happens; the run waits for it. It may stop the run by `event.trainer.stop(reason)`. What it throws ends the run.
 *
 * The order: 'start'; then 'step' after every step, and 'epoch' after the steps of an epoch, each after a 'validation' if one is made
 * there; after the last of them 'end', or 'error' in the place of whatever failed. 'checkpoint' follows whatever a checkpoint was
 * written at.
 */
export type Callback = StatefulCallback | ((event: TrainingEvent) => void | Promise<void>);
