import type { Trainer } from './trainer.js';

/** Where a run stands. */
export interface Progress {
  /** Epochs completed. */
  readonly epoch: number;
  /** Steps completed. */
  readonly step: number;
  /** Steps of the whole run. */
  readonly totalSteps: number;
  /** Steps of an epoch. */
  readonly stepsPerEpoch: number;
}

/** Numbers by name: losses and metrics. */
export type Scalars = Readonly<Record<string, number>>;

/** How a run came to its end: by its length, by a callback or by the signal. */
export type Outcome = 'finished' | 'stopped' | 'aborted';

/** What happens in a run; `type` tells what else is there. */
export type TrainingEvent = { readonly trainer: Trainer; readonly progress: Progress } & (
  | { readonly type: 'start' }
  | {
      readonly type: 'step';
      readonly scalars: Scalars;
      readonly learningRates: Readonly<Record<string, number>>;
      /** Samples in the batch. */
      readonly samples: number;
      /** Seconds that the step took. */
      readonly seconds: number;
    }
  | { readonly type: 'validation'; readonly scalars: Scalars; readonly metrics: Readonly<Record<string, unknown>> }
  | { readonly type: 'epoch'; readonly scalars: Scalars; readonly validation: Scalars | undefined }
  | { readonly type: 'end'; readonly outcome: Outcome; readonly reason: string }
  | { readonly type: 'error'; readonly error: unknown }
);

/** A callback with a memory that belongs to the run: it is saved with it. */
export interface StatefulCallback {
  /** Distinguishes its state from that of others. */
  readonly name: string;
  handle(event: TrainingEvent): void | Promise<void>;
  /** Plain JSON. */
  state?(): unknown;
  restore?(state: unknown): void;
}

/** Is told what happens; the run waits for it. It may stop the run by `event.trainer.stop(reason)`. */
export type Callback = StatefulCallback | ((event: TrainingEvent) => void | Promise<void>);
