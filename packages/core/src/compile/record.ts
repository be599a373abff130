import { clone, engine, keep, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { OnnxBackend } from '../onnx/backend.js';
import type { Edge, Graph } from '../onnx/graph.js';
import type { Origin } from '../onnx/graph-runner.js';
import type { TensorEntry } from '../onnx/tensor-entry.js';
import { CompileError, type Source, Trace } from '../onnx/trace.js';
import type { Plan, Target } from './plan.js';
import { type FlatTree, flattenTree } from './tree.js';

export interface Recorded {
  /** What the function returned, computed. */
  readonly result: unknown;
  /** Undefined if the function created variables: they must exist before it can be compiled, so the next call records again. */
  readonly plan?: Plan;
  readonly graph: Graph;
  /** The edges that the plan's program computes. */
  readonly outputs: readonly Edge[];
}

const variablesNow = (): Variable[] => Object.values(engine().registeredVariables);

/**
 * Runs `fn` once while everything it does is recorded, and makes a plan of it. If it throws, variables are as they were before.
 *
 * @param options `freeze`: write the present values of variables into the graph; `portable`: record for any runtime, not for this one
 */
export function record(
  backend: OnnxBackend,
  fn: (...args: never[]) => unknown,
  args: FlatTree,
  { freeze = false, portable = false } = {},
): Recorded {
  const trace = new Trace(portable);
  const before = variablesNow();
  const entries = new Map<Variable, TensorEntry>();
  for (const variable of before) {
    // a variable made from another shares its data until one of them is assigned: here each must stand for itself
    if (trace.sources.has(backend.computed(variable.dataId))) replaceData(backend, variable);
    const entry = backend.computed(variable.dataId);
    entries.set(variable, entry);
    if (freeze) trace.frozen.add(entry);
    else trace.sources.set(entry, { kind: 'variable', variable });
  }
  const copies: Tensor[] = [];
  const leaves = args.leaves.map((leaf, index) => {
    let given = leaf;
    if (trace.sources.has(backend.computed(leaf.dataId))) {
      given = copyOf(backend, leaf);
      copies.push(given);
    }
    trace.sources.set(backend.computed(given.dataId), { kind: 'argument', index });
    return given;
  });
  const saved = before.map((variable) => clone(variable));
  backend.startTrace(trace);
  try {
    const result = tidy(() => fn(...(args.rebuild(leaves) as never[])) as never) as unknown;
    if (result instanceof Promise) throw new CompileError('A compiled function cannot be asynchronous');
    if (leaves.some((leaf) => leaf.isDisposed))
      throw new CompileError('A compiled function cannot dispose its arguments');
    const flat = flattenTree(result);
    if (flat.leaves.some((leaf) => leaf.isDisposed))
      throw new CompileError('A compiled function cannot return a disposed tensor');
    // entries are looked up while they are still pending: they stay the same objects
    const targets = new Map<TensorEntry, Target[]>();
    const aim = (tensor: Tensor, target: Target): void => {
      const entry = backend.data.get(tensor.dataId) as unknown as TensorEntry;
      targets.set(entry, [...(targets.get(entry) ?? []), target]);
    };
    flat.leaves.forEach((leaf, index) => {
      aim(leaf, { kind: 'leaf', index });
    });
    const after = variablesNow();
    for (const variable of after) {
      const entry = backend.data.get(variable.dataId) as unknown as TensorEntry;
      if (entries.get(variable) === entry) continue;
      if (freeze)
        throw new CompileError(`A function compiled with 'freeze' cannot assign the variable '${variable.name}'`);
      aim(variable, { kind: 'variable', variable });
    }
    const { program, origins, feeds, graph, outputs } = backend.finishTrace();
    const createdVariables = after.some((variable) => !entries.has(variable));
    if (createdVariables) {
      program?.dispose();
      return { result, graph, outputs };
    }
    const sources = feeds.map((entry) => trace.sources.get(entry) as Source);
    return { result, plan: makePlan(program, sources, flat, targets, origins, trace), graph, outputs };
  } catch (error) {
    if (backend.trace) backend.abortTrace(error as Error);
    before.forEach((variable, i) => {
      if (!variable.isDisposed) variable.assign(saved[i] as never);
    });
    throw error;
  } finally {
    for (const tensor of [...saved, ...copies]) tensor.dispose();
  }
}

/** A tensor of the same numbers in memory of its own. */
function copyOf(backend: OnnxBackend, tensor: Tensor): Tensor {
  const elements = backend.computed(tensor.dataId).values as Float32Array;
  return engine().makeTensorFromTensorInfo(
    backend.adopt(elements.slice(), tensor.shape, tensor.dtype as 'float32'),
    backend,
  );
}

function replaceData(backend: OnnxBackend, variable: Variable): void {
  const copy = copyOf(backend, variable);
  variable.assign(copy as never);
  copy.dispose();
}

function makePlan(
  program: Plan['program'],
  sources: readonly Source[],
  result: FlatTree,
  targetsOf: ReadonlyMap<TensorEntry, readonly Target[]>,
  origins: ReadonlyMap<TensorEntry, Origin>,
  trace: Trace,
): Plan {
  const targets: Target[][] = (program?.outputs ?? []).map(() => []);
  const passed: { source: Source; target: Target }[] = [];
  const constants: { tensor: Tensor; target: Target }[] = [];
  const hold = (target: Target): void => {
    const tensor = target.kind === 'leaf' ? result.leaves[target.index] : target.variable;
    constants.push({ tensor: tidy(() => keep(clone(tensor))), target });
  };
  for (const [entry, wanted] of targetsOf) {
    const origin = origins.get(entry);
    const source = origin?.kind === 'input' ? sources[origin.index] : trace.sources.get(entry);
    for (const target of wanted) {
      if (origin?.kind === 'output') targets[origin.index].push(target);
      else if (source && source.kind !== 'captured') passed.push({ source, target });
      else hold(target);
    }
  }
  return { program, sources, targets, passed, constants, result };
}
