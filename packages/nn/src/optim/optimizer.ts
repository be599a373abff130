import { checkNumber, InvalidArgumentError, InvalidDataError, tf } from '@ai/core';
import { fromTensor, type NdArray, toTensor } from '../array/nd-array.js';
import { type AnyModule, Module } from '../module/module.js';

/** Gradients by the name of the TensorFlow.js variable, as `tf.variableGrads` gives them. */
export type Gradients = Readonly<Record<string, tf.Tensor>>;

/** Parameters with settings of their own. */
export interface ParameterGroup {
  /** By the name under which their state is saved. */
  readonly parameters: ReadonlyMap<string, tf.Variable>;
  /** @default the optimizer's */
  readonly learningRate?: number;
  /** @default the optimizer's */
  readonly weightDecay?: number;
}

/** What an optimizer trains: a module, named parameters, or groups of them. */
export type Trainables = AnyModule | ReadonlyMap<string, tf.Variable> | readonly ParameterGroup[];

/** Options common to all optimizers. */
export interface OptimizerOptions {
  readonly learningRate?: number;
  readonly weightDecay?: number;
}

/** An optimizer written down: whole numbers and numbers as JSON, the rest as arrays by name. */
export interface OptimizerState {
  readonly steps: number;
  readonly learningRateFactor: number;
  /** 'slot/parameter' to values. */
  readonly slots: ReadonlyMap<string, NdArray>;
}

/** A group with its settings resolved. */
export interface ResolvedGroup {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly path: string;
  readonly variable: tf.Variable;
  readonly slots: Readonly<Record<string, tf.Variable>>;
}

/**
 * Base of the optimizers. `step(gradients)` is `apply(gradients, prepare())`: `prepare` counts the step and gives its learning rates
 * as tensors, `apply` is tensor work only and reads no value, so that it can be part of a compiled function that takes those tensors
 * as arguments. `step` itself inside a compiled function would count only the step that was recorded.
 *
 * Parameters without a gradient stay as they are. The optimizer owns its state, not the parameters: `dispose()` frees the former.
 */
export abstract class Optimizer {
  /** Multiplies every learning rate; what a schedule sets. */
  learningRateFactor = 1;
  protected steps = 0;
  protected readonly groups: readonly ResolvedGroup[];

  /** @param slots names of the variables kept per parameter, zero at first */
  constructor(
    trainables: Trainables,
    defaults: Required<OptimizerOptions>,
    private readonly owner: string,
    slots: readonly string[],
  ) {
    if (!(trainables instanceof Module || trainables instanceof Map || Array.isArray(trainables))) {
      const rule = 'be a module, a Map of parameters or an array of groups';
      throw new InvalidArgumentError('trainables', owner, rule, trainables);
    }
    const check = (value: number, name: string): number => checkNumber(value, name, owner, { min: 0 });
    this.groups = toGroups(trainables).map((group) => ({
      learningRate: check(group.learningRate ?? defaults.learningRate, 'learningRate'),
      weightDecay: check(group.weightDecay ?? defaults.weightDecay, 'weightDecay'),
      entries: [...group.parameters].map(([path, variable]) => ({ path, variable, slots: makeSlots(variable, slots) })),
    }));
    const paths = this.entries().map(({ path }) => path);
    const twice = paths.find((path, i) => paths.indexOf(path) !== i);
    if (twice !== undefined) throw new InvalidArgumentError('trainables', owner, 'name each parameter once', twice);
  }

  /** Steps taken. */
  get stepCount(): number {
    return this.steps;
  }

  /** What it trains. */
  get parameters(): tf.Variable[] {
    return this.entries().map(({ variable }) => variable);
  }

  /** Learning rates of the groups, the schedule's factor included. */
  get learningRates(): number[] {
    return this.groups.map(({ learningRate }) => learningRate * this.learningRateFactor);
  }

  /** Numbers of the coming step that `update` gets as scalars; the first is the learning rate unless the method says otherwise. */
  protected scalars(learningRate: number, _step: number): readonly number[] {
    return [learningRate];
  }

