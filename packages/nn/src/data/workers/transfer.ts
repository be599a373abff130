import type { NdArray, NdData } from '../../array/nd-array.js';

/** The memory of the arrays in a sample or batch that may move to another thread. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const buffers = arraysOf(value)
    .filter(({ data }) => data.byteLength === data.buffer.byteLength) // never more than the array itself
    .map(({ data }) => data.buffer as ArrayBufferLike)
    .filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}

/** A sample with arrays of its own: what a data set keeps must not move away. Samples of other kinds stay as they are. */
export function withOwnBuffers(sample: unknown): unknown {
  if (!Array.isArray(sample)) return sample;
  return sample.map((item: unknown) => (isArray(item) ? { data: item.data.slice(), shape: item.shape } : item));
}

function arraysOf(value: unknown): NdArray[] {
  return Array.isArray(value) ? value.filter(isArray) : [];
}

function isArray(value: unknown): value is { data: NdData; shape: readonly number[] } {
  return typeof value === 'object' && value !== null && 'data' in value && ArrayBuffer.isView(value.data);
}
