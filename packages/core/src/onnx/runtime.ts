// The one file that touches onnxruntime-node's inside: its native binding has a synchronous run(), which TensorFlow.js's dataSync()
// needs and the public API does not offer. The binding is tried out when it is loaded.
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import { requireOptional } from '../engines/node-require.js';
import { EngineUnavailableError } from '../errors.js';
import { Graph } from './graph.js';
import { encodeModel } from './model-proto.js';
import { type Elements, type ElementType, type Shape, sizeOf } from './types.js';

interface NativeSession {
  loadModel(buffer: ArrayBufferLike, offset: number, length: number, options: InferenceSession.SessionOptions): void;
  run(feeds: Record<string, Tensor>, fetches: Record<string, Tensor | null>, options: object): Record<string, Tensor>;
  endProfiling(): void;
  dispose(): void;
}

interface NativeBinding {
  readonly binding: {
    readonly InferenceSession: new () => NativeSession;
    listSupportedBackends(): { readonly name: string }[];
  };
  initOrt(): void;
}

interface Runtime {
  readonly Session: new () => NativeSession;
  readonly Tensor: TensorConstructor;
  readonly version: string;
  /** Names of the devices that this build knows. */
  readonly devices: readonly string[];
}

let runtime: Runtime | undefined;

/** Loads onnxruntime-node once. @throws EngineUnavailableError if it is not installed or its native part does not work here */
export function loadRuntime(): Runtime {
  if (runtime) return runtime;
  try {
    const { binding, initOrt } = requireOptional<NativeBinding>('onnxruntime-node/dist/binding');
    initOrt();
    const { Tensor, env } = requireOptional<typeof import('onnxruntime-common')>('onnxruntime-node');
    runtime = {
      Session: binding.InferenceSession,
      Tensor,
      version: env.versions.node ?? 'unknown',
      devices: binding.listSupportedBackends().map(({ name }) => name),
    };
    checkRuntime().dispose();
    return runtime;
  } catch (cause) {
    throw new EngineUnavailableError(
      `The 'onnx' engine needs onnxruntime-node (npm install onnxruntime-node@1.30.0): ${(cause as Error).message.split('\n')[0]}`,
      { cause },
    );
  }
}

/** A session that has added two numbers to themselves. @throws Error if the binding cannot, or not on that device */
function checkRuntime(options: InferenceSession.SessionOptions = {}): Session {
  const graph = new Graph();
  const x = graph.input([2], 'float32');
  const y = graph.add('Add', [x, x], [2], 'float32');
  const { bytes } = encodeModel(graph, [y]);
  const session = new Session(bytes, 1, options);
  const result = new Float32Array(2);
  session.run(
    { [x.name]: session.tensor('float32', Float32Array.of(1, 2), [2]) },
    { [y.name]: session.tensor('float32', result, [2]) },
  );
  if (result[0] !== 2 || result[1] !== 4) throw new Error('its native binding does not write into given tensors');
  return session;
}

/** A session per device, never disposed: the memory of a device goes with its last session, tensors in it or not. */
const kept = new Map<string, Session>();

/** Tries a device out, without the CPU behind it. @throws EngineUnavailableError if the runtime has none of that name, or it does not work */
export function checkDevice(device: string): void {
  const { devices } = loadRuntime();
  if (device === 'cpu' || kept.has(device)) return;
  try {
    const onlyThere = { executionProviders: [device], extra: { session: { disable_cpu_ep_fallback: '1' } } };
    kept.set(device, checkRuntime(onlyThere));
  } catch (cause) {
    throw new EngineUnavailableError(
      `The 'onnx' engine cannot compute on '${device}' here: ${(cause as Error).message.split('\n')[0]} ` +
        `(this build of onnxruntime-node knows ${devices.join(', ')})`,
      { cause },
    );
  }
}

/** AI_PROFILE=prefix writes ONNX Runtime's profile of every session to a file that starts so; see docs/performance.md. */
function profilingOptions(): InferenceSession.SessionOptions | undefined {
  const prefix = typeof process === 'undefined' ? undefined : process.env?.['AI_PROFILE'];
  return prefix ? { enableProfiling: true, profileFilePrefix: prefix } : undefined;
}

/** A graph loaded into the native runtime. */
export class Session {
  private readonly native: NativeSession;
  private readonly endProfiling?: () => void;

  constructor(bytes: Uint8Array, threads: number, options: InferenceSession.SessionOptions = {}) {
    this.native = new (loadRuntime().Session)();
    this.native.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, {
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      enableMemPattern: false,
      logSeverityLevel: 4, // failures come back as errors, they need not be printed too
      // every session owns a pool of threads: between runs they must sleep
      extra: { session: { force_spinning_stop: '1' } },
      ...profilingOptions(),
      ...options,
    });
    if (profilingOptions()) {
      this.endProfiling = () => this.native.endProfiling();
      process.once('exit', this.endProfiling);
    }
  }

  /** Wraps an array for {@link run}; nothing is copied. */
  tensor(dtype: ElementType, data: Elements, shape: Shape): Tensor {
    return tensor(dtype, data, shape);
  }

  /** Runs at once; results are written into the arrays of `fetches`, or new where it has none. */
  run(feeds: Record<string, Tensor>, fetches: Record<string, Tensor | null>): Record<string, Tensor> {
    return this.native.run(feeds, fetches, {});
  }

  dispose(): void {
    if (this.endProfiling) {
      this.endProfiling();
      process.off('exit', this.endProfiling);
    }
    this.native.dispose();
  }
}

/** An array as the native runtime takes it; nothing is copied. */
export function tensor(dtype: ElementType, data: Elements, shape: Shape): Tensor {
  if (data.length !== sizeOf(shape)) throw new RangeError(`${data.length} elements for shape [${shape}]`);
  return new (loadRuntime().Tensor)(dtype, data as never, shape);
}
