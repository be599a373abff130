import { concat, engine, slice, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { disposePlan, type Plan } from '../compile/plan.js';
import { type Recorded, record } from '../compile/record.js';
import { flattenTree } from '../compile/tree.js';
import { engineInfo } from '../engines/select.js';
import { EngineUnavailableError } from '../errors.js';
import type { OnnxBackend } from '../onnx/backend.js';
import type { Edge, GraphNode } from '../onnx/graph.js';
import { encodeModel } from '../onnx/model-proto.js';
import type { Elements } from '../onnx/types.js';
import { openBatch } from './open-batch.js';
import { inStandardOperators } from './standard-operators.js';

/** Options of {@link exportOnnx}. */
export interface ExportOptions {
  /** Names of the inputs, one per tensor of the arguments. @default 'input0', 'input1', ... */
  readonly inputNames?: readonly string[];
  /** Names of the outputs, one per tensor of the result. @default 'output0', 'output1', ... */
  readonly outputNames?: readonly string[];
  /**
   * Leave the first dimension of inputs and outputs open where the graph allows it.
   * @default true
   */
  readonly dynamicBatch?: boolean;
}

/** What {@link exportOnnx} wrote. */
export interface ExportedModel {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: number;
  /** Whether the first dimension is open. */
  readonly dynamicBatch: boolean;
  /** The model, an ONNX ModelProto. */
  readonly bytes: Uint8Array;
}

/**
 * Writes a function of tensors as an ONNX model (opset 21, standard operators only) that any ONNX runtime can run.
 *
 * Variables that the function reads become weights of the model. Variables that it assigns, as a training step does, become inputs
 * of their name and outputs named `<name>.next`. The function is run to record it; variables are afterwards as they were.
 * Tensors keep the layout they have here: images are channels last.
 *
 * @param fn a synchronous function of tensors, as for `compile`
 * @param inputs example arguments: shapes and types count
 * @param file where to write the model; left out, it is only returned (the only way in a browser)
 * @throws CompileError if the function cannot be recorded
 * @throws EngineUnavailableError on another engine than `onnx`
 *
 * @example
 * ```ts
 * import { exportOnnx, tf } from '@ai/core';
 *
 * const weight = tf.variable(tf.ones([4, 2]));
 * const { bytes, inputs, outputs } = await exportOnnx((x: tf.Tensor) => x.matMul(weight).relu(), [tf.zeros([3, 4])]);
 * ```
 */
export async function exportOnnx<Args extends readonly unknown[]>(
  fn: (...args: Args) => unknown,
  inputs: Args,
  file?: string,
  options: ExportOptions = {},
): Promise<ExportedModel> {
  if (engineInfo().name !== 'onnx')
    throw new EngineUnavailableError("exportOnnx needs the engine 'onnx': await setEngine('onnx')");
  const backend = engine().backend as OnnxBackend;
  const { recorded, plan } = recordOnly(backend, fn, inputs);
  const outputs = outputsOf(recorded.outputs, plan);
  const edges = outputs.map(({ edge }) => edge);
  const open = (options.dynamicBatch ?? true) ? openGraph(backend, fn, inputs, recorded, edges) : undefined;

  const assigned = new Set(outputs.flatMap(({ variable }) => (variable ? [variable] : [])));
  const names = new Map<Edge, string>();
  const weights = new Map<Edge, Elements>();
  const inputNames: string[] = [];
  for (const [i, edge] of recorded.graph.inputs.entries()) {
    const source = plan.sources[i];
    let name = edge.name;
    if (source.kind === 'argument') name = options.inputNames?.[source.index] ?? `input${source.index}`;
    else if (source.kind === 'variable') name = source.variable.name;
    names.set(edge, name);
    if (source.kind === 'argument' || (source.kind === 'variable' && assigned.has(source.variable)))
      inputNames.push(name);
    else if (source.kind === 'draw') inputNames.push(name);
    else
      weights.set(
        edge,
        elementsOf(backend, source.kind === 'variable' ? source.variable.dataId : source.dataId).slice() as Elements,
      );
  }
  const outputNames = outputs.map(({ variable, leaf }) =>
    variable ? `${variable.name}.next` : (options.outputNames?.[leaf] ?? `output${leaf}`),
  );
  edges.forEach((edge, i) => {
    names.set(edge, outputNames[i]);
  });
  const copies = edges.flatMap(({ node }) => (node?.op === 'Identity' ? [node] : []));
  const graph = {
    nodes: inStandardOperators([...(open?.nodes ?? recorded.graph.nodes), ...copies]),
    inputs: recorded.graph.inputs,
  };
  const { bytes, nodes } = encodeModel(graph, edges, { names, weights, openShapes: open?.openShapes });
  disposePlan(backend, plan);
  if (file !== undefined) await process.getBuiltinModule('node:fs/promises').writeFile(file, bytes);
  return { inputs: inputNames, outputs: outputNames, nodes, dynamicBatch: open !== undefined, bytes };
}

function elementsOf(backend: OnnxBackend, dataId: object): Elements {
  return backend.computed(dataId).values as unknown as Elements;
}

/** Records `fn` and puts variables back to what they were. */
function recordOnly(
  backend: OnnxBackend,
  fn: (...args: never[]) => unknown,
  inputs: readonly unknown[],
): { recorded: Recorded; plan: Plan } {
  const saved = Object.values(engine().registeredVariables).map((variable) => [variable, variable.clone()] as const);
  try {
    let recorded = record(backend, fn as never, flattenTree(inputs), { portable: true });
    // the first step of an optimiser only creates its variables
    if (!recorded.plan) recorded = record(backend, fn as never, flattenTree(inputs), { portable: true });
    if (!recorded.plan) throw new Error('exportOnnx: the function creates new variables at every call.');
    for (const leaf of flattenTree(recorded.result).leaves) leaf.dispose();
    return { recorded, plan: recorded.plan };
  } finally {
    for (const [variable, value] of saved) {
      variable.assign(value as never);
      value.dispose();
    }
  }
}

interface Output {
  readonly edge: Edge;
  readonly variable?: Variable;
  readonly leaf: number;
}

function outputsOf(edges: readonly Edge[], plan: Plan): Output[] {
  if (plan.passed.length > 0 || plan.constants.length > 0) {
    throw new Error(
      'exportOnnx: a result is an argument or a constant itself; an ONNX model only has outputs that it computes.',
    );
  }
  const outputs = edges.flatMap((edge, i) =>
    plan.targets[i].map((target, k): Output => {
      // a result that is wanted twice is a second output
      const own = k === 0 ? edge : copyOf(edge, k);
      return target.kind === 'variable'
        ? { edge: own, variable: target.variable, leaf: -1 }
        : { edge: own, leaf: target.index };
    }),
  );
  const order = ({ variable, leaf }: Output): number => (variable ? Number.POSITIVE_INFINITY : leaf);
  return outputs.sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
}

function copyOf(edge: Edge, k: number): Edge {
  const outputs: Edge[] = [];
  const node: GraphNode = { op: 'Identity', domain: '', inputs: [edge], outputs, attributes: {} };
  outputs.push({ name: `${edge.name}_${k}`, shape: edge.shape, dtype: edge.dtype, node });
  return outputs[0];
}

/** Records once more with one sample more, and compares. */
function openGraph(
  backend: OnnxBackend,
  fn: (...args: never[]) => unknown,
  inputs: readonly unknown[],
  recorded: Recorded,
  edges: readonly Edge[],
) {
  const flat = flattenTree(inputs);
  if (
    flat.leaves.length === 0 ||
    flat.leaves.some((leaf) => leaf.rank === 0 || leaf.shape[0] !== flat.leaves[0].shape[0])
  )
    return undefined;
  const larger = flat.leaves.map((leaf) => tidy(() => concat([leaf, slice(leaf, 0, 1)]) as Tensor));
  try {
    const other = recordOnly(backend, fn, flat.rebuild(larger) as unknown[]);
    const outputs = outputsOf(other.recorded.outputs, other.plan).map(({ edge }) => edge);
    disposePlan(backend, other.plan);
    return openBatch(recorded.graph, edges, other.recorded.graph, outputs);
  } catch {
    return undefined; // the function works for its own batch size only
  } finally {
    for (const leaf of larger) leaf.dispose();
  }
}
