import * as tf from '@tensorflow/tfjs-core';
import { InvalidArgumentError } from '../errors.js';
import { Random } from '../random/random.js';
import { floatTensors, mapTensors, tensorsIn } from './tensor-trees.js';

/** A module as its contract sees it. */
export interface CheckableModule {
  // biome-ignore lint/suspicious/noExplicitAny: modules of any input and output
  forward(input: any, context?: { readonly training?: boolean; readonly random?: Random }): unknown;
  namedParameters(): ReadonlyMap<string, tf.Variable>;
  namedBuffers(): ReadonlyMap<string, tf.Variable>;
  trainableVariables(): tf.Variable[];
  stateDict(): Map<string, { readonly data: ArrayLike<number>; readonly shape: readonly number[] }>;
  // biome-ignore lint/suspicious/noExplicitAny: what stateDict gives
  loadStateDict(state: any): unknown;
  dispose(): void;
}

/** One module and what is to be expected of it. */
export interface ModuleCase {
  /** The class's name. */
  readonly name: string;
  /** Makes the module, of a size for quick tests. */
  readonly make: (random: Random) => CheckableModule;
  /** Makes an input: a tensor, or arrays and objects with tensors in them. */
  readonly input: (random: Random) => unknown;
  /** Names and shapes of parameters and buffers in the reference's checkpoint. @default none */
  readonly state?: Readonly<Record<string, readonly number[]>>;
  /** Shapes of the tensors in the output, in order. */
  readonly output: readonly (readonly number[])[];
  /** Whether training mode gives other values than inference (dropout, batch statistics). @default false */
  readonly differsInTraining?: boolean;
  /** Whether the function has no kinks and jumps near which gradients cannot be measured. @default true */
  readonly checkGradients?: boolean;
  /** Makes inputs that `forward` must refuse with an InvalidArgumentError. */
  readonly invalid?: readonly (() => unknown)[];
}

/** One check with a title, to be run as one test. */
export interface ModuleCheck {
  readonly title: string;
  readonly run: () => void;
}

/**
 * Runs all {@link moduleChecks}.
 * @throws Error naming every check that failed, with its cause
 */
export function checkModule(testCase: ModuleCase): void {
  const failures = moduleChecks(testCase).flatMap(({ title, run }) => {
    try {
      run();
      return [];
    } catch (error) {
      return [`- ${title}: ${error instanceof Error ? error.message : error}`];
    }
  });
  if (failures.length > 0) throw new Error(`${testCase.name} breaks its contract:\n${failures.join('\n')}`);
}

/**
 * The contract of every layer and model as a list of checks: names and shapes of the state, gradients against central differences,
 * a step that lowers a loss, saving and loading to the bit, leaks, training and inference mode, refused inputs.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { moduleChecks } from '@ai/core/testing';
 * import { Linear } from '@ai/nn';
 *
 * const checks = moduleChecks({
 *   name: 'Linear',
 *   make: (random) => new Linear(3, 2, { random }),
 *   input: (random) => tf.tensor2d(Array.from({ length: 12 }, () => random.normal()), [4, 3]),
 *   state: { weight: [2, 3], bias: [2] },
 *   output: [[4, 2]],
 * });
 * for (const { run } of checks) run(); // it(title, run) in a test
 * ```
 */
export function moduleChecks(testCase: ModuleCase): ModuleCheck[] {
  const checks: [string, (testCase: ModuleCase) => void][] = [
    ['has the names and shapes of the checkpoint', checkState],
    ['gives finite outputs of the stated shapes, twice the same, and keeps its input', checkForward],
    ['leaks no tensor, and frees its variables', checkLeaks],
    ['saves and loads to the bit', checkSaving],
    ['gives the same bits for the same seed', checkSeed],
    ['differs between training and inference only where it must', checkModes],
    ['lowers a loss by a step along its gradient', checkStep],
  ];
  if (testCase.checkGradients !== false) {
    checks.push(['has the gradients of its differences', checkGradients]);
  }
  if (testCase.invalid) checks.push(['refuses bad input and leaks nothing', checkInvalid]);
  return checks.map(([title, run]) => ({ title, run: () => isolated(testCase, run) }));
}

/** Frees what a check leaves behind: each makes its own module and inputs. */
function isolated(testCase: ModuleCase, run: (testCase: ModuleCase) => void): void {
  const made: CheckableModule[] = [];
  const make = (random: Random): CheckableModule => {
    const module = testCase.make(random);
    made.push(module);
    return module;
  };
  tf.engine().startScope();
  try {
    run({ ...testCase, make });
  } finally {
    tf.engine().endScope();
    for (const module of made) module.dispose();
  }
}

function made(testCase: ModuleCase, seed = 1): CheckableModule {
  return testCase.make(new Random(seed));
}

