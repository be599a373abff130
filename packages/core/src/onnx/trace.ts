import type { DataId, Variable } from '@tensorflow/tfjs-core';
import type { TensorEntry } from './tensor-entry.js';

/** Where a compiled graph takes one of its inputs from at each call. */
export type Source =
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'variable'; readonly variable: Variable }
  /** Filled anew at each call: a draw of random numbers. */
  | { readonly kind: 'draw'; readonly fill: () => Float32Array }
  /** A tensor from outside of the function, kept as it was. */
  | { readonly kind: 'captured'; readonly dataId: DataId };

/** Frames of this package, of TensorFlow.js and of the runtime, which are not the caller's code. */
const OWN_FRAME = /@ai\/core\/|packages\/core\/(src|dist)\/(?!.*\.test\.)|tfjs-core|node:|<anonymous>/;

/** Why a function cannot be compiled, with the line of the caller's code. */
export class CompileError extends Error {
  override readonly name = 'CompileError';

  constructor(reason: string) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 60; // gradients call through many frames
    super(reason);
    Error.stackTraceLimit = limit;
    const place = this.stack?.split('\n').find((line) => /^\s+at /.test(line) && !OWN_FRAME.test(line));
    if (place) this.message += ` (${place.trim()})`;
  }
}

/** What is known about tensors while a function is being recorded for `compile`. */
export class Trace {
  /** Entries whose numbers change from call to call, and captured ones. */
  readonly sources = new Map<TensorEntry, Source>();
  /** Entries of any size that are written into the graph: variables that will not change. */
  readonly frozen = new Set<TensorEntry>();

  /** @param portable whether the graph is for other runtimes and machines than this one */
  constructor(readonly portable = false) {}

  /** Whether the numbers behind `entry` may differ at the next call. */
  isLifted(entry: TensorEntry): boolean {
    const source = this.sources.get(entry);
    return source !== undefined && source.kind !== 'captured';
  }
}
