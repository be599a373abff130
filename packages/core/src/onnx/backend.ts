import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type {
  BackendValues,
  DataId,
  DataType,
  KernelFunc,
  NamedAttrMap,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import { channelBlock } from './channel-block.js';
import { DeviceArray, type Stored } from './device-array.js';
import type { Graph } from './graph.js';
import { GraphRunner, type RunRecord } from './graph-runner.js';
import { checkIndices } from './index-check.js';
import type { Inputs, Lowering } from './lowerings/lowering.js';
import { PendingGraph } from './pending-graph.js';
import type { Program, ProgramSettings } from './program.js';
import { SignatureTree } from './signature.js';
import { elementsOf, isEmpty, settle, type TensorEntry, uniformValue } from './tensor-entry.js';
import { CompileError, type Trace } from './trace.js';
import { allocate, asElements, type Elements, type ElementType, sizeOf } from './types.js';
import { cast, reshape, Value } from './value.js';

/** Settings of {@link OnnxBackend}. */
export interface OnnxBackendOptions extends ProgramSettings {
  /** Run every kernel at once and check its results, to find the one that fails or first gives NaN. */
  readonly debug: boolean;
}

const SIGNATURES_KEPT = 1_000_000;
/** Larger tensors from outside of a compiled function are fed to it instead of written into it. */
const TRACED_CONSTANT_LIMIT = 4096;
/** A program that reads no value is cut after this many nodes, where it repeats; at the latest after eight times as many. */
const LONG_GRAPH = 2048;

interface KernelCall {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs?: NamedAttrMap;
}

/**
 * TensorFlow.js's backend on ONNX Runtime. Kernels are recorded into a pending graph; when a value is read, the graph runs as one
 * session, kept for the next graph of the same structure. Kernels without a lowering run as TensorFlow.js's JavaScript kernels on
 * the same memory.
 */
export class OnnxBackend extends MathBackendCPU {
  private readonly debug: boolean;
  private readonly runner: GraphRunner;
  private readonly signatures = new SignatureTree();
  private pending: PendingGraph;

  constructor(options: OnnxBackendOptions) {
    super();
    this.runner = new GraphRunner({ threads: options.threads, device: options.device });
    this.debug = options.debug;
    this.pending = this.newPending();
    // the JavaScript backend's advice to install another one does not hold here
    Object.assign(this, { firstUse: false });
  }

  private newPending(trace?: Trace): PendingGraph {
    const { device } = this.settings;
    return new PendingGraph(this.signatures, { device, channelBlock: device === 'cpu' ? channelBlock() : 0 }, trace);
  }

  /** What runs graphs; the same object as long as nothing changes. */
  get settings(): ProgramSettings {
    return this.runner.settings;
  }

  /** Changes threads or device; graphs are built anew. */
  set settings({ threads, device }: ProgramSettings) {
    if (threads === this.settings.threads && device === this.settings.device) return;
    this.flush();
    this.runner.settings = { threads, device };
    this.pending = this.newPending();
  }

  /** Numbers for engineInfo(). */
  statistics() {
    return this.runner.statistics();
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = super.write(values, shape, dtype);
    if (dtype === 'float32') this.entryOf(dataId).uniform = uniformValue(values as Float32Array, shape);
    return dataId;
  }

  override readSync(dataId: DataId): BackendValues {
    const entry = this.entryOf(dataId);
    if (this.isTraced(entry)) {
      throw new CompileError('A compiled function cannot read the value of a tensor that changes from call to call');
    }
    this.compute(entry);
    entry.owned = false; // from now on the caller may hold the array
    return super.readSync(dataId);
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const entry = this.entryOf(dataId);
    const gone = super.disposeData(dataId, force);
    if (gone) {
      entry.disposed = true;
      if (entry.resident || entry.owned) {
        const stored = entry.resident ?? (entry.values as unknown as Elements);
        const dtype = entry.dtype as ElementType;
        if (entry.fed?.graph === this.pending) this.pending.lent.push([stored, dtype]);
        else this.giveBack(stored, dtype);
      }
    }
    return gone;
  }

  override dispose(): void {
    this.pending = this.newPending();
    this.runner.clear();
  }

  /** Records a kernel by its lowering, or runs TensorFlow.js's JavaScript kernel where there is none for these inputs. */
  execute(
    kernel: string,
    lowering: Lowering | undefined,
    fallback: KernelFunc,
    call: KernelCall,
  ): TensorInfo | TensorInfo[] {
    const result = (lowering && this.record(kernel, lowering, call)) ?? this.runInJavaScript(kernel, fallback, call);
    if (this.debug && !this.pending.trace) this.inspect(kernel, call.inputs, result);
    return result;
  }

  /** A tensor of one number. Zeros and ones are written into the graph; another number is data, and an input. */
  fill(shape: readonly number[], value: number, dtype: 'float32' | 'int32' | 'bool'): TensorInfo {
    const { graph, trace } = this.pending;
    if (trace || value === 0 || value === 1) return this.pendingTensor(Value.filled(graph, shape, dtype, value));
    const scalar = this.makeTensorInfo([], dtype, asElements(dtype, [value]) as Float32Array);
    const edge = this.graphValue(scalar).broadcastable();
    this.disposeData(scalar.dataId);
    return this.pendingTensor(Value.broadcast(graph, shape, edge));
  }

  private record(
    kernel: string,
    lowering: Lowering,
    { inputs, attrs }: KernelCall,
  ): TensorInfo | TensorInfo[] | undefined {
    for (const name in inputs) {
      const input = inputs[name];
      if (input && (input.dtype === 'string' || input.dtype === 'complex64' || sizeOf(input.shape) === 0))
        return undefined;
    }
    checkIndices(kernel, inputs, attrs, (info) => this.entryOf(info.dataId).values as Int32Array | undefined);
    this.cutLongGraph(kernel, inputs);
    const values: Record<string, Value> = {};
    for (const name in inputs) if (inputs[name]) values[name] = this.graphValue(inputs[name]);
    const result = lowering(this.pending.graph, values as Inputs, attrs ?? {});
    if (!result) return undefined;
    const given = (value: Value): TensorInfo => this.resultOf(kernel, value);
    return result instanceof Value ? given(result) : result.map(given);
  }

  private runInJavaScript(
    kernel: string,
    fallback: KernelFunc,
    { inputs, attrs }: KernelCall,
  ): TensorInfo | TensorInfo[] {
    // some kernels take lists of tensors
    for (const input of Object.values(inputs).flat()) {
      if (!input) continue;
      const entry = this.entryOf(input.dataId);
      if (this.isTraced(entry)) {
        const given = Object.values(inputs)
          .flat()
          .map((each) => `${each?.dtype}[${each?.shape}]`);
        throw new CompileError(`Kernel ${kernel} has no ONNX lowering for ${given.join(', ')} and cannot be compiled`);
      }
      this.compute(entry);
      entry.owned = false; // the kernel's result may be a view of the same array
    }
    return fallback({ inputs, attrs, backend: this });
  }

  /** A program that never reads a value would record for ever. Cutting it where it repeats gives the same graph again and again. */
  private cutLongGraph(kernel: string, inputs: NamedTensorInfoMap): void {
    const { length } = this.pending.graph.nodes;
    if (this.pending.trace || (length > 0 && length < LONG_GRAPH)) return;
    const signature = `${kernel} ${Object.values(inputs).map((input) => input?.shape)}`;
    this.pending.firstKernel ??= signature;
    if (length >= 8 * LONG_GRAPH || (length >= LONG_GRAPH && signature === this.pending.firstKernel)) {
      this.flush();
      this.pending.firstKernel = signature;
    }
  }

  /** The tensor as a value of the pending graph. */
  private graphValue(info: TensorInfo): Value {
    const entry = this.entryOf(info.dataId);
    if (entry.failure) throw entry.failure;
    const dtype = info.dtype as ElementType;
    let value = entry.pending?.value ?? (entry.fed?.graph === this.pending ? entry.fed.value : undefined);
    if (!value) {
      value = this.constantValue(entry, info);
      if (!value) {
        value = Value.of(this.pending.graph, this.pending.graph.input(info.shape, dtype));
        this.pending.feeds.push(entry);
      }
      entry.fed = { graph: this.pending, value };
    }
    // JavaScript kernels may relabel data (an int32 array as float32) or share it in another shape
    return reshape(cast(value, dtype), info.shape);
  }

  /** The entry's numbers written into the graph, where they are the same at every run. */
  private constantValue(entry: TensorEntry, info: TensorInfo): Value | undefined {
    const { graph, trace } = this.pending;
    const dtype = info.dtype as ElementType;
    if (!trace) return entry.uniform === undefined ? undefined : Value.filled(graph, info.shape, dtype, entry.uniform);
    if (trace.sources.has(entry)) return undefined;
    const elements = elementsOf(entry, dtype);
    if (
      dtype !== 'int64' &&
      elements.length > 0 &&
      (elements as Float32Array).every((value) => value === elements[0])
    ) {
      return Value.filled(graph, info.shape, dtype, Number(elements[0]));
    }
    if (trace.frozen.has(entry)) return Value.of(graph, graph.uniqueConstant(dtype, elements.slice(), info.shape));
    if (elements.length <= TRACED_CONSTANT_LIMIT) {
      return Value.of(graph, graph.constant(dtype, elements.slice(), info.shape));
    }
    this.incRef(info.dataId); // the compiled function keeps it
    trace.sources.set(entry, { kind: 'captured', dataId: info.dataId });
    return undefined;
  }

  /** Whether a function is being recorded for `compile` and the entry's numbers differ from call to call. */
  private isTraced(entry: TensorEntry): boolean {
    const { trace } = this.pending;
    if (!trace || isEmpty(entry)) return false;
    return entry.pending !== undefined || trace.isLifted(entry);
  }

  /** Starts to record kernels for `compile`; ends with {@link finishTrace} or {@link abortTrace}. */
  startTrace(trace: Trace): void {
    this.flush();
    this.pending = this.newPending(trace);
  }

  /** What is known of the function that is being recorded for `compile`. */
  get trace(): Trace | undefined {
    return this.pending.trace;
  }

  /** Runs what was recorded and tells where every result came from. */
  finishTrace(): RunRecord & { readonly graph: Graph; readonly feeds: readonly TensorEntry[] } {
    const { feeds, graph } = this.pending;
    return { ...this.settlePending(), feeds, graph };
  }

  /** Drops what was recorded. */
  abortTrace(failure: Error): void {
    for (const entry of this.pending.results) Object.assign(entry, { pending: undefined, failure });
    this.pending = this.newPending();
  }

  /** Runs a compiled program on the numbers of `entries`. */
  runProgram(program: Program, entryOf: (input: number) => TensorEntry): Stored[] {
    return this.runner.run(program, entryOf);
  }

  /** A tensor of numbers that {@link runProgram} gave. */
  adopt(stored: Stored, shape: readonly number[], dtype: ElementType): TensorInfo {
    const dataId: DataId = {};
    const entry: TensorEntry = { values: undefined, dtype: dtype as DataType, refCount: 1 };
    settle(entry, stored);
    this.data.set(dataId, entry as never);
    return { dataId, shape: [...shape], dtype: dtype as DataType };
  }

  /** Gives back what {@link runProgram} gave and nobody wants. */
  giveBack(stored: Stored, dtype: ElementType): void {
    if (stored instanceof DeviceArray) stored.release();
    else this.runner.pool.give(dtype, stored);
  }

  /** The entry of a tensor, its numbers computed. */
  computed(dataId: DataId): TensorEntry {
    const entry = this.entryOf(dataId);
    this.compute(entry);
    return entry;
  }

  /** The tensor that a lowering made; an empty one needs no graph, which the runtime might not run. */
  private resultOf(kernel: string, value: Value): TensorInfo {
    const { shape, dtype } = value;
    if (shape.some((size) => size < 0)) throw new Error(`${kernel}: the result would be of shape [${shape}].`);
    if (value.size > 0) return this.pendingTensor(value);
    return this.makeTensorInfo([...shape], dtype as DataType, allocate(dtype, 0) as Float32Array);
  }

  /** A tensor whose numbers the pending graph will compute. */
  private pendingTensor(value: Value): TensorInfo {
    const dataId: DataId = {};
    const dtype = value.dtype as 'float32' | 'int32' | 'bool';
    const entry: TensorEntry = { values: undefined, dtype, refCount: 1, pending: { graph: this.pending, value } };
    this.data.set(dataId, entry as never);
    this.pending.results.push(entry);
    return { dataId, shape: [...value.shape], dtype };
  }

  private entryOf(dataId: DataId): TensorEntry {
    return this.data.get(dataId) as unknown as TensorEntry;
  }

  private compute(entry: TensorEntry): void {
    if (entry.pending) this.flush();
    if (entry.failure) throw entry.failure;
  }

  /** Runs everything recorded. A failure is kept for whoever reads one of the results; the next graph starts clean. */
  flush(): void {
    if (this.pending.trace) throw new CompileError('A compiled function cannot run a part of itself');
    if (this.pending.results.length === 0) return;
    if (this.signatures.size > SIGNATURES_KEPT) this.signatures.clear();
    try {
      this.settlePending();
    } catch {
      // kept in the entries
    }
  }

  /** Runs the pending graph, gives its results their numbers and starts a new one. @throws Error if it fails */
  private settlePending(): RunRecord {
    const pending = this.pending;
    const results = pending.results.filter((entry) => !entry.disposed);
    try {
      return this.runner.runPending(pending, results);
    } catch (cause) {
      const reason = (cause as Error).message.replace(/\s+/g, ' ');
      const failure = new Error(`The onnx engine failed to run the recorded operations: ${reason}`, { cause });
      for (const entry of results) if (entry.pending) entry.failure = failure;
      throw failure;
    } finally {
      for (const entry of pending.results) entry.pending = undefined;
      for (const [stored, dtype] of pending.lent) this.giveBack(stored, dtype);
      this.pending = this.newPending();
    }
  }

  /** Debugging: runs what was recorded and complains about the kernel that failed or turned finite numbers into NaN. */
  private inspect(kernel: string, inputs: NamedTensorInfoMap, result: TensorInfo | TensorInfo[]): void {
    this.flush();
    const isNaNIn = (info: TensorInfo | undefined): boolean => {
      const entry = info?.dtype === 'float32' ? this.entryOf(info.dataId) : undefined;
      if (entry?.failure)
        throw new Error(`Kernel ${kernel} failed: ${entry.failure.message}`, { cause: entry.failure });
      return entry?.values !== undefined && (entry.values as Float32Array).some(Number.isNaN);
    };
    const results = Array.isArray(result) ? result : [result];
    if (results.some(isNaNIn) && !Object.values(inputs).flat().some(isNaNIn)) {
      const shapes = Object.entries(inputs).map(([name, input]) => `${name} [${input?.shape}]`);
      throw new Error(`Kernel ${kernel} gave NaN for finite inputs (${shapes.join(', ')}).`);
    }
  }
}
