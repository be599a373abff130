import { concat, engine, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type FlatTree, flattenTree } from '../compile/tree.js';
import { engineInfo } from '../engines/select.js';
import { EngineUnavailableError, Got, InvalidArgumentError } from '../errors.js';
import type { OnnxBackend } from '../onnx/backend.js';
import type { Edge, GraphNode } from '../onnx/graph.js';
import { encodeModel } from '../onnx/model-proto.js';
import { CompileError } from '../onnx/trace.js';
import type { Elements } from '../onnx/types.js';
import { type BatchTrace, checkResultShapes, type OpenModel, openBatch } from './open-batch.js';
import { FixedBatchError } from './open-constant.js';
import { type RecordedModel, recordModel } from './recorded-model.js';
import { inStandardOperators } from './standard-operators.js';

/** Options of {@link exportOnnx}. */
export interface ExportOptions {
  /** Names of the inputs, one per tensor of the arguments. @default 'input0', 'input1', ... */
  readonly inputNames?: readonly string[];
  /** Names of the outputs, one per tensor of the result. @default 'output0', 'output1', ... */
  readonly outputNames?: readonly string[];
  /**
   * Whether the model takes batches of any size. True asks for it, and is an error where the function does not allow it; false writes
   * the sizes of the examples; left out, the size is open where the function allows it.
   */
  readonly dynamicBatch?: boolean;
}

/** What {@link exportOnnx} wrote. */
export interface ExportedModel {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: number;
  /** Whether the batch size is open. */
  readonly dynamicBatch: boolean;
  /** What stands in the way of an open batch size, where one was looked for in vain. */
  readonly fixedBatchReason?: string;
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
 * The batch is the first dimension of the first input that has one, and of every input as long in its first dimension. The function is
 * recorded for three batch sizes, that of the examples among them, and whatever differs between them (shapes, initial states, ranges,
 * means) is computed from the size in the model. Where the function does something else for another size, the size stays that of the examples.
 *
 * @param fn a synchronous function of tensors, as for `compile`
 * @param inputs example arguments: shapes and types count
 * @param file where to write the model; left out, it is only returned (the only way in a browser)
 * @throws InvalidArgumentError for inputs that are strings, complex or disposed, and for a name that is given twice
 * @throws CompileError if the function cannot be recorded, or `dynamicBatch: true` cannot be had
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
  for (const leaf of flattenTree(inputs).leaves) {
    if (leaf.isDisposed || leaf.dtype === 'string' || leaf.dtype === 'complex64') {
      const got = leaf.isDisposed ? new Got('a disposed tensor') : leaf;
      throw new InvalidArgumentError('inputs', 'exportOnnx', 'be float32, int32 or bool tensors', got);
    }
  }
  const opened = options.dynamicBatch === false ? undefined : recordOpen(backend, fn, inputs);
  const fixedBatchReason = typeof opened === 'string' ? opened : undefined;
  if (options.dynamicBatch && fixedBatchReason !== undefined) {
    throw new CompileError(`exportOnnx cannot leave the batch size open: ${fixedBatchReason}`);
  }
  const open = typeof opened === 'object' ? opened : undefined;
  const model = open?.model ?? recordModel(backend, fn, inputs);
  let written: ReturnType<typeof write>;
  try {
    written = write(backend, model, options, open);
  } finally {
    model.dispose();
  }
  const { bytes, nodes, ...names } = written;
  if (file !== undefined) await process.getBuiltinModule('node:fs/promises').writeFile(file, bytes);
  return { ...names, nodes, dynamicBatch: open !== undefined, fixedBatchReason, bytes };
}

