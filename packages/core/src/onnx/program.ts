import type { BufferPool } from './buffer-pool.js';
import type { Edge, Graph } from './graph.js';
import { encodeModel } from './model-proto.js';
import { Session, tensor } from './runtime.js';
import { type Elements, type ElementType, type Shape, sizeOf } from './types.js';

/** Below this much work (multiplications and elements), waking other threads costs more than they give. */
const SINGLE_THREAD_WORK = 200_000;

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

  constructor(graph: Graph, outputs: readonly Edge[], threads: number) {
    const { bytes, inputs } = encodeModel(graph, outputs);
    this.inputs = inputs.map((input) => ({ ...portOf(input), index: graph.inputs.indexOf(input) }));
    this.outputs = outputs.map(portOf);
    this.session = new Session(bytes, graph.work < SINGLE_THREAD_WORK ? 1 : threads);
  }

  /** Runs it. `elementsOf` gives the numbers of the graph's input of that index; results are in arrays of the pool. */
  run(elementsOf: (input: number, port: Port) => Elements, pool: BufferPool): Elements[] {
    const feeds: Record<string, ReturnType<typeof tensor>> = {};
    for (const port of this.inputs) feeds[port.name] = tensor(port.dtype, elementsOf(port.index, port), port.shape);
    const fetches: Record<string, ReturnType<typeof tensor>> = {};
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

function portOf({ name, dtype, shape }: Edge): Port {
  return { name, dtype, shape };
}
