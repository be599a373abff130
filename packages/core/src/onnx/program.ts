import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { BufferPool } from './buffer-pool.js';
import { keepsResults } from './device-array.js';
import { fuseBlocked } from './fuse-blocked.js';
import type { Edge, Graph } from './graph.js';
import { encodeModel } from './model-proto.js';
import { Session, tensor } from './runtime.js';
import { type Elements, type ElementType, type Shape, sizeOf } from './types.js';

/** Below this much work (multiplications and elements), waking other threads costs more than they give. */
const SINGLE_THREAD_WORK = 200_000;

/** What runs programs. */
export interface ProgramSettings {
  /** Threads that one operator may use. */
  readonly threads: number;
  /** The runtime's name of the device: 'cpu', 'webgpu', 'cuda' ... */
  readonly device: string;
}

/** An input or output of a program. */
export interface Port {
  readonly name: string;
  readonly dtype: ElementType;
  readonly shape: Shape;
}

/** A graph loaded into the runtime, ready to run as often as one likes. The graph itself is not kept. */
export class Program {
  readonly outputs: readonly Port[];
  /** The inputs that it really reads, with their indices among the graph's. */
  private readonly inputs: readonly (Port & { readonly index: number })[];
  private readonly session: Session;

  /** @param fetch whether all results come back from the device, also those that could stay there */
  constructor(
    graph: Graph,
    outputs: readonly Edge[],
    { threads, device }: ProgramSettings,
    private readonly fetch = !keepsResults(device),
  ) {
    const { bytes, inputs } = encodeModel({ nodes: fuseBlocked(graph.nodes, outputs), inputs: graph.inputs }, outputs);
    this.inputs = inputs.map((input) => ({ ...portOf(input), index: graph.inputs.indexOf(input) }));
    this.outputs = outputs.map(portOf);
    const isSmall = device === 'cpu' && graph.work < SINGLE_THREAD_WORK;
    const stay: InferenceSession.SessionOptions = fetch ? {} : { preferredOutputLocation: 'gpu-buffer' };
    this.session = new Session(bytes, isSmall ? 1 : threads, { ...onDevice(device), ...stay });
  }

  /**
   * Runs it. `feed` gives the runtime's tensor for the graph's input of that index. Results are in arrays of the pool, or tensors on
   * the device.
   */
  run(feed: (input: number, port: Port) => Tensor, pool: BufferPool): (Elements | Tensor)[] {
    const feeds: Record<string, Tensor> = {};
    for (const port of this.inputs) feeds[port.name] = feed(port.index, port);
    const fetches: Record<string, Tensor | null> = {};
    if (!this.fetch) {
      for (const { name } of this.outputs) fetches[name] = null;
      const results = this.session.run(feeds, fetches);
      return this.outputs.map(({ name }) => results[name]);
    }
    const arrays = this.outputs.map(({ name, dtype, shape }) => {
      const array = pool.take(dtype, sizeOf(shape));
      fetches[name] = tensor(dtype, array, shape);
      return array;
    });
    this.session.run(feeds, fetches);
    return arrays;
  }

  dispose(): void {
    this.session.dispose();
  }
}

/** Options of a session on that device; what it cannot compute, the CPU does. */
function onDevice(device: string): InferenceSession.SessionOptions {
  return device === 'cpu' ? {} : { executionProviders: [device, 'cpu'] };
}

function portOf({ name, dtype, shape }: Edge): Port {
  return { name, dtype, shape };
}