function demand(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

const context = (training: boolean) => ({ training, random: new Random(5) });

/** Every number of the output, tensor after tensor. */
function outputs(module: CheckableModule, input: unknown, training = false): Float64Array {
  const tensors = tensorsIn(module.forward(input, context(training)));
  const numbers = Float64Array.from(tensors.flatMap((tensor) => [...tensor.dataSync()]));
  tf.dispose(tensors);
  return numbers;
}

function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  demand(actual.length === expected.length, `${what}: ${actual.length} numbers instead of ${expected.length}.`);
  for (let i = 0; i < actual.length; i++) {
    demand(Object.is(actual[i], expected[i]), `${what}: [${i}] is ${actual[i]} instead of ${expected[i]}.`);
  }
}

function checkState(testCase: ModuleCase): void {
  const module = made(testCase);
  const shapes = Object.fromEntries([...module.stateDict()].map(([name, { shape }]) => [name, shape]));
  const expected = testCase.state ?? {};
  demand(
    JSON.stringify(shapes) === JSON.stringify(expected),
    `${JSON.stringify(shapes)} instead of ${JSON.stringify(expected)}.`,
  );
  const names = [...module.namedParameters().keys(), ...module.namedBuffers().keys()].sort();
  demand(String(names) === String(Object.keys(expected).sort()), `Parameters and buffers are ${names}.`);
}

function checkForward(testCase: ModuleCase): void {
  const module = made(testCase);
  const input = testCase.input(new Random(2));
  const before = tensorsIn(input).map((tensor) => tensor.dataSync().slice());
  const shapes = tf.tidy(() => tensorsIn(module.forward(input)).map(({ shape }) => shape));
  demand(JSON.stringify(shapes) === JSON.stringify(testCase.output), `Output shapes are ${JSON.stringify(shapes)}.`);
  const first = outputs(module, input);
  demand(first.every(Number.isFinite), 'An output is not finite.');
  expectSame(outputs(module, input), first, 'the second call');
  tensorsIn(input).forEach((tensor, i) => {
    demand(!tensor.isDisposed, 'The input was disposed.');
    expectSame(tensor.dataSync(), before[i], 'the input afterwards');
  });
}

function checkLeaks(testCase: ModuleCase): void {
  const start = tf.memory().numTensors;
  const module = testCase.make(new Random(1));
  const held = tf.memory().numTensors;
  const input = testCase.input(new Random(2));
  const withInput = tf.memory().numTensors;
  for (const training of [false, true]) {
    const result = module.forward(input, context(training));
    const count = tensorsIn(result).length;
    const leaked = tf.memory().numTensors - withInput - count;
    demand(leaked === 0, `${leaked} tensors leaked by forward${training ? ' in training' : ''}.`);
    tf.dispose(tensorsIn(result));
    demand(tf.memory().numTensors === withInput, 'The output shares a tensor with the input or the module.');
  }
  tf.dispose(tensorsIn(input));
  demand(tf.memory().numTensors === held, 'The input was kept.');
  module.dispose();
  module.dispose();
  demand(tf.memory().numTensors === start, `dispose leaves ${tf.memory().numTensors - start} tensors.`);
}

function checkSaving(testCase: ModuleCase): void {
  const [module, other] = [made(testCase, 1), made(testCase, 2)];
  const input = testCase.input(new Random(2));
  const state = module.stateDict();
  other.loadStateDict(state);
  expectSame(outputs(other, input), outputs(module, input), 'the loaded module');
  for (const [name, { data }] of other.stateDict()) expectSame(data, state.get(name)!.data, name);
}

function checkSeed(testCase: ModuleCase): void {
  const [first, second] = [made(testCase, 1), made(testCase, 1)];
  for (const [name, { data }] of second.stateDict()) expectSame(data, first.stateDict().get(name)!.data, name);
  const input = testCase.input(new Random(2));
  expectSame(outputs(second, input, true), outputs(first, input, true), 'training with the same seed');
}

function checkModes(testCase: ModuleCase): void {
  const module = made(testCase);
  const input = testCase.input(new Random(2));
  const before = module.stateDict();
  const inference = outputs(module, input);
  for (const [name, { data }] of module.stateDict())
    expectSame(data, before.get(name)!.data, `${name} after inference`);
  const training = outputs(module, input, true);
  const differs = training.some((value, i) => !Object.is(value, inference[i]));
  demand(
    differs === (testCase.differsInTraining ?? false),
    `Training ${differs ? 'differs from' : 'is like'} inference.`,
  );
  if (testCase.differsInTraining) return;
  for (const [name, { data }] of module.stateDict())
    expectSame(data, before.get(name)!.data, `${name} after training mode`);
}

/** sum over the outputs of output * weight, the weights drawn by a seed. */
function weightedSum(values: ArrayLike<number>): number {
  const random = new Random(11);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * random.normal();
  return sum;
}

function weightedSumTensor(result: unknown): tf.Scalar {
  const random = new Random(11);
  const parts = tensorsIn(result).map((tensor) => {
    const weights = Float32Array.from({ length: tensor.size }, () => random.normal());
    return tf.sum(tf.mul(tensor, tf.tensor(weights, tensor.shape)));
  });
  return tf.addN(parts) as tf.Scalar;
}

