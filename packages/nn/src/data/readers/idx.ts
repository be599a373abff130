import { InvalidDataError } from '@ai/core';
import { type NdArray, type NdData, sizeOf } from '../../array/nd-array.js';

type Entries = (view: DataView, offset: number, length: number) => NdData;

/** The types of an IDX file by their code: the size of an entry, and how entries are read. */
const TYPES: ReadonlyMap<number, { readonly bytes: number; readonly entries: Entries }> = new Map([
  [0x08, { bytes: 1, entries: (view, offset, n) => new Uint8Array(view.buffer, view.byteOffset + offset, n).slice() }],
  [0x09, { bytes: 1, entries: reading(Int32Array, 1, (view, at) => view.getInt8(at)) }],
  [0x0b, { bytes: 2, entries: reading(Int32Array, 2, (view, at) => view.getInt16(at)) }],
  [0x0c, { bytes: 4, entries: reading(Int32Array, 4, (view, at) => view.getInt32(at)) }],
  [0x0d, { bytes: 4, entries: reading(Float32Array, 4, (view, at) => view.getFloat32(at)) }],
  [0x0e, { bytes: 8, entries: reading(Float32Array, 8, (view, at) => view.getFloat64(at)) }],
]);

/** Entries are stored with their highest byte first. */
function reading(
  kind: Int32ArrayConstructor | Float32ArrayConstructor,
  bytes: number,
  get: (view: DataView, at: number) => number,
): Entries {
  return (view, offset, length) => {
    const data = new kind(length);
    for (let i = 0; i < length; i++) data[i] = get(view, offset + i * bytes);
    return data;
  };
}

/** What an IDX header declares. */
export interface IdxHeader {
  readonly type: number;
  readonly shape: readonly number[];
  /** Bytes of the header. */
  readonly offset: number;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** Bytes that hold the longest header. */
export const MAX_IDX_HEADER = 4 + 4 * 255;

/**
 * Reads the header from the beginning of an IDX file.
 *
 * @throws InvalidDataError if it is none, or is cut off
 */
export function parseIdxHeader(bytes: Uint8Array): IdxHeader {
  if (bytes.length < 4) throw new InvalidDataError(`An IDX file has at least 4 bytes, not ${bytes.length}.`);
  const [zero, alsoZero, type, axes] = bytes;
  const entry = TYPES.get(type);
  if (zero !== 0 || alsoZero !== 0 || !entry) {
    const magic = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new InvalidDataError(`An IDX file begins with 00 00, a type and a number of axes, not with ${magic}.`);
  }
  const offset = 4 + 4 * axes;
  if (bytes.length < offset) {
    throw new InvalidDataError(`The IDX header of ${axes} axes takes ${offset} bytes, but there are ${bytes.length}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, length) => product * BigInt(length), BigInt(entry.bytes)) + BigInt(offset);
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new InvalidDataError(`An IDX file of shape [${shape}] is larger than any file.`);
  }
  return { type, shape, offset, size: Number(size) };
}

/** @throws InvalidDataError unless a file is as large as its header says */
export function checkIdxSize({ shape, size }: IdxHeader, actual: number): void {
  if (actual === size) return;
  throw new InvalidDataError(`An IDX file of shape [${shape}] has ${size} bytes, but this one has ${actual}.`);
}

/**
 * Reads an IDX file, the format of MNIST and its kin: unsigned bytes as uint8, other whole numbers as int32, both floating-point types
 * as float32. Files that are compressed with gzip are read by `readIdx` of `@ai/nn/node`.
 *
 * @param bytes the whole file
 * @returns for MNIST's images [N, 28, 28], for its labels [N]
 * @throws InvalidDataError for another kind of file, or a size that the header does not say
 *
 * @example
 * ```ts
 * import { parseIdx } from '@ai/nn';
 *
 * const file = Uint8Array.of(0, 0, 0x08, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60);
 * console.log(parseIdx(file)); // { data: Uint8Array [10, 20, 30, 40, 50, 60], shape: [2, 3] }
 * ```
 */
export function parseIdx(bytes: Uint8Array): NdArray {
  const header = parseIdxHeader(bytes);
  checkIdxSize(header, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { shape, type, offset } = header;
  return { data: TYPES.get(type)!.entries(view, offset, sizeOf(shape)), shape };
}
