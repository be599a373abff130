import { CompileError, compile, InvalidArgumentError, Random, tf, warn } from '@ai/core';
import { toTensor } from '../array/nd-array.js';
import type { Batch } from '../data/dataset.js';
import { giveTurn } from './event-loop.js';
import { GradientSums, type Place } from './gradient-sums.js';
import type { StepContext, TrainingProgram } from './program.js';

/** The part of a batch in a step. */
export interface Turn {
  readonly place: Place;
  /** Batches of the step so far, this one included. */
  readonly taken: number;
  /** Optimizers that make a step. */
  readonly due: Readonly<Record<string, boolean>>;
}

/** Everything of a call that is not the batch; strings and truth values make compiled graphs of their own. */
interface Inputs {
  readonly place: Place;
  readonly due: Record<string, boolean>;
  /** The coming step's numbers of each optimizer, with the last batch. */
  readonly numbers: Record<string, tf.Tensor[]>;
  /** One over the number of batches, with the last of several. */
  readonly share: tf.Tensor | null;
}

type StepScalars = ReturnType<TrainingProgram['step']>;

/** Runs a program's step on batches, as one compiled graph where that is wanted and possible. */
export class StepRunner {
  #random: Random;
  private wantsCompile: boolean;
  private compiled: ReturnType<typeof this.compileStep> | undefined;
  private sums: Record<string, GradientSums> | undefined;

  constructor(
    private readonly program: TrainingProgram,
    random: Random,
    wantsCompile: boolean,
  ) {
    this.#random = random;
    this.wantsCompile = wantsCompile;
  }

  /** What the step's random numbers come from. */
  get random(): Random {
    return this.#random;
  }

  set random(random: Random) {
    this.forgetGraphs(); // a recorded graph draws from the generator it was recorded with
    this.#random = random;
  }

  /** Trains on a batch and reads the scalars that the step gives. */
  async run(batch: Batch, { place, taken, due }: Turn): Promise<Record<string, number>> {
    const optimizers = Object.entries(this.program.optimizers);
    if (place !== 'only') {
      this.sums ??= Object.fromEntries(optimizers.map(([name, optimizer]) => [name, new GradientSums(optimizer)]));
    }
    await giveTurn();
    const isLast = place === 'last' || place === 'only';
    const tensors = batch.map(toTensor);
    const stepping = optimizers.filter(([name]) => isLast && due[name]);
    const inputs: Inputs = {
      place,
      due: { ...due },
      numbers: Object.fromEntries(stepping.map(([name, optimizer]) => [name, optimizer.prepare()])),
      share: place === 'last' ? tf.scalar(1 / taken) : null,
    };
    let scalars: StepScalars = {};
    try {
      scalars = this.step(tensors, inputs);
      const values: [string, number][] = [];
      for (const [name, scalar] of Object.entries(scalars)) if (scalar) values.push([name, (await scalar.data())[0]]);
      return Object.fromEntries(values);
    } finally {
      tf.dispose([tensors, inputs.numbers, inputs.share, scalars] as tf.TensorContainer[]);
    }
  }

  /** Frees compiled graphs and sums of gradients. */
  dispose(): void {
    this.forgetGraphs();
    for (const sums of Object.values(this.sums ?? {})) sums.dispose();
    this.sums = undefined;
  }

  private forgetGraphs(): void {
    this.compiled?.dispose();
    this.compiled = undefined;
  }

  private step(tensors: tf.Tensor[], inputs: Inputs): StepScalars {
    if (!this.wantsCompile) return this.plainStep(tensors, inputs);
    const before = this.#random.state();
    this.compiled ??= this.compileStep();
    try {
      return this.compiled.sync(tensors, inputs);
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      warn(`The training step runs without being compiled: ${error.message}`);
      this.wantsCompile = false;
      this.random = Random.fromState(before); // recording drew from it
      return this.plainStep(tensors, inputs);
    }
  }

  private compileStep() {
    return compile((tensors: tf.Tensor[], inputs: Inputs) => this.plainStep(tensors, inputs));
  }

  private plainStep(tensors: readonly tf.Tensor[], inputs: Inputs): StepScalars {
    const { place, due } = inputs;
    const update: StepContext['update'] = (name, gradients, transform) =>
      this.update(inputs, name, gradients, transform);
    const scalars = this.program.step(tensors, { training: true, random: this.#random, due, update });
    if (place === 'last' || place === 'only') {
      for (const average of Object.values(this.program.averages ?? {})) average.update();
    }
    return scalars;
  }

  private update(
    { place, due, numbers, share }: Inputs,
    ...[name, gradients, transform]: Parameters<StepContext['update']>
  ): void {
    if (!due[name]) {
      throw new InvalidArgumentError('name', 'StepContext.update', 'be the name of an optimizer that is due', name);
    }
    tf.tidy(() => {
      const total = place === 'only' ? gradients : this.sums![name].add(gradients, place, share);
      if (total) this.program.optimizers[name].apply(transform ? transform(total) : total, numbers[name]);
    });
  }
}