/** Writes a recorded model: variables that are only read become weights, the others inputs and outputs. */
function write(
  backend: OnnxBackend,
  { nodes: recorded, inputs, outputs }: RecordedModel,
  options: ExportOptions,
  open: OpenModel | undefined,
) {
  const edges = outputs.map(({ edge }) => edge);
  const assigned = new Set(outputs.flatMap(({ target }) => (target.kind === 'variable' ? [target.variable] : [])));
  const names = new Map<Edge, string>();
  const weights = new Map<Edge, Elements>();
  const inputNames: string[] = [];
  for (const { edge, source } of inputs) {
    let name = edge.name;
    if (source.kind === 'argument') name = options.inputNames?.[source.index] ?? `input${source.index}`;
    else if (source.kind === 'variable') name = source.variable.name;
    names.set(edge, name);
    const isInput = source.kind !== 'captured' && !(source.kind === 'variable' && !assigned.has(source.variable));
    if (isInput) inputNames.push(name);
    else
      weights.set(
        edge,
        elementsOf(backend, source.kind === 'variable' ? source.variable.dataId : source.dataId).slice(),
      );
  }
  const outputNames = outputs.map(({ target }) =>
    target.kind === 'variable'
      ? `${target.variable.name}.next`
      : (options.outputNames?.[target.index] ?? `output${target.index}`),
  );
  edges.forEach((edge, i) => {
    names.set(edge, outputNames[i]);
  });
  checkNames(options, [...names.values()]);
  const nodes: readonly GraphNode[] = inStandardOperators(open?.nodes ?? recorded);
  const graph = { nodes, inputs: inputs.map(({ edge }) => edge) };
  const { bytes, nodes: count } = encodeModel(graph, edges, { names, weights, openShapes: open?.openShapes });
  return { inputs: inputNames, outputs: outputNames, nodes: count, bytes };
}

/** Names are those of different things: of inputs, of outputs and of variables. */
function checkNames({ inputNames, outputNames }: ExportOptions, all: readonly string[]): void {
  const twice = all.find((name, i) => all.indexOf(name) !== i);
  if (twice === undefined) return;
  const argument = outputNames?.includes(twice) && !inputNames?.includes(twice) ? 'outputNames' : 'inputNames';
  throw new InvalidArgumentError(argument, 'exportOnnx', 'leave every name to one input, output or variable', twice);
}

function elementsOf(backend: OnnxBackend, dataId: object): Elements {
  return backend.computed(dataId).values as unknown as Elements;
}

/** Batch sizes that no other dimension is likely to have. */
const BATCH_SIZES = [7, 11, 13];

/** Three sizes to record; that of the examples is among them, unless it is 1, for which much is simpler. */
function batchSizes(own: number): number[] {
  return own === 1 ? BATCH_SIZES : [...BATCH_SIZES.filter((size) => size !== own).slice(0, 2), own];
}

/** Records `fn` for several batch sizes and leaves the size open, or says why that cannot be. */
function recordOpen(
  backend: OnnxBackend,
  fn: (...args: never[]) => unknown,
  inputs: readonly unknown[],
): (OpenModel & { readonly model: RecordedModel }) | string {
  const flat = flattenTree(inputs);
  const batched = flat.leaves.find((leaf) => leaf.rank > 0 && leaf.size > 0);
  if (!batched) return 'no input has a first dimension';
  const isBatched = ({ rank, shape }: Tensor): boolean => rank > 0 && shape[0] === batched.shape[0];
  const traces: BatchTrace[] = [];
  const own = batched.shape[0];
  const sizes = batchSizes(own);
  try {
    for (const size of sizes) {
      traces.push({ size, model: recordBatch(backend, fn, flat, isBatched, size) });
    }
    const batchOf = ({ inputs: given }: RecordedModel): Edge | undefined =>
      given.find(({ source }) => source.kind === 'argument' && isBatched(flat.leaves[source.index]))?.edge;
    const open = openBatch(traces, batchOf);
    if (own === 1) {
      // one sample is simpler than several, also for the function: it must at least give results of the same form
      traces.push({ size: own, model: recordBatch(backend, fn, flat, isBatched, own) });
      checkResultShapes(traces);
    }
    return { ...open, model: (traces.shift() as BatchTrace).model };
  } catch (error) {
    if (error instanceof FixedBatchError) return error.message;
    return `the function fails for a batch of ${sizes[traces.length] ?? own} (${(error as Error).message})`;
  } finally {
    for (const { model } of traces) model.dispose();
  }
}

/** Records `fn` for examples whose batch is repeated or cut to `size`. */
function recordBatch(
  backend: OnnxBackend,
  fn: (...args: never[]) => unknown,
  flat: FlatTree,
  isBatched: (leaf: Tensor) => boolean,
  size: number,
): RecordedModel {
  const resized = (leaf: Tensor): Tensor =>
    tidy(() => concat(Array.from({ length: size }, (_, i) => slice(leaf, i % leaf.shape[0], 1))));
  const leaves = flat.leaves.map((leaf) => (isBatched(leaf) ? resized(leaf) : leaf));
  try {
    return recordModel(backend, fn, flat.rebuild(leaves) as unknown[]);
  } finally {
    leaves.forEach((leaf, i) => {
      if (leaf !== flat.leaves[i]) leaf.dispose();
    });
  }
}
