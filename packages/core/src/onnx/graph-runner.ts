import { BufferPool } from './buffer-pool.js';
import type { Edge } from './graph.js';
import type { PendingGraph } from './pending-graph.js';
import { Program } from './program.js';
import { ProgramCache } from './program-cache.js';
import { elementsOf, settle, type TensorEntry } from './tensor-entry.js';
import { type Elements, filled } from './types.js';
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

  /** @param threads threads that one operator may use */
  constructor(public threads: number) {}

  /** Numbers for engineInfo(). */
  statistics() {
    return {
      threads: this.threads,
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
  run(program: Program, entryOf: (input: number) => TensorEntry): Elements[] {
    this.runs++;
    return program.run((input, { dtype }) => elementsOf(entryOf(input), dtype), this.pool);
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
        settle(entry, edge?.constant?.slice() ?? filled(value.dtype, value.size, value.uniform as number));
        origins.set(entry, { kind: 'constant' });
      }
    }
    if (byEdge.size === 0) return { origins, outputs: [] };

    const edges = [...byEdge.keys()];
    const build = (): Program => new Program(pending.graph, edges, this.threads);
    const key = `${pending.signature}|${edges.map(({ name }) => name)}`;
    const program = pending.trace ? build() : this.programs.get(key, build);
    const arrays = this.run(program, (input) => pending.feeds[input]);
    [...byEdge.values()].forEach((entries, index) => {
      entries.forEach((entry, i) => {
        settle(entry, i === 0 ? arrays[index] : arrays[index].slice());
        origins.set(entry, { kind: 'output', index });
      });
    });
    return { origins, program, outputs: edges };
  }
}
