import type { Random } from '@ai/core';
import { stackSamples } from './collate.js';
import type { Batch, BatchRequest, Dataset } from './dataset.js';

/** A sample that could not be made: which one, and, as `cause`, why. */
export class SampleError extends Error {
  override readonly name = 'SampleError';

  /** @param index the sample's index in the data set (in workers: the one that they opened), or its place in the stream */
  constructor(
    readonly index: number,
    cause: unknown,
  ) {
    super(`Sample ${index}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Whether it is a {@link SampleError}, of whichever copy of this package. */
export function isSampleError(error: unknown): error is SampleError {
  return error instanceof Error && error.name === 'SampleError' && 'index' in error;
}

/** Makes a batch of samples. */
// biome-ignore lint/suspicious/noExplicitAny: samples of any kind
export type Collate<T = any> = (samples: readonly T[]) => Batch | Promise<Batch>;

/**
 * The samples at some indices as a batch: by the data set's own `getBatch`, else one by one.
 *
 * @throws SampleError for the first of the samples that fails
 */
export async function loadBatch<T>(
  dataset: Dataset<T>,
  indices: ArrayLike<number>,
  request: BatchRequest,
  collate?: Collate<T>,
): Promise<Batch> {
  if (!collate && dataset.getBatch) return dataset.getBatch(indices, request);
  const settled = await Promise.allSettled(
    Array.from(indices, (index, place) => loadSample(dataset, index, request.random(place), request.signal)),
  );
  const samples = settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  return ((collate ?? stackSamples) as Collate<T>)(samples);
}

/** The sample at an index. @throws SampleError if it fails */
export async function loadSample<T>(
  dataset: Dataset<T>,
  index: number,
  random: Random,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await dataset.get(index, random, signal);
  } catch (error) {
    throw isSampleError(error) ? error : new SampleError(index, error);
  }
}
