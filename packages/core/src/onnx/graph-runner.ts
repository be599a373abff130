import { BufferPool } from './buffer-pool.js';
import { DeviceArray, duplicate, type Stored } from './device-array.js';
import { type Edge, Graph } from './graph.js';
import type { PendingGraph } from './pending-graph.js';
import { type Port, Program, type ProgramSettings } from './program.js';
import { ProgramCache } from './program-cache.js';
import { tensor } from './runtime.js';
import { elementsOf, settle, type TensorEntry } from './tensor-entry.js';
import { type Elements, type ElementType, filled, sameShape } from './types.js';
import type { Value } from './value.js';

const PROGRAMS_KEPT = 256;
const POOL_BYTES = 2 ** 30;

/** Where the numbers of a result came from. */
export type Origin =
  | { readonly kind: 'output'; readonly index: number }
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'constant' };

/** What a run of a pending graph did; without a program if there was nothing to compute. */
export interface RunRecord {
  readonly origins: ReadonlyMap<TensorEntry, Origin>;
  readonly program?: Program;
  /** The edges that the program computed. */
  readonly outputs: readonly Edge[];
}

/** Runs graphs: keeps the programs built from them and the arrays they fill. */
export class GraphRunner {
  readonly pool = new BufferPool(POOL_BYTES);
  /** Runs so far. */
  runs = 0;
  private readonly programs = new ProgramCache(PROGRAMS_KEPT);

  constructor(private current: ProgramSettings) {}

  /** What runs programs; the same object as long as nothing changes. */
  get settings(): ProgramSettings {
    return this.current;
  }

  /** Programs are built anew. */
  set settings(settings: ProgramSettings) {
    this.clear();
    this.current = settings;
  }

  /** Numbers for engineInfo(). */
  statistics() {
    return {
      ...this.settings,
      graphsCached: this.programs.size,
      graphsBuilt: this.programs.built,
      flushes: this.runs,
      pooledBytes: this.pool.bytes,
    };
  }

  /** Forgets all programs and arrays. */
  clear(): void {
    this.programs.clear();
    this.pool.clear();
  }

  /** Runs a program on the numbers of entries. */
  run(program: Program, entryOf: (input: number) => TensorEntry): Stored[] {
    this.runs++;
    const { device } = this.settings;
    const feed = (input: number, { dtype, shape }: Port) => {
      const entry = entryOf(input);
      const { resident } = entry;
      if (resident?.device === device && resident.tensor.type === dtype && sameShape(resident.tensor.dims, shape)) {
        return resident.tensor;
      }
      return tensor(dtype, elementsOf(entry, dtype), shape);
    };
    return program.run(feed, this.pool).map((result) => {
      if (!('location' in result)) return result;
      if (result.location === 'cpu') return result.data as Elements;
      return new DeviceArray(device, result, (array) => this.download(array));
    });
  }

  /** Fetches numbers from a device, by a program that copies them. */
  private download({ device, tensor }: DeviceArray): Elements {
    const program = this.programs.get(`fetch ${device} ${tensor.type} ${tensor.dims}`, () => {
      const graph = new Graph();
      const input = graph.input(tensor.dims, tensor.type as ElementType);
      const copy = graph.add('Identity', [input], input.shape, input.dtype);
      return new Program(graph, [copy], { threads: 1, device }, true);
    });
    return program.run(() => tensor, this.pool)[0] as Elements;
  }

  /** Computes `results` of a pending graph. The program is kept for the next graph of the same structure, unless it is a trace's. */
  runPending(pending: PendingGraph, results: readonly TensorEntry[]): RunRecord {
    const origins = new Map<TensorEntry, Origin>();
    const byEdge = new Map<Edge, TensorEntry[]>();
    for (const entry of results) {
      const { value } = entry.pending as { value: Value };
      const edge = value.uniform === undefined ? value.edge() : undefined;
      if (edge?.node) {
        const sharing = byEdge.get(edge);
        if (sharing) sharing.push(entry);
        else byEdge.set(edge, [entry]);
      } else if (edge && !edge.constant) {
        const index = pending.graph.inputs.indexOf(edge);
        settle(entry, elementsOf(pending.feeds[index], edge.dtype).slice());
        origins.set(entry, { kind: 'input', index });
      } else {
        settle(entry, edge?.constant?.().slice() ?? filled(value.dtype, value.size, value.uniform as number));
        origins.set(entry, { kind: 'constant' });
      }
    }
    if (byEdge.size === 0) return { origins, outputs: [] };

    const edges = [...byEdge.keys()];
    const build = (): Program => new Program(pending.graph, edges, this.settings);
    const key = `${pending.signature}|${edges.map(({ name }) => name)}`;
    const program = pending.trace ? build() : this.programs.get(key, build);
    const stored = this.run(program, (input) => pending.feeds[input]);
    [...byEdge.values()].forEach((entries, index) => {
      entries.forEach((entry, i) => {
        settle(entry, i === 0 ? stored[index] : duplicate(stored[index]));
        origins.set(entry, { kind: 'output', index });
      });
    });
    return { origins, program, outputs: edges };
  }
}
