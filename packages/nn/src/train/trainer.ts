import { checkBoolean, checkInteger, InvalidArgumentError, type Metric, Random } from '@ai/core';
import type { DataLoader } from '../data/data-loader.js';
import type { Batch } from '../data/dataset.js';
import type { Schedule } from '../optim/schedules.js';
import { DivergenceError } from './divergence-error.js';
import { evaluate } from './evaluate.js';
import type { Callback, Outcome, Progress, Scalars, TrainingEvent } from './events.js';
import { Means, type MeansState } from './means.js';
import type { TrainingProgram } from './program.js';
import { StepRunner } from './step-runner.js';

// biome-ignore lint/suspicious/noExplicitAny: any metric
export type AnyMetric = Metric<any, any, any>;

/** Options of {@link Trainer}. */
export interface TrainerOptions {
  /** Length of the run; give this or `steps`. */
  readonly epochs?: number;
  /** Length of the run in batches. */
  readonly steps?: number;
  /** Batches that are measured after every epoch. */
  readonly validation?: DataLoader;
  /** Epochs between validations. @default 1 */
  readonly validateEvery?: number;
  /** Metrics of the validation batches, by the name under which they are reported. */
  readonly metrics?: Readonly<Record<string, AnyMetric>>;
  /** Factor of the learning rates by step, for all optimizers or by their names. @default none */
  readonly schedule?: Schedule | Readonly<Record<string, Schedule>>;
  /** Told of every step, validation and epoch, in this order. */
  readonly callbacks?: readonly Callback[];
  /** Aborting it ends the run after the present step. */
  readonly signal?: AbortSignal;
  /** Seed of the random numbers in `forward` (dropout). @default 0 */
  readonly seed?: number;
  /** Run the step as one compiled graph where the engine can. @default true */
  readonly compile?: boolean;
}

/** One line per epoch of what was measured. */
export interface EpochRecord {
  readonly epoch: number;
  readonly step: number;
  /** Means over the epoch's steps. */
  readonly train: Scalars;
  readonly validation: Scalars | undefined;
}

/** What a run gives. */
export interface TrainingResult {
  readonly outcome: Outcome;
  /** Why it stopped early, '' otherwise. */
  readonly reason: string;
  readonly epochs: number;
  readonly steps: number;
  readonly history: readonly EpochRecord[];
}

/** The part of a run's state that is plain JSON. */
export interface TrainerState {
  readonly epoch: number;
  readonly batch: number;
  readonly step: number;
  readonly random: ReturnType<Random['state']>;
  readonly means: MeansState;
  readonly history: readonly EpochRecord[];
  readonly callbacks: Readonly<Record<string, unknown>>;
}

/**
 * Trains a program over the epochs of a loader: steps, validation, callbacks, early end.
 *
 * The same program, options, loader and engine give the same bits. A run that is aborted goes on where it was with the next `fit`, or
 * in another process from a checkpoint, with the same bits as one that never stopped. The event loop gets a turn at every step.
 *
 * @throws InvalidArgumentError for options out of range
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Adam, ArrayDataset, crossEntropy, DataLoader, Linear, ndArray, supervised, Trainer } from '@ai/nn';
 *
 * const random = new Random(1);
 * const x = Float32Array.from({ length: 200 }, () => random.normal());
 * const y = Int32Array.from({ length: 100 }, (_, i) => (x[2 * i] > x[2 * i + 1] ? 1 : 0));
 * const loader = new DataLoader(new ArrayDataset(ndArray(x, [100, 2]), ndArray(y)), { batchSize: 20, shuffle: true });
 *
 * const model = new Linear(2, 2, { random });
 * const optimizer = new Adam(model, { learningRate: 0.1 });
 * const trainer = new Trainer(supervised({ model, optimizer, loss: crossEntropy }), { epochs: 5 });
 * const { history } = await trainer.fit(loader);
 * console.log(history.at(-1)?.train.loss);
 * ```
 */
export class Trainer {
  private position = { epoch: 0, batch: 0, step: 0 };
  private means = new Means();
  private history: EpochRecord[] = [];
  private stopReason: string | undefined;
  private totalSteps = 0;
  private stepsPerEpoch = 0;
  private readonly runner: StepRunner;

  constructor(
    readonly program: TrainingProgram,
    readonly options: TrainerOptions,
  ) {
    const { epochs, steps, validateEvery = 1, seed = 0, compile: wantsCompile = true } = options;
    if ((epochs === undefined) === (steps === undefined)) {
      throw new InvalidArgumentError('epochs', 'Trainer', "be given, or 'steps', not both", epochs);
    }
    if (epochs !== undefined) checkInteger(epochs, 'epochs', 'Trainer', { min: 0 });
    if (steps !== undefined) checkInteger(steps, 'steps', 'Trainer', { min: 0 });
    checkInteger(validateEvery, 'validateEvery', 'Trainer', { min: 1 });
    if (options.validation && !program.evaluate) {
      throw new InvalidArgumentError(
        'validation',
        'Trainer',
        'come with a program that can evaluate',
        options.validation,
      );
    }
    this.runner = new StepRunner(program, new Random(seed), checkBoolean(wantsCompile, 'compile', 'Trainer'));
  }

  get progress(): Progress {
    const { epoch, step } = this.position;
    return { epoch, step, totalSteps: this.totalSteps, stepsPerEpoch: this.stepsPerEpoch };
  }

