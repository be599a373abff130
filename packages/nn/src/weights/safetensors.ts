import { InvalidDataError } from '@ai/core';
import { type NdArray, sizeOf } from '../array/nd-array.js';
import type { StateDict } from '../module/module.js';
import { parseHeader, type TensorEntry } from './safetensors-header.js';

/** What a safetensors file holds. */
export interface SafetensorsContent {
  readonly tensors: Map<string, NdArray>;
  /** Free text of `__metadata__`. */
  readonly metadata: Map<string, string>;
}

/**
 * Reads a safetensors document. Floating point of any width becomes float32, whole numbers int32 (U8 and BOOL stay bytes).
 *
 * @param bytes the whole file
 * @throws InvalidDataError for a damaged or foreign file, and for whole numbers that int32 cannot hold; the message names the place
 *
 * @example
 * ```ts
 * import { ndArray, parseSafetensors, serializeSafetensors } from '@ai/nn';
 *
 * const bytes = serializeSafetensors(new Map([['weight', ndArray([1, 2, 3, 4], [2, 2])]]), { note: 'tiny' });
 * const { tensors, metadata } = parseSafetensors(bytes);
 * console.log(tensors.get('weight')?.shape, metadata.get('note')); // [2, 2] tiny
 * ```
 */
export function parseSafetensors(bytes: Uint8Array): SafetensorsContent {
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length); // a Buffer's slice does not copy
  const { entries, metadata, dataStart } = parseHeader(bytes);
  const tensors = new Map(
    [...entries].map(([name, entry]): [string, NdArray] => {
      const part = file.slice(dataStart + entry.begin, dataStart + entry.end); // copied, so that it is aligned
      return [name, { data: decode(name, entry, part), shape: entry.shape }];
    }),
  );
  return { tensors, metadata };
}

function decode(name: string, { dtype }: TensorEntry, part: Uint8Array): NdArray['data'] {
  const { buffer } = part;
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer);
    case 'F64':
      return Float32Array.from(new Float64Array(buffer));
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), fromHalf);
    case 'BF16': {
      const wide = Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16);
      return new Float32Array(wide.buffer);
    }
    case 'I32':
      return new Int32Array(buffer);
    case 'I16':
      return Int32Array.from(new Int16Array(buffer));
    case 'I8':
      return Int32Array.from(new Int8Array(buffer));
    case 'U16':
      return Int32Array.from(new Uint16Array(buffer));
    case 'U8':
    case 'BOOL':
      return part;
    case 'U32':
      return Int32Array.from(new Uint32Array(buffer), (value) => toInt32(name, value));
    case 'I64':
      return Int32Array.from(new BigInt64Array(buffer), (value) => toInt32(name, Number(value)));
    default:
      return Int32Array.from(new BigUint64Array(buffer), (value) => toInt32(name, Number(value)));
  }
}

function toInt32(name: string, value: number): number {
  if ((value | 0) !== value)
    throw new InvalidDataError(`The tensor '${name}' holds ${value}, which int32 cannot hold.`);
  return value;
}

/** IEEE half precision. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const DTYPES = new Map<unknown, string>([
  [Float32Array, 'F32'],
  [Int32Array, 'I32'],
  [Uint8Array, 'U8'],
]);

/**
 * Writes a safetensors document: float32, int32 and bytes as they are, aligned to 8 bytes.
 *
 * @param tensors by name
 * @param metadata free text
 * @throws InvalidDataError for the reserved name `__metadata__`, or an array that does not fill its shape
 */
export function serializeSafetensors(
  tensors: StateDict,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const parts: string[] = [];
  if (Object.keys(metadata).length > 0) parts.push(`"__metadata__":${JSON.stringify(metadata)}`);
  // the widest first, so that every tensor is aligned to its width
  const order = [...tensors].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  let size = 0;
  for (const [name, { data, shape }] of order) {
    if (name === '__metadata__') throw new InvalidDataError("'__metadata__' is not a tensor's name.");
    if (sizeOf(shape) !== data.length)
      throw new InvalidDataError(`'${name}' has ${data.length} entries for shape [${shape}].`);
    const entry = { dtype: DTYPES.get(data.constructor), shape, data_offsets: [size, size + data.byteLength] };
    parts.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    size += data.byteLength;
  }
  const header = new TextEncoder().encode(`{${parts.join(',')}}`);
  const padded = Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded);
  bytes.set(header, 8);
  let at = 8 + padded;
  for (const [, { data }] of order) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
