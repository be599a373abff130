import { Got, InvalidArgumentError, InvalidDataError, Random, warn } from '@ai/core';
import type { DataLoader } from '../data/data-loader.js';
import type { Batch } from '../data/dataset.js';
import { CallbackList } from './callback-list.js';
import { DivergenceError } from './divergence-error.js';
import { epochBatches } from './epoch-batches.js';
import { evaluate, type Measured } from './evaluate.js';
import type { EventBody, Progress, Scalars, TrainingEvent } from './events.js';
import type { Place } from './gradient-sums.js';
import { onInterrupt } from './interrupts.js';
import { Means } from './means.js';
import type { TrainingProgram } from './program.js';
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
  private position = { epoch: 0, batch: 0, step: 0 };
  private means = new Means();
  private history: EpochRecord[] = [];
  private ending: Pick<TrainingResult, 'outcome' | 'reason'> | undefined;
  private totalSteps = 0;
  private stepsPerEpoch = 0;
  private batches = 0;
  private isFitting = false;
  private isBusy = false;
  private readonly runner: StepRunner;
  private readonly accumulate: number;
  private readonly callbacks: CallbackList;

  constructor(
    readonly program: TrainingProgram,
    readonly options: TrainerOptions,
  ) {
    checkOptions(program, options);
    const { accumulate = 1, callbacks = [], seed = 0, compile = true } = options;
    this.accumulate = accumulate;
    this.callbacks = new CallbackList(callbacks);
    this.runner = new StepRunner(program, new Random(seed), compile);
  }

  get progress(): Progress {
    const { epoch, step } = this.position;
    return { epoch, step, totalSteps: this.totalSteps, stepsPerEpoch: this.stepsPerEpoch };
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
    this.setLength(loader);
    this.ending = undefined;
    this.isFitting = true;
    const { interruptible = true } = this.options;
    const release = interruptible ? onInterrupt((signal) => this.interrupt(signal)) : undefined;
    try {
      await this.emit({ type: 'start' });
      // a run may have been saved after the last batch of an epoch, before its end
      while (!this.isOver() || (this.position.batch === this.batches && !this.isCut())) await this.runEpoch(loader);
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
      ...this.position,
      batches: Number.isFinite(this.batches) ? this.batches : null,
      random: this.runner.random.state(),
      means: this.means.state(),
      history: [...this.history],
      callbacks: this.callbacks.state(),
    };
  }

  /** Goes back to a state. @throws Error while it runs */
  loadState(state: TrainerState): void {
    if (this.isFitting) throw new Error('A run cannot be put elsewhere while it is in progress.');
    this.position = { epoch: state.epoch, batch: state.batch, step: state.step };
    this.batches = state.batches ?? Number.POSITIVE_INFINITY;
    this.runner.random = Random.fromState(state.random);
    this.means = new Means(state.means);
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

  private setLength({ length }: DataLoader): void {
    const { epochs, steps } = this.options;
    const { batch } = this.position;
    if (batch > 0 && length !== this.batches) {
      const expected = `give ${this.batches} batches an epoch, for the run goes on after ${batch} of them`;
      throw new InvalidArgumentError('loader', 'Trainer.fit', expected, new Got(String(length)));
    }
    this.batches = length;
    this.stepsPerEpoch = Math.ceil(length / this.accumulate);
    this.totalSteps = steps ?? (epochs === 0 ? 0 : epochs! * this.stepsPerEpoch);
  }

  private interrupt(signal: string): void {
    this.ending = { outcome: 'interrupted', reason: signal };
  }

  private isOver(): boolean {
    return this.isComplete() || this.ending !== undefined || this.isCut();
  }

  private isComplete(): boolean {
    const { epochs } = this.options;
    return epochs === undefined ? this.position.step >= this.totalSteps : this.position.epoch >= epochs;
  }

  /** Whether somebody waits for the run to end: a validation is left then, to be made anew when the run goes on. */
  private isCut(): boolean {
    return this.ending?.outcome === 'interrupted' || this.options.signal?.aborted === true;
  }

  private result(): TrainingResult {
    const { epoch, batch, step } = this.position;
    const isFinished = this.isComplete() && batch !== this.batches;
    const ended = isFinished
      ? ({ outcome: 'finished', reason: '' } as const)
      : (this.ending ?? ({ outcome: 'aborted', reason: 'aborted' } as const));
    return { ...ended, epochs: epoch, steps: step, history: [...this.history] };
  }

  private async runEpoch(loader: DataLoader): Promise<void> {
    let step: OpenStep | undefined;
    try {
      const { epoch, batch: first } = this.position;
      for await (const { batch, isEnd } of epochBatches(loader, epoch, first, { needsEnd: this.accumulate > 1 })) {
        step ??= this.openStep();
        step.taken++;
        const isWhole = isEnd || step.taken === this.accumulate;
        await this.trainOn(batch, step, isWhole);
        if (!isWhole) continue;
        await this.closeStep(step);
        step = undefined;
        if (isEnd) break;
        if (this.isOver()) return;
      }
    } finally {
      this.isBusy = false;
    }
    if (this.position.batch === 0) throw new InvalidDataError('The loader gave no batch.');
    await this.endEpoch();
  }

  private openStep(): OpenStep {
    this.isBusy = true;
    const { optimizers, every } = this.program;
    const { step } = this.position;
    this.applySchedules();
    const names = Object.keys(optimizers);
    return {
      due: Object.fromEntries(names.map((name) => [name, (step + 1) % (every?.[name] ?? 1) === 0])),
      learningRates: Object.fromEntries(names.map((name) => [name, optimizers[name].learningRates[0]])),
      means: new Means(),
      taken: 0,
      samples: 0,
      seconds: 0,
    };
  }

  private async trainOn(batch: Batch, step: OpenStep, isWhole: boolean): Promise<void> {
    const started = performance.now();
    const { taken, due } = step;
    const scalars = await this.runner.run(batch, { place: placeOf(taken, isWhole), taken, due });
    for (const [name, value] of Object.entries(scalars)) {
      if (!Number.isFinite(value)) throw new DivergenceError(this.position.step + 1, name, value);
    }
    step.means.add(scalars);
    step.samples += batch[0]?.shape[0] ?? 0;
    step.seconds += (performance.now() - started) / 1000;
  }

  private async closeStep({ taken, means, learningRates, samples, seconds }: OpenStep): Promise<void> {
    const scalars = means.take();
    this.position.step++;
    this.position.batch += taken;
    this.means.add(scalars, taken);
    this.isBusy = false;
    await this.emit({ type: 'step', scalars, learningRates, samples, seconds });
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
    const epoch = this.position.epoch + 1;
    const { validation: loader, validateEvery = 1 } = this.options;
    let measured: Measured | undefined;
    if (loader && epoch % validateEvery === 0) {
      measured = await this.measure(loader, () => this.isCut());
      if (!measured) return;
    }
    const { step } = this.position;
    this.position = { epoch, batch: 0, step };
    const train = this.means.take();
    const validation = measured && withNumbers(measured);
    this.history.push({ epoch, step, train, validation });
    if (measured) await this.emit({ type: 'validation', scalars: validation!, metrics: measured.metrics });
    await this.emit({ type: 'epoch', scalars: train, validation });
  }

  private async measure(loader: DataLoader, isCut: () => boolean): Promise<Measured | undefined> {
    const { program, options } = this;
    if (this.isBusy) throw new Error('Nothing can be measured in the middle of a step or of another validation.');
    this.isBusy = true; // averages may stand in the place of weights
    try {
      const body = () => evaluate(program, loader, options.metrics ?? {}, isCut);
      const averages = Object.values(program.averages ?? {});
      return await averages.reduce((inner, average) => () => average.during(inner), body)();
    } finally {
      this.isBusy = false;
    }
  }
}

/** A step that is being made of one or several batches. */
interface OpenStep {
  readonly due: Readonly<Record<string, boolean>>;
  readonly learningRates: Readonly<Record<string, number>>;
  readonly means: Means;
  taken: number;
  samples: number;
  seconds: number;
}

function placeOf(taken: number, isWhole: boolean): Place {
  if (taken === 1) return isWhole ? 'only' : 'first';
  return isWhole ? 'last' : 'middle';
}

/** Scalars, and those metrics that are numbers. */
function withNumbers({ scalars, metrics }: Measured): Scalars {
  const numbers = Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { ...scalars, ...Object.fromEntries(numbers) };
}
