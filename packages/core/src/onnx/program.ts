import type { BufferPool } from './buffer-pool.js';
import type { Edge, Graph } from './graph.js';
import { encodeModel } from './model-proto.js';
import { Session, tensor } from './runtime.js';
import { type Elements, sizeOf } from './types.js';

/** Below this much work (multiplications and elements), waking other threads costs more than they give. */
const SINGLE_THREAD_WORK = 200_000;

/** A graph loaded into the runtime, ready to run as often as one likes. */
export class Program {
  /** Indices, among the graph's inputs, of those that it really reads. */
  readonly inputs: readonly number[];
  private readonly inputEdges: readonly Edge[];
  private readonly session: Session;

  constructor(
    graph: Graph,
    readonly outputs: readonly Edge[],
    threads: number,
  ) {
    const { bytes, inputs } = encodeModel(graph, outputs);
    this.inputEdges = inputs;
    this.inputs = inputs.map((input) => graph.inputs.indexOf(input));
    this.session = new Session(bytes, graph.work < SINGLE_THREAD_WORK ? 1 : threads);
  }

  /** Runs it. `elementsOf` gives the numbers of the graph's input of that index; results are in arrays of the pool. */
  run(elementsOf: (input: number, edge: Edge) => Elements, pool: BufferPool): Elements[] {
    const feeds: Record<string, ReturnType<typeof tensor>> = {};
    this.inputEdges.forEach((edge, i) => {
      feeds[edge.name] = tensor(edge.dtype, elementsOf(this.inputs[i], edge), edge.shape);
    });
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
