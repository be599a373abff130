import { CompileError, compile, Random, tf, warn } from '@ai/core';
import { toTensor } from '../array/nd-array.js';
import type { Batch } from '../data/dataset.js';
import type { TrainingProgram } from './program.js';

type Numbers = Record<string, tf.Tensor[]>;
type StepFunction = (tensors: tf.Tensor[], numbers: Numbers) => Promise<Record<string, tf.Tensor>>;

/** Runs a program's step on batches, as one compiled graph where that is wanted and possible. */
export class StepRunner {
  #random: Random;
  private wantsCompile: boolean;
  private compiled: (StepFunction & { dispose(): void }) | undefined;

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
    this.dispose(); // a recorded graph draws from the generator it was recorded with
    this.#random = random;
  }

  /** Trains on a batch and reads the scalars that the step gives. */
  async run(batch: Batch): Promise<Record<string, number>> {
    const tensors = batch.map(toTensor);
    const optimizers = Object.entries(this.program.optimizers);
    const numbers = Object.fromEntries(optimizers.map(([name, optimizer]) => [name, optimizer.prepare()]));
    let scalars: Record<string, tf.Tensor> = {};
    try {
      scalars = await this.step(tensors, numbers);
      const values: [string, number][] = [];
      for (const [name, scalar] of Object.entries(scalars)) values.push([name, (await scalar.data())[0]]);
      return Object.fromEntries(values);
    } finally {
      tf.dispose([tensors, numbers, scalars] as tf.TensorContainer[]);
    }
  }

  /** Frees the compiled graphs. */
  dispose(): void {
    this.compiled?.dispose();
    this.compiled = undefined;
  }

  private async step(tensors: tf.Tensor[], numbers: Numbers): Promise<Record<string, tf.Tensor>> {
    const plain = (t: tf.Tensor[], n: Numbers) =>
      this.program.step(t, { training: true, random: this.#random, numbers: n });
    if (!this.wantsCompile) return plain(tensors, numbers);
    const before = this.#random.state();
    this.compiled ??= compile(plain);
    try {
      return await this.compiled(tensors, numbers);
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      warn(`The training step runs without being compiled: ${error.message}`);
      this.wantsCompile = false;
      this.random = Random.fromState(before); // recording drew from it
      return plain(tensors, numbers);
    }
  }
}
