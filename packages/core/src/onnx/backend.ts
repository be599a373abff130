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
import { BufferPool } from './buffer-pool.js';
import type { Edge } from './graph.js';
import { checkIndices } from './index-check.js';
import type { Inputs, Lowering } from './lowerings/lowering.js';
import { encodeModel } from './model-proto.js';
import { PendingGraph } from './pending-graph.js';
import { Session, tensor } from './runtime.js';
import { SessionCache } from './session-cache.js';
import { SignatureTree } from './signature.js';
import type { TensorEntry } from './tensor-entry.js';
import { asElements, type Elements, type ElementType, filled, sizeOf } from './types.js';
import { cast, reshape, Value } from './value.js';

/** Settings of {@link OnnxBackend}. */
export interface OnnxBackendOptions {
  /** Threads that one operator may use. */
  readonly threads: number;
  /** Run every kernel at once and check its results, to find the one that fails or first gives NaN. */
  readonly debug: boolean;
}

const SESSIONS_KEPT = 256;
const SIGNATURES_KEPT = 1_000_000;
const POOL_BYTES = 2 ** 30;
/** Below this much work (multiplications and elements), waking other threads costs more than they give. */
const SINGLE_THREAD_WORK = 200_000;
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
  /** Graphs run so far. */
  flushes = 0;
  private threads: number;
  private readonly debug: boolean;
  private readonly pool = new BufferPool(POOL_BYTES);
  private readonly sessions = new SessionCache(SESSIONS_KEPT);
  private readonly signatures = new SignatureTree();
  private pending = new PendingGraph(this.signatures);

  constructor(options: OnnxBackendOptions) {
    super();
    this.threads = options.threads;
    this.debug = options.debug;
    // the JavaScript backend's advice to install another one does not hold here
    Object.assign(this, { firstUse: false });
  }

  /** Changes the number of threads; sessions are built anew. */
  setThreads(threads: number): void {
    if (threads === this.threads) return;
    this.flush();
    this.sessions.clear();
    this.threads = threads;
  }

  /** Numbers for engineInfo(). */
  statistics() {
    return {
      threads: this.threads,
      graphsCached: this.sessions.size,
      graphsBuilt: this.sessions.built,
      flushes: this.flushes,
      pooledBytes: this.pool.bytes,
    };
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = super.write(values, shape, dtype);
    if (dtype === 'float32') this.entryOf(dataId).uniform = uniformValue(values as Float32Array, shape);
    return dataId;
  }

  override readSync(dataId: DataId): BackendValues {
    const entry = this.entryOf(dataId);
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
      if (entry.owned) {
        const array = entry.values as unknown as Elements;
        if (entry.fed?.graph === this.pending) this.pending.lent.push([entry.dtype as ElementType, array]);
        else this.pool.give(entry.dtype as ElementType, array);
      }
    }
    return gone;
  }

  override dispose(): void {
    this.pending = new PendingGraph(this.signatures);
    this.sessions.clear();
    this.pool.clear();
  }

  /** Records a kernel by its lowering, or runs TensorFlow.js's JavaScript kernel where there is none for these inputs. */
  execute(
    kernel: string,
    lowering: Lowering | undefined,
    fallback: KernelFunc,
    call: KernelCall,
  ): TensorInfo | TensorInfo[] {
    const result = (lowering && this.record(kernel, lowering, call)) ?? this.runInJavaScript(fallback, call);
    if (this.debug) this.inspect(kernel, call.inputs, result);
    return result;
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
    return result instanceof Value ? this.pendingTensor(result) : result.map((value) => this.pendingTensor(value));
  }

  private runInJavaScript(fallback: KernelFunc, { inputs, attrs }: KernelCall): TensorInfo | TensorInfo[] {
    // some kernels take lists of tensors
    for (const input of Object.values(inputs).flat()) {
      if (!input) continue;
      const entry = this.entryOf(input.dataId);
      this.compute(entry);
      entry.owned = false; // the kernel's result may be a view of the same array
    }
    return fallback({ inputs, attrs, backend: this });
  }

  /** A program that never reads a value would record for ever. Cutting it where it repeats gives the same graph again and again. */
  private cutLongGraph(kernel: string, inputs: NamedTensorInfoMap): void {
    const { length } = this.pending.graph.nodes;
    if (length > 0 && length < LONG_GRAPH) return;
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
      const { graph } = this.pending;
      if (entry.uniform !== undefined) value = Value.filled(graph, info.shape, dtype, entry.uniform);
      else {
        value = Value.of(graph, graph.input(info.shape, dtype));
        this.pending.feeds.push(entry);
      }
      entry.fed = { graph: this.pending, value };
    }
    // JavaScript kernels may relabel data (an int32 array as float32) or share it in another shape
    return reshape(cast(value, dtype), info.shape);
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
    const pending = this.pending;
    if (pending.results.length === 0) return;
    if (this.signatures.size > SIGNATURES_KEPT) this.signatures.clear();
    const results = pending.results.filter((entry) => !entry.disposed);
    try {
      this.runSession(pending, results);
    } catch (cause) {
      const reason = (cause as Error).message.replace(/\s+/g, ' ');
      const failure = new Error(`The onnx engine failed to run the recorded operations: ${reason}`, { cause });
      for (const entry of results) if (entry.pending) entry.failure = failure;
    } finally {
      for (const entry of pending.results) entry.pending = undefined;
      for (const [dtype, array] of pending.lent) this.pool.give(dtype, array);
      this.pending = new PendingGraph(this.signatures);
    }
  }

  private runSession(pending: PendingGraph, results: readonly TensorEntry[]): void {
    const byEdge = new Map<Edge, TensorEntry[]>();
    for (const entry of results) {
      const { value } = entry.pending as { value: Value };
      if (value.uniform !== undefined) settle(entry, filled(value.dtype, value.size, value.uniform));
      else {
        const edge = value.edge();
        const sharing = byEdge.get(edge);
        if (sharing) sharing.push(entry);
        else byEdge.set(edge, [entry]);
      }
    }
    for (const [edge, entries] of byEdge) {
      if (edge.node) continue;
      const source = edge.constant ?? this.elementsOf(pending.feeds[pending.graph.inputs.indexOf(edge)], edge.dtype);
      for (const entry of entries) settle(entry, source.slice());
    }
    const edges = [...byEdge.keys()].filter((edge) => edge.node);
    if (edges.length === 0) return;

    this.flushes++;
    const key = `${pending.signature}|${edges.map((edge) => edge.name)}`;
    const { session, inputs } = this.sessions.get(key, () => this.build(pending, edges));
    const feeds: Record<string, ReturnType<typeof tensor>> = {};
    pending.graph.inputs.forEach(({ name, dtype, shape }, i) => {
      if (inputs.has(name)) feeds[name] = tensor(dtype, this.elementsOf(pending.feeds[i], dtype), shape);
    });
    const fetches: Record<string, ReturnType<typeof tensor>> = {};
    const arrays = edges.map((edge) => this.pool.take(edge.dtype, sizeOf(edge.shape)));
    edges.forEach((edge, i) => {
      fetches[edge.name] = tensor(edge.dtype, arrays[i], edge.shape);
    });
    session.run(feeds, fetches);
    edges.forEach((edge, i) => {
      const [first, ...others] = byEdge.get(edge) as TensorEntry[];
      for (const entry of others) settle(entry, arrays[i].slice());
      settle(first, arrays[i]);
    });
  }

  private build(pending: PendingGraph, edges: readonly Edge[]) {
    const { bytes, inputs } = encodeModel(pending.graph, edges);
    const threads = pending.graph.work < SINGLE_THREAD_WORK ? 1 : this.threads;
    return { session: new Session(bytes, threads), inputs: new Set(inputs.map(({ name }) => name)) };
  }

  private elementsOf(entry: TensorEntry, dtype: ElementType): Elements {
    return asElements(dtype, entry.values as unknown as ArrayLike<number>);
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

function settle(entry: TensorEntry, array: Elements): void {
  entry.values = array as unknown as BackendValues;
  entry.pending = undefined;
  entry.owned = true;
}

/** 0 or 1 if all of `values` are that. A single number in an array is data, not a constant: data must not change the graph. */
function uniformValue(values: Float32Array, shape: readonly number[]): 0 | 1 | undefined {
  const first = values?.[0];
  if ((first !== 0 && first !== 1) || (values.length === 1 && shape.length > 0)) return undefined;
  for (let i = 1; i < values.length; i++) if (values[i] !== first) return undefined;
  return first;
}