  /** The new value of a parameter; assigns its slots. */
  protected abstract update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    slots: Readonly<Record<string, tf.Variable>>,
    group: ResolvedGroup,
    scalars: readonly tf.Tensor[],
  ): tf.Tensor;

  /** Counts a step and gives its numbers: a row per group. The caller disposes it. */
  prepare(): tf.Tensor[] {
    this.steps++;
    return this.groups.flatMap((_, i) =>
      this.scalars(this.learningRates[i], this.steps).map((value) => tf.scalar(value)),
    );
  }

  /** Updates the parameters. Neither argument is disposed. */
  apply(gradients: Gradients, numbers: readonly tf.Tensor[]): void {
    tf.tidy(() => {
      const perGroup = numbers.length / Math.max(this.groups.length, 1);
      this.groups.forEach((group, i) => {
        const scalars = numbers.slice(i * perGroup, (i + 1) * perGroup);
        for (const { variable, slots } of group.entries) {
          const gradient = gradients[variable.name];
          if (gradient) variable.assign(this.update(variable, gradient, slots, group, scalars));
        }
      });
    });
  }

  /** Counts a step and updates the parameters with these gradients. */
  step(gradients: Gradients): void {
    const numbers = this.prepare();
    try {
      this.apply(gradients, numbers);
    } finally {
      tf.dispose(numbers);
    }
  }

  /** Everything needed to go on from here, to the bit. */
  state(): OptimizerState {
    const slots = this.entries().flatMap(({ path, slots }) =>
      Object.entries(slots).map(([slot, variable]): [string, NdArray] => [`${slot}/${path}`, fromTensor(variable)]),
    );
    return { steps: this.steps, learningRateFactor: this.learningRateFactor, slots: new Map(slots) };
  }

  /** @throws InvalidDataError if the state is of other parameters; nothing is changed then */
  loadState(state: OptimizerState): void {
    const targets = this.entries().flatMap(({ path, slots }) =>
      Object.entries(slots).map(([slot, variable]) => ({ name: `${slot}/${path}`, variable })),
    );
    for (const { name, variable } of targets) {
      const saved = state.slots.get(name);
      if (!saved) throw new InvalidDataError(`The state of ${this.owner} lacks ${name}.`);
      if (saved.shape.length !== variable.shape.length || saved.shape.some((size, i) => size !== variable.shape[i])) {
        throw new InvalidDataError(
          `The state of ${this.owner} has ${name} as [${saved.shape}] instead of [${variable.shape}].`,
        );
      }
    }
    if (state.slots.size !== targets.length) {
      throw new InvalidDataError(
        `The state of ${this.owner} has ${state.slots.size} entries instead of ${targets.length}.`,
      );
    }
    tf.tidy(() => {
      for (const { name, variable } of targets) variable.assign(toTensor(state.slots.get(name)!));
    });
    this.steps = state.steps;
    this.learningRateFactor = state.learningRateFactor;
  }

  private entries(): Entry[] {
    return this.groups.flatMap(({ entries }) => entries);
  }

  /** Frees the optimizer's own variables. */
  dispose(): void {
    for (const { slots } of this.entries())
      for (const slot of Object.values(slots)) if (!slot.isDisposed) slot.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

function makeSlots(variable: tf.Variable, names: readonly string[]): Record<string, tf.Variable> {
  return Object.fromEntries(names.map((name) => [name, tf.tidy(() => tf.variable(tf.zeros(variable.shape), false))]));
}

function toGroups(trainables: Trainables): readonly ParameterGroup[] {
  if (Array.isArray(trainables)) return trainables as readonly ParameterGroup[];
  const named =
    trainables instanceof Module ? trainables.namedParameters() : (trainables as ReadonlyMap<string, tf.Variable>);
  const once = new Map([...named].map(([path, variable]) => [variable, path]).reverse() as [tf.Variable, string][]);
  return [{ parameters: new Map([...named].filter(([path, variable]) => once.get(variable) === path)) }];
}