  /** Ends the run after the present step, with a reason for its result. */
  stop(reason: string): void {
    this.stopReason ??= reason;
  }

  /**
   * Trains until the length given in the options is reached, counted from the first step ever; goes on where it was stopped.
   *
   * @throws DivergenceError if a number that the step gives is NaN or infinite
   */
  async fit(loader: DataLoader): Promise<TrainingResult> {
    const { epochs, steps } = this.options;
    this.stepsPerEpoch = loader.length;
    this.totalSteps = steps ?? epochs! * loader.length;
    this.stopReason = undefined;
    try {
      await this.emit({ type: 'start' });
      // a run may have been saved after the last batch of an epoch, before its end
      while (!this.isOver() || this.position.batch === loader.length) await this.runEpoch(loader);
    } catch (error) {
      await this.emit({ type: 'error', error });
      throw error;
    }
    const outcome = this.outcome();
    const reason = outcome === 'finished' ? '' : (this.stopReason ?? 'aborted');
    await this.emit({ type: 'end', outcome, reason });
    const { epoch, step } = this.position;
    return { outcome, reason, epochs: epoch, steps: step, history: [...this.history] };
  }

  /** Measures batches with the program's `evaluate`: mean scalars and metrics. */
  async evaluate(loader: DataLoader): Promise<{ scalars: Scalars; metrics: Record<string, unknown> }> {
    return evaluate(this.program, loader, this.options.metrics ?? {});
  }

  /** Where the run stands; with the states of modules and optimizers all that is needed to go on. */
  state(): TrainerState {
    const callbacks = (this.options.callbacks ?? []).flatMap((callback) =>
      typeof callback === 'object' && callback.state ? [[callback.name, callback.state()] as const] : [],
    );
    return {
      ...this.position,
      random: this.runner.random.state(),
      means: this.means.state(),
      history: [...this.history],
      callbacks: Object.fromEntries(callbacks),
    };
  }

  /** Goes back to a state. */
  loadState(state: TrainerState): void {
    this.position = { epoch: state.epoch, batch: state.batch, step: state.step };
    this.runner.random = Random.fromState(state.random);
    this.means = new Means(state.means);
    this.history = [...state.history];
    for (const callback of this.options.callbacks ?? []) {
      if (typeof callback === 'object' && Object.hasOwn(state.callbacks, callback.name)) {
        callback.restore?.(state.callbacks[callback.name]);
      }
    }
  }

  /** Frees compiled graphs; modules and optimizers belong to the caller. */
  dispose(): void {
    this.runner.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private isOver(): boolean {
    return (
      this.position.step >= this.totalSteps || this.stopReason !== undefined || this.options.signal?.aborted === true
    );
  }

  private outcome(): Outcome {
    if (this.position.step >= this.totalSteps) return 'finished';
    return this.stopReason !== undefined ? 'stopped' : 'aborted';
  }

  private async runEpoch(loader: DataLoader): Promise<void> {
    for await (const batch of loader.epoch(this.position.epoch, this.position.batch)) {
      await this.trainOn(batch);
      if (this.position.batch === loader.length) break;
      if (this.isOver()) return;
    }
    await this.endEpoch();
  }

  private async trainOn(batch: Batch): Promise<void> {
    const started = performance.now();
    this.applySchedules();
    const learningRates = Object.fromEntries(
      Object.entries(this.program.optimizers).map(([name, { learningRates }]) => [name, learningRates[0]]),
    );
    const scalars = await this.runner.run(batch);
    this.position.step++;
    this.position.batch++;
    for (const [name, value] of Object.entries(scalars)) {
      if (!Number.isFinite(value)) throw new DivergenceError(this.position.step, name, value);
    }
    this.means.add(scalars);
    const seconds = (performance.now() - started) / 1000;
    await this.emit({ type: 'step', scalars, learningRates, samples: batch[0]?.shape[0] ?? 0, seconds });
  }

  private applySchedules(): void {
    const { schedule } = this.options;
    if (!schedule) return;
    for (const [name, optimizer] of Object.entries(this.program.optimizers)) {
      const own = typeof schedule === 'function' ? schedule : schedule[name];
      if (own) optimizer.learningRateFactor = own(this.position.step);
    }
  }

  private async endEpoch(): Promise<void> {
    this.position.epoch++;
    this.position.batch = 0;
    const train = this.means.take();
    const { epoch, step } = this.position;
    const { validation: loader, validateEvery = 1 } = this.options;
    let validation: Scalars | undefined;
    if (loader && epoch % validateEvery === 0) {
      const { scalars, metrics } = await this.evaluate(loader);
      const numbers = Object.entries(metrics).filter(
        (entry): entry is [string, number] => typeof entry[1] === 'number',
      );
      validation = { ...scalars, ...Object.fromEntries(numbers) };
      await this.emit({ type: 'validation', scalars: validation, metrics });
    }
    this.history.push({ epoch, step, train, validation });
    await this.emit({ type: 'epoch', scalars: train, validation });
  }

  private async emit(event: EventBody): Promise<void> {
    const full = { ...event, trainer: this as Trainer, progress: this.progress } as TrainingEvent;
    for (const callback of this.options.callbacks ?? []) {
      await (typeof callback === 'function' ? callback(full) : callback.handle(full));
    }
  }
}

type WithoutCommon<T> = T extends unknown ? Omit<T, 'trainer' | 'progress'> : never;
type EventBody = WithoutCommon<TrainingEvent>;
