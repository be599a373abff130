import { InvalidArgumentError } from '@ai/core';
import type { Dataset } from '../dataset.js';
import type { IterableDataset } from '../iterable-dataset.js';
import type { Collate } from '../load-batch.js';
import type { OpenedRecord, SourceRecord } from './protocol.js';

/** A data set and its way of making batches, as a module gives them. */
export interface Source {
  readonly dataset: unknown;
  readonly collate: Collate | undefined;
}

/**
 * Imports a module and calls the function that makes its data set.
 *
 * @throws InvalidArgumentError if the module does not export such functions
 */
export async function openSource(record: SourceRecord): Promise<Source> {
  const exports = (await import(/* @vite-ignore */ record.module)) as Record<string, unknown>;
  const find = (argument: string, name: string) => {
    const found = Object.hasOwn(exports, name) ? exports[name] : undefined;
    if (typeof found === 'function') return found as (argument: unknown) => unknown;
    throw new InvalidArgumentError(argument, 'WorkerDataset', `name a function that ${record.module} exports`, name);
  };
  const make = find('export', record.export);
  const collate = record.collate === undefined ? undefined : (find('collate', record.collate) as Collate);
  return { dataset: await make(record.options), collate };
}

/** What kind of data set it is. */
export function describeSource({ dataset }: Source): OpenedRecord {
  const isObject = typeof dataset === 'object' && dataset !== null;
  if (isObject && 'iterate' in dataset) {
    const { length, depth = 0 } = dataset as Partial<IterableDataset>;
    return { kind: 'stream', length, depth };
  }
  if (isObject && 'get' in dataset && Number.isSafeInteger((dataset as Dataset).length)) {
    return { kind: 'index', length: (dataset as Dataset).length, depth: 0 };
  }
  return { kind: 'neither', length: undefined, depth: 0 };
}