function checkGradients(testCase: ModuleCase): void {
  for (const training of testCase.differsInTraining ? [false, true] : [false]) {
    const module = made(testCase);
    const input = testCase.input(new Random(2));
    const state = module.stateDict();
    const leaves = floatTensors(input).map((tensor) => tf.variable(tensor));
    try {
      const variables = [...leaves, ...module.trainableVariables()];
      if (variables.length === 0) return;
      const loss = (): tf.Scalar => weightedSumTensor(module.forward(mapTensors(input, leaves), context(training)));
      const { grads } = tf.variableGrads(loss, variables);
      module.loadStateDict(state);
      checkDirections(testCase, module, variables, grads, () => {
        const value = weightedSum(outputs(module, mapTensors(input, leaves), training));
        restoreBuffers(module, state);
        return value;
      });
    } finally {
      tf.dispose(leaves);
    }
  }
}

function restoreBuffers(module: CheckableModule, state: ReturnType<CheckableModule['stateDict']>): void {
  for (const [name, variable] of module.namedBuffers()) {
    const { data } = state.get(name)!;
    tf.tidy(() => variable.assign(tf.tensor(Array.from(data), variable.shape, variable.dtype)));
  }
}

/** The derivative along a random direction of each variable, against (f(x + h d) - f(x - h d)) / 2h for the best of some h. */
function checkDirections(
  { name }: ModuleCase,
  module: CheckableModule,
  variables: readonly tf.Variable[],
  gradients: Readonly<Record<string, tf.Tensor>>,
  evaluate: () => number,
): void {
  const names = new Map([...module.namedParameters()].map(([path, variable]) => [variable, path]));
  const random = new Random(17);
  for (const variable of variables) {
    const start = variable.dataSync().slice();
    const direction = Float32Array.from(start, () => random.normal());
    const gradient = gradients[variable.name]?.dataSync() ?? new Float32Array(start.length);
    let derivative = 0;
    let size = 0;
    for (let i = 0; i < start.length; i++) {
      derivative += gradient[i] * direction[i];
      size += Math.abs(gradient[i] * direction[i]);
    }
    const at = (h: number): number => {
      const moved = Float32Array.from(start, (value, i) => value + h * direction[i]);
      tf.tidy(() => variable.assign(tf.tensor(moved, variable.shape)));
      return evaluate();
    };
    const measured = [2e-2, 8e-3, 3e-3, 1e-3].map((h) => (at(h) - at(-h)) / (2 * h));
    tf.tidy(() => variable.assign(tf.tensor(start, variable.shape)));
    const errors = measured.map((value) => Math.abs(value - derivative));
    const allowed = 2e-3 * Math.max(Math.abs(derivative), 0.1 * size, 1e-2);
    const what = names.get(variable) ?? 'the input';
    demand(
      Math.min(...errors) <= allowed,
      `${name}: the derivative along a direction of ${what} is ${derivative}, measured ${measured.join(', ')}.`,
    );
  }
}

function checkStep(testCase: ModuleCase): void {
  const module = made(testCase);
  const variables = module.trainableVariables();
  if (variables.length === 0) return;
  const input = testCase.input(new Random(2));
  const random = new Random(23);
  const targets = testCase.output.map((shape) => {
    const size = shape.reduce((product, n) => product * n, 1);
    return tf.tensor(
      Float32Array.from({ length: size }, () => random.normal()),
      [...shape],
    );
  });
  const loss = (): tf.Scalar => {
    const parts = tensorsIn(module.forward(input, context(true))).map((tensor, i) =>
      tf.mean(tf.square(tf.sub(tensor, targets[i]))),
    );
    return tf.addN(parts) as tf.Scalar;
  };
  const state = module.stateDict();
  const before = tf.memory().numTensors;
  const { value, grads } = tf.variableGrads(loss, variables);
  const leaked = tf.memory().numTensors - before - 1 - Object.keys(grads).length;
  demand(leaked === 0, `${leaked} tensors leaked by a gradient.`);
  const first = value.dataSync()[0];
  for (const rate of [0.1, 0.01, 0.001]) {
    module.loadStateDict(state);
    tf.tidy(() => {
      for (const variable of variables) {
        const gradient = grads[variable.name];
        if (gradient) variable.assign(tf.sub(variable, tf.mul(gradient, rate)));
      }
    });
    if (tf.tidy(() => loss().dataSync()[0]) < first) return;
  }
  throw new Error(`No step along the gradient lowers the loss from ${first}.`);
}

function checkInvalid({ invalid = [], ...testCase }: ModuleCase): void {
  const module = made(testCase);
  for (const [i, makeInput] of invalid.entries()) {
    const input = makeInput();
    const before = tf.memory().numTensors;
    let thrown: unknown;
    try {
      module.forward(input, context(true));
    } catch (error) {
      thrown = error;
    }
    demand(thrown !== undefined, `Input ${i} was accepted.`);
    demand(thrown instanceof InvalidArgumentError, `Input ${i}: threw ${thrown} instead of an InvalidArgumentError.`);
    demand(
      tf.memory().numTensors === before,
      `Input ${i}: ${tf.memory().numTensors - before} tensors leaked by a throw.`,
    );
  }
}
