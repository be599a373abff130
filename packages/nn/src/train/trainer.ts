import { InvalidDataError, Random, warn } from '@ai/core';
import type { DataLoader } from '../data/data-loader.js';
import { applySchedules } from './apply-schedules.js';
import { CallbackList } from './callback-list.js';
import { epochBatches } from './epoch-batches.js';
import { evaluate, type Measured, numbersOf } from './evaluate.js';
import type { EventBody, Progress, Scalars, StepReport, TrainingEvent } from './events.js';
import { onInterrupt } from './interrupts.js';
import { Means } from './means.js';
import { OpenStep } from './open-step.js';
import type { TrainingProgram } from './program.js';
import { RunPosition } from './run-position.js';
import { StepRunner } from './step-runner.js';
import {
  checkOptions,
  type EpochRecord,
  type TrainerOptions,
  type TrainerState,
  type TrainingResult,
} from './trainer-options.js';

/**
 * Trains a program over the epochs of a loader: steps, validation, callbacks, early end.
 *
 * The same program, options, loader and engine give the same bits. A run that ended early goes on where it was with the next `fit`, or
 * in another process from a checkpoint, with the same bits as one that never stopped. The event loop gets a turn at every batch.
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
 * @example Validation with a metric of one's own; the streaming forms of the metrics package fit as well.
 * ```ts
 * import { type Metric, Random, tf } from '@ai/core';
 * import { Adam, ArrayDataset, DataLoader, Linear, maeLoss, ndArray, supervised, Trainer } from '@ai/nn';
 *
 * const largestError: Metric<number, [target: tf.Tensor, output: tf.Tensor]> = {
 *   name: 'largest error',
 *   higherIsBetter: false,
 *   init: () => 0,
 *   update: (largest, target, output) => Math.max(largest, tf.tidy(() => output.sub(target).abs().max().dataSync()[0])),
 *   merge: Math.max,
 *   compute: (largest) => largest,
 * };
 * const [x, y] = [ndArray([1, 2, 3, 4], [4, 1]), ndArray([2, 4, 6, 8], [4, 1])];
 * const loader = new DataLoader(new ArrayDataset(x, y), { batchSize: 2 });
 * const model = new Linear(1, 1, { random: new Random(1) });
 * const program = supervised({ model, optimizer: new Adam(model), loss: maeLoss });
 * const trainer = new Trainer(program, { epochs: 2, validation: loader, metrics: { largestError } });
 * console.log((await trainer.fit(loader)).history.at(-1)?.validation?.['largestError']);
 * ```
 */
export class Trainer {
  private readonly position: RunPosition;
  private readonly runner: StepRunner;
  private readonly callbacks: CallbackList;
  private means = new Means();
  private validation: Scalars | undefined;
  private untold: StepReport | undefined;
  private history: EpochRecord[] = [];
  private ending: Pick<TrainingResult, 'outcome' | 'reason'> | undefined;
  private isFitting = false;
  private isBusy = false;

  constructor(
    readonly program: TrainingProgram,
    readonly options: TrainerOptions,
  ) {
    checkOptions(program, options);
    const { callbacks = [], seed = 0, compile = true } = options;
    this.position = new RunPosition(options);
    this.runner = new StepRunner(program, new Random(seed), compile);
    this.callbacks = new CallbackList(callbacks);
  }

  get progress(): Progress {
    return this.position.progress;
  }

  /** Ends the run after the present step, with a reason for its result. */
  stop(reason: string): void {
    this.ending ??= { outcome: 'stopped', reason };
  }

  /**
   * Trains until the length given in the options is reached, counted from the first step ever; goes on where it was stopped. After an
   * error it can be called again: the run goes on from the last step that was completed.
   *
   * @throws DivergenceError if a number that the step gives is NaN or infinite
   * @throws InvalidArgumentError for a loader of another length if the run goes on in the middle of an epoch
   * @throws InvalidDataError for a loader that gives no batch
   * @throws Error if it runs already; whatever a callback throws
   */
  async fit(loader: DataLoader): Promise<TrainingResult> {
    if (this.isFitting) throw new Error('This trainer is running already.');
    this.position.follow(loader);
    this.ending = undefined;
    this.isFitting = true;
    const { interruptible = true } = this.options;
    const release = interruptible ? onInterrupt((signal) => this.interrupt(signal)) : undefined;
    try {
      await this.emit({ type: 'start' });
      while (!this.isOver() || (this.isUnsettled() && !this.isCut())) await this.runEpoch(loader);
      const { outcome, reason } = this.result();
      await this.emit({ type: 'end', outcome, reason });
    } catch (error) {
      await this.emit({ type: 'error', error }).catch((other) => warn(`A callback failed at an error: ${other}`));
      throw error;
    } finally {
      release?.();
      this.isFitting = false;
    }
    return this.result();
  }

  /**
   * Measures batches with the program's `evaluate`: mean scalars and metrics. Averages stand in the place of weights.
   *
   * @throws InvalidArgumentError if the program cannot evaluate
   * @throws Error in the middle of a step or of another validation
   */
  async evaluate(loader: DataLoader): Promise<Measured> {
    return (await this.measure(loader, () => false))!;
  }

  /**
   * Where the run stands; with the states of modules, optimizers and averages all that is needed to go on.
   *
   * @throws Error in the middle of a step or a validation, where the parts do not fit together
   */
  state(): TrainerState {
    if (this.isBusy) throw new Error('The state of a run is whole only between its steps: take it in a callback.');
    return {
      ...this.position.state(),
      random: this.runner.random.state(),
      means: this.means.state(),
      validation: this.validation ?? null,
      untold: this.untold ?? null,
      history: [...this.history],
      callbacks: this.callbacks.state(),
    };
  }

