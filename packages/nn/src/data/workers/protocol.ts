import type { RandomState } from '@ai/core';
import type { Pass } from '../iterable-dataset.js';

/** What a worker opens: its `workerData`. */
export interface SourceRecord {
  readonly module: string;
  readonly export: string;
  readonly options: unknown;
  readonly collate: string | undefined;
}

/** What a worker is asked for. A stream is named by the id of the request that began it. */
export type Request =
  | { readonly type: 'open' }
  | { readonly type: 'batch'; readonly indices: Int32Array; readonly randoms: readonly RandomState[] }
  | { readonly type: 'sample'; readonly index: number; readonly random: RandomState }
  | { readonly type: 'begin'; readonly pass: Omit<Pass, 'signal'> }
  | { readonly type: 'next'; readonly stream: number }
  | { readonly type: 'end'; readonly stream: number };

/** The answer to 'open'. */
export interface OpenedRecord {
  readonly kind: SourceKind;
  readonly length: number | undefined;
  /** Transforms of a stream. */
  readonly depth: number;
}

export type SourceKind = 'index' | 'stream' | 'neither';

/** The answer to 'next': some samples, and what came after them if they are the last, the end or an error. */
export interface ChunkRecord {
  readonly samples: readonly unknown[];
  readonly done: boolean;
  readonly error?: ErrorRecord;
}

export interface RequestMessage {
  readonly id: number;
  readonly request: Request;
}

export type ReplyMessage =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: ErrorRecord };

/** An error on its way between threads; class and stack would not survive the structured clone of every kind. */
export interface ErrorRecord {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of a `SampleError`. */
  readonly index: number | undefined;
  readonly cause: ErrorRecord | undefined;
}
