import { checkBoolean, checkInteger, InvalidArgumentError, type Metric, type Random } from '@ai/core';
import type { DataLoader } from '../data/data-loader.js';
import type { Schedule } from '../optim/schedules.js';
import type { Callback, Outcome, Scalars, StepReport } from './events.js';
import type { MeansState } from './means.js';
import type { TrainingProgram } from './program.js';

// biome-ignore lint/suspicious/noExplicitAny: any metric
export type AnyMetric = Metric<any, any, any>;

/** Options of {@link Trainer}. */
export interface TrainerOptions {
  /** Length of the run; give this or `steps`. */
  readonly epochs?: number;
  /** Length of the run in steps. */
  readonly steps?: number;
  /**
   * Batches that make one step: the optimizers get the mean of their gradients, as of one batch so many times as large (but for batch
   * statistics). The last step of an epoch takes what is left. @default 1
   */
  readonly accumulate?: number;
  /** Batches that are measured after every epoch, or as the next options say. */
  readonly validation?: DataLoader;
  /** Epochs between validations. @default 1 */
  readonly validateEvery?: number;
  /**
   * Steps between validations, within epochs and across them, in the place of those at the ends of epochs. Callbacks that follow
   * a number (early stopping, the best checkpoint) follow them then. @default none
   */
  readonly validateEverySteps?: number;
  /** Metrics of the validation batches, by the name under which they are reported: any that keeps the contract `Metric` of @ai/core. */
  readonly metrics?: Readonly<Record<string, AnyMetric>>;
  /** Factor of the learning rates by step, for all optimizers or by their names. @default none */
  readonly schedule?: Schedule | Readonly<Record<string, Schedule>>;
  /** Told of every validation, step and epoch. */
  readonly callbacks?: readonly Callback[];
  /** Aborting it ends the run after the present step. */
  readonly signal?: AbortSignal;
  /**
   * Whether the first Ctrl-C (SIGINT, or SIGTERM) ends the run after the present step, with the outcome 'interrupted', once its
   * callbacks have saved what they save at the end; a second one ends the process at once. Where the application listens to these
   * signals too, what a second one does is its own matter. Nothing is listened to before and after `fit`. @default true
   */
  readonly interruptible?: boolean;
  /** Seed of the random numbers in `forward` (dropout). @default 0 */
  readonly seed?: number;
  /** Run the step as one compiled graph where the engine can. @default true */
  readonly compile?: boolean;
}

/** One line per epoch of what was measured. */
export interface EpochRecord {
  readonly epoch: number;
  readonly step: number;
  /** Means over the epoch's batches. */
  readonly train: Scalars;
  /** The last of the epoch; undefined if it had none. */
  readonly validation: Scalars | undefined;
}

/** What a run gives. */
export interface TrainingResult {
  readonly outcome: Outcome;
  /** Why it ended early: what `stop` was given, the name of the signal, 'aborted'; '' if it was finished. */
  readonly reason: string;
  readonly epochs: number;
  readonly steps: number;
  readonly history: readonly EpochRecord[];
}

/** The part of a run's state that is plain JSON. */
export interface TrainerState {
  readonly epoch: number;
  /** Batches taken of the epoch, of so many in all (null for a stream of unknown length). */
  readonly batch: number;
  readonly batches: number | null;
  readonly step: number;
  readonly random: ReturnType<Random['state']>;
  readonly means: MeansState;
  /** Numbers of the last validation within the present epoch. */
  readonly validation: Scalars | null;
  /** A step whose validation was left for the end of the run, and which is told of when that was made. */
  readonly untold: StepReport | null;
  readonly history: readonly EpochRecord[];
  readonly callbacks: Readonly<Record<string, unknown>>;
}

/** @throws InvalidArgumentError for options out of range or that do not fit the program */
export function checkOptions(program: TrainingProgram, options: TrainerOptions): void {
  const owner = 'Trainer';
  const { epochs, steps, accumulate = 1, validation, validateEvery = 1, validateEverySteps } = options;
  const { schedule, seed = 0, interruptible = true, compile = true } = options;
  if ((epochs === undefined) === (steps === undefined)) {
    throw new InvalidArgumentError('epochs', owner, "be given, or 'steps', not both", epochs);
  }
  if (epochs !== undefined) checkInteger(epochs, 'epochs', owner, { min: 0 });
  if (steps !== undefined) checkInteger(steps, 'steps', owner, { min: 0 });
  checkInteger(accumulate, 'accumulate', owner, { min: 1 });
  checkInteger(validateEvery, 'validateEvery', owner, { min: 1 });
  if (validateEverySteps !== undefined) {
    checkInteger(validateEverySteps, 'validateEverySteps', owner, { min: 1 });
    if (options.validateEvery !== undefined) {
      throw new InvalidArgumentError(
        'validateEverySteps',
        owner,
        "be left out with 'validateEvery'",
        validateEverySteps,
      );
    }
  }
  checkInteger(seed, 'seed', owner);
  checkBoolean(interruptible, 'interruptible', owner);
  checkBoolean(compile, 'compile', owner);
  if (validation && !program.evaluate) {
    throw new InvalidArgumentError('validation', owner, 'come with a program that can evaluate', validation);
  }
  const checkNames = (names: object, argument: string): void => {
    const unknown = Object.keys(names).find((name) => !Object.hasOwn(program.optimizers, name));
    if (unknown !== undefined) {
      throw new InvalidArgumentError(argument, owner, 'name optimizers of the program', unknown);
    }
  };
  if (typeof schedule === 'object') checkNames(schedule, 'schedule');
  checkNames(program.every ?? {}, 'every');
  for (const [name, every] of Object.entries(program.every ?? {})) {
    checkInteger(every, `every.${name}`, owner, { min: 1 });
  }
}
