// The worker thread of WorkerDataset and WorkerIterableDataset: opens the data set of a module and answers requests.
import { parentPort, workerData } from 'node:worker_threads';
import { Random } from '@ai/core';
import type { Dataset } from '../dataset.js';
import type { IterableDataset } from '../iterable-dataset.js';
import { loadBatch, loadSample } from '../load-batch.js';
import { toErrorRecord } from './error-record.js';
import type { ChunkRecord, ReplyMessage, Request, RequestMessage, SourceRecord } from './protocol.js';
import { describeSource, openSource, type Source } from './source.js';
import { buffersOf, withOwnBuffers } from './transfer.js';

/** Samples of a stream that travel together. */
const CHUNK = 16;

interface Stream {
  readonly samples: AsyncGenerator<unknown, void>;
  /** Settled when the chunk asked for last is made: chunks are made one after the other. */
  last: Promise<unknown>;
}

const port = parentPort!;
const opening = openSource(workerData as SourceRecord);
opening.catch(() => {}); // reported to every request
const streams = new Map<number, Stream>();

async function answer(id: number, request: Request, source: Source): Promise<{ value: unknown; move?: ArrayBuffer[] }> {
  switch (request.type) {
    case 'open':
      return { value: describeSource(source) };
    case 'batch': {
      const random = (place: number) => Random.fromState(request.randoms[place]);
      const batch = await loadBatch(source.dataset as Dataset, request.indices, { random }, source.collate);
      return { value: batch, move: buffersOf(batch) };
    }
    case 'sample': {
      const sample = await loadSample(source.dataset as Dataset, request.index, Random.fromState(request.random));
      const value = withOwnBuffers(sample);
      return { value, move: buffersOf(value) };
    }
    case 'begin': {
      const samples = (source.dataset as IterableDataset<unknown>).iterate(request.pass);
      streams.set(id, { samples, last: Promise.resolve() });
      return { value: undefined };
    }
    case 'next': {
      const stream = streams.get(request.stream);
      if (!stream) return { value: { samples: [], done: true } satisfies ChunkRecord };
      const making = stream.last.then(() => nextChunk(stream.samples));
      stream.last = making;
      const chunk = await making;
      return { value: chunk, move: chunk.samples.flatMap(buffersOf) };
    }
    case 'end': {
      const stream = streams.get(request.stream);
      streams.delete(request.stream);
      await stream?.samples.return();
      return { value: undefined };
    }
  }
}

/** The next samples of a stream, and what comes after them if it is not more of them. */
async function nextChunk(samples: AsyncGenerator<unknown, void>): Promise<ChunkRecord> {
  const chunk: unknown[] = [];
  try {
    while (chunk.length < CHUNK) {
      const { done, value } = await samples.next();
      if (done) return { samples: chunk, done: true };
      chunk.push(withOwnBuffers(value));
    }
    return { samples: chunk, done: false };
  } catch (error) {
    return { samples: chunk, done: true, error: toErrorRecord(error) };
  }
}

port.on('message', async ({ id, request }: RequestMessage) => {
  try {
    const { value, move = [] } = await answer(id, request, await opening);
    port.postMessage({ id, value } satisfies ReplyMessage, move);
  } catch (error) {
    port.postMessage({ id, error: toErrorRecord(error) } satisfies ReplyMessage);
  }
});
