import type { Stored } from './device-array.js';
import { Graph, type Target } from './graph.js';
import type { SignatureTree } from './signature.js';
import type { TensorEntry } from './tensor-entry.js';
import type { Trace } from './trace.js';
import type { ElementType } from './types.js';

/** Kernels recorded and not run yet: the graph, the tensors it reads, and those it will fill. */
export class PendingGraph {
  readonly graph: Graph;
  /** Identifies the graph's structure; see SignatureTree. */
  signature: number;
  /** The tensor fed to each of the graph's inputs. */
  readonly feeds: TensorEntry[] = [];
  /** Tensors whose values the graph computes, the disposed among them. */
  readonly results: TensorEntry[] = [];
  /** Numbers of disposed tensors that the graph still reads: they are given back after the run. */
  readonly lent: (readonly [Stored, ElementType])[] = [];
  /** The first kernel, by which a repeating program is cut where it repeats. */
  firstKernel?: string;

  /**
   * @param target what it is written for, unless the trace is for other runtimes
   * @param trace set while a function is recorded for `compile`
   */
  constructor(
    signatures: SignatureTree,
    target: Partial<Target>,
    readonly trace?: Trace,
  ) {
    this.signature = signatures.root;
    const listen = (change: string): void => {
      this.signature = signatures.advance(this.signature, change);
    };
    this.graph = new Graph(listen, trace?.portable ? { portable: true } : target);
  }
}
