import { cast, clone, engine, reshape, type Tensor, tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { OnnxBackend } from '../onnx/backend.js';
import { duplicate } from '../onnx/device-array.js';
import type { Program } from '../onnx/program.js';
import type { TensorEntry } from '../onnx/tensor-entry.js';
import type { Source } from '../onnx/trace.js';
import type { FlatTree } from './tree.js';

/** Who gets a result: a variable, or the leaf of that index of the returned tree. */
export type Target =
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'leaf'; readonly index: number };

/** A compiled function for arguments of one signature. */
export interface Plan {
  /** Undefined if nothing is computed: all results are constants or arguments. */
  readonly program?: Program;
  /** Where the graph's input of each index comes from. */
  readonly sources: readonly Source[];
  /** For each output of the program, who gets it. */
  readonly targets: readonly (readonly Target[])[];
  /** Results that are one of the inputs, unchanged. */
  readonly passed: readonly { readonly source: Source; readonly target: Target }[];
  /** Results that never change. */
  readonly constants: readonly { readonly tensor: Tensor; readonly target: Target }[];
  readonly result: FlatTree;
}

/** Runs a plan on the leaves of its arguments. */
export function runPlan(backend: OnnxBackend, plan: Plan, args: readonly Tensor[]): unknown {
  const { program, sources } = plan;
  const leaves: Tensor[] = [];
  const temporary: Tensor[] = [];
  const give = (target: Target, made: Tensor): void => {
    if (target.kind === 'leaf') leaves[target.index] = made;
    else {
      target.variable.assign(made as never);
      temporary.push(made);
    }
  };
  // what the graph has in another shape, or the JavaScript kernels under another type, is the same data
  const wanted = (target: Target): Tensor =>
    target.kind === 'leaf' ? plan.result.leaves[target.index] : target.variable;
  const results = program ? backend.runProgram(program, (input) => entryOf(backend, sources[input], args)) : [];
  // variables that are passed on must be read before they are assigned
  const passed = plan.passed.map(({ source, target }) => {
    const { shape, dtype } = wanted(target);
    return { target, tensor: tidy(() => clone(cast(reshape(tensorOf(source, args), shape), dtype))) };
  });
  program?.outputs.forEach(({ dtype }, i) => {
    if (plan.targets[i].length === 0) backend.giveBack(results[i], dtype);
    plan.targets[i].forEach((target, k) => {
      const stored = k === 0 ? results[i] : duplicate(results[i]);
      give(target, engine().makeTensorFromTensorInfo(backend.adopt(stored, wanted(target).shape, dtype), backend));
    });
  });
  for (const { target, tensor } of passed) give(target, tensor);
  for (const { target, tensor } of plan.constants) give(target, tensor.clone());
  for (const each of temporary) each.dispose();
  return plan.result.rebuild(leaves);
}

function entryOf(backend: OnnxBackend, source: Source, args: readonly Tensor[]): TensorEntry {
  switch (source.kind) {
    case 'argument':
      return backend.computed(args[source.index].dataId);
    case 'variable':
      if (source.variable.isDisposed)
        throw new Error(`The compiled function needs the variable '${source.variable.name}', which is disposed.`);
      return backend.computed(source.variable.dataId);
    case 'captured':
      return backend.computed(source.dataId);
    case 'draw':
      return { values: source.fill() as never, dtype: 'float32', refCount: 1 };
  }
}

function tensorOf(source: Source, args: readonly Tensor[]): Tensor {
  if (source.kind === 'argument') return args[source.index];
  if (source.kind === 'variable') return source.variable;
  if (source.kind === 'draw') return tensor(source.fill());
  throw new Error('A captured tensor is a constant.');
}

/** Frees what a plan holds. */
export function disposePlan(backend: OnnxBackend, plan: Plan): void {
  plan.program?.dispose();
  for (const source of plan.sources) if (source.kind === 'captured') backend.disposeData(source.dataId);
  for (const { tensor } of plan.constants) tensor.dispose();
}