  /** Goes back to a state. @throws Error while it runs */
  loadState(state: TrainerState): void {
    if (this.isFitting) throw new Error('A run cannot be put elsewhere while it is in progress.');
    this.position.restore(state);
    this.runner.random = Random.fromState(state.random);
    this.means = new Means(state.means);
    this.validation = state.validation ?? undefined;
    this.untold = state.untold ?? undefined;
    this.history = [...state.history];
    this.callbacks.restore(state.callbacks);
  }

  /** Tells the callbacks of something: for callbacks that have something to tell the others. */
  async emit(event: EventBody): Promise<void> {
    await this.callbacks.tell({ ...event, trainer: this as Trainer, progress: this.progress } as TrainingEvent);
  }

  /** Frees compiled graphs and sums of gradients; modules and optimizers belong to the caller. */
  dispose(): void {
    this.runner.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private interrupt(signal: string): void {
    this.ending = { outcome: 'interrupted', reason: signal };
  }

  private isOver(): boolean {
    return this.position.isComplete || this.ending !== undefined || this.isCut();
  }

  /** Whether somebody waits for the run to end: a validation is left then, to be made anew when the run goes on. */
  private isCut(): boolean {
    return this.ending?.outcome === 'interrupted' || this.options.signal?.aborted === true;
  }

  /** Whether what follows the last step, a validation or the end of the epoch, is still to be done. */
  private isUnsettled(): boolean {
    return this.untold !== undefined || this.position.isAtEnd;
  }

  private result(): TrainingResult {
    const { epoch, step, isComplete } = this.position;
    const ended =
      isComplete && !this.isUnsettled()
        ? ({ outcome: 'finished', reason: '' } as const)
        : (this.ending ?? ({ outcome: 'aborted', reason: 'aborted' } as const));
    return { ...ended, epochs: epoch, steps: step, history: [...this.history] };
  }

  private async runEpoch(loader: DataLoader): Promise<void> {
    const { position, program } = this;
    if (this.untold) await this.tellStep(this.untold);
    if (this.untold || (this.isOver() && !position.isAtEnd)) return;
    const { accumulate = 1, schedule } = this.options;
    let step: OpenStep | undefined;
    try {
      const { epoch, batch: first } = position;
      for await (const { batch, isEnd } of epochBatches(loader, epoch, first, { needsEnd: accumulate > 1 })) {
        if (!step) {
          this.isBusy = true;
          applySchedules(program, schedule, position.step);
          step = new OpenStep(program, position.step + 1);
        }
        const isWhole = isEnd || step.taken === accumulate - 1;
        await step.take(batch, this.runner, isWhole);
        if (!isWhole) continue;
        await this.closeStep(step);
        step = undefined;
        if (isEnd && !this.untold) break;
        if (this.isOver()) return;
      }
    } finally {
      this.isBusy = false;
    }
    if (position.batch === 0) throw new InvalidDataError('The loader gave no batch.');
    await this.endEpoch();
  }

  private async closeStep(step: OpenStep): Promise<void> {
    const report = step.report();
    this.position.advance(step.taken);
    this.means.add(report.scalars, step.taken);
    this.isBusy = false;
    await this.tellStep(report);
  }

  /** Tells of a step after the validation that is due with it; if that is cut, the step is kept to be told of when the run goes on. */
  private async tellStep(report: StepReport): Promise<void> {
    this.untold = report;
    const { validateEverySteps: every } = this.options;
    const event = await this.validate(every !== undefined && this.position.step % every === 0);
    if (event === 'cut') return;
    if (event) this.validation = event.scalars;
    if (event) await this.emit(event);
    this.untold = undefined;
    await this.emit({ type: 'step', ...report, validation: event?.scalars });
  }

  private async endEpoch(): Promise<void> {
    const { position } = this;
    const { validateEvery = 1, validateEverySteps } = this.options;
    const event = await this.validate(validateEverySteps === undefined && (position.epoch + 1) % validateEvery === 0);
    if (event === 'cut') return;
    position.endEpoch();
    const { epoch, step } = position;
    const train = this.means.take();
    this.history.push({ epoch, step, train, validation: event?.scalars ?? this.validation });
    this.validation = undefined;
    if (event) await this.emit(event);
    await this.emit({ type: 'epoch', scalars: train, validation: event?.scalars });
  }

  /** What is to be told of a validation, if one is due. */
  private async validate(isDue: boolean): Promise<ValidationEvent | 'cut' | undefined> {
    const { validation: loader } = this.options;
    if (!loader || !isDue) return undefined;
    const measured = await this.measure(loader, () => this.isCut());
    return measured ? { type: 'validation', scalars: numbersOf(measured), metrics: measured.metrics } : 'cut';
  }

  private async measure(loader: DataLoader, isCut: () => boolean): Promise<Measured | undefined> {
    if (this.isBusy) throw new Error('Nothing can be measured in the middle of a step or of another validation.');
    this.isBusy = true; // averages may stand in the place of weights
    try {
      return await evaluate(this.program, loader, this.options.metrics ?? {}, isCut);
    } finally {
      this.isBusy = false;
    }
  }
}

type ValidationEvent = Extract<EventBody, { type: 'validation' }>;
