import { checkOneOf, InvalidDataError } from '@ai/core';
import { type NdArray, sizeOf } from '../array/nd-array.js';
import type { StateDict } from '../module/module.js';
import { decode, encodeFloats, type SafetensorsDtype } from './dtypes.js';
import { headerLength, parseHeader } from './safetensors-header.js';

/** What a safetensors file holds. */
export interface SafetensorsContent {
  readonly tensors: Map<string, NdArray>;
  /** Free text of `__metadata__`. */
  readonly metadata: ReadonlyMap<string, string>;
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
 * const state = new Map([['weight', ndArray([1, 2, 3, 4], [2, 2])]]);
 * const { tensors, metadata } = parseSafetensors(serializeSafetensors(state, { metadata: { note: 'tiny' } }));
 * console.log(tensors.get('weight')?.shape, metadata.get('note')); // [2, 2] tiny
 * ```
 */
export function parseSafetensors(bytes: Uint8Array): SafetensorsContent {
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length); // a Buffer's slice does not copy
  const dataStart = 8 + headerLength(file.subarray(0, 8), file.length);
  const { entries, metadata } = parseHeader(file.subarray(8, dataStart), file.length - dataStart);
  const tensors = new Map(
    [...entries].map(([name, { dtype, shape, begin, end }]): [string, NdArray] => {
      const part = file.slice(dataStart + begin, dataStart + end); // copied, so that it is aligned
      return [name, { data: decode(name, dtype, part), shape }];
    }),
  );
  return { tensors, metadata };
}

/** Options of `serializeSafetensors` and `saveSafetensors`. */
export interface SafetensorsOptions {
  /** Free text beside the tensors. @default none */
  readonly metadata?: Readonly<Record<string, string>>;
  /** How floats are stored; in 16 bits they are rounded to the nearest, on a tie to the even one. @default 'F32' */
  readonly floats?: 'F32' | 'F16' | 'BF16';
}

/** Types by width, the widest first, in the order of the format's reference: every tensor is then aligned to its width. */
const ORDER: readonly SafetensorsDtype[] = ['F32', 'I32', 'BF16', 'F16', 'U8'];

interface Part {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/**
 * Writes a safetensors document: int32 and bytes as they are, floats as asked for. The same tensors give the same bytes whatever
 * their order, those of the format's reference implementation.
 *
 * @param tensors by name
 * @throws InvalidDataError for the reserved name `__metadata__`, or an array that does not fill its shape
 * @throws InvalidArgumentError for another type of floats
 * @example
 * ```ts
 * import { ndArray, serializeSafetensors } from '@ai/nn';
 *
 * const half = serializeSafetensors(new Map([['weight', ndArray([1, 2, 3])]]), { floats: 'F16' });
 * ```
 */
export function serializeSafetensors(tensors: StateDict, options: SafetensorsOptions = {}): Uint8Array<ArrayBuffer> {
  const { metadata = {}, floats = 'F32' } = options;
  checkOneOf(floats, 'floats', 'serializeSafetensors', ['F32', 'F16', 'BF16']);
  const parts = [...tensors].map(([name, array]) => toPart(name, array, floats));
  parts.sort((a, b) => ORDER.indexOf(a.dtype) - ORDER.indexOf(b.dtype) || (a.name < b.name ? -1 : 1));
  const members: string[] = [];
  if (Object.keys(metadata).length > 0) members.push(`"__metadata__":${JSON.stringify(metadata)}`);
  let size = 0;
  for (const { name, dtype, shape, bytes } of parts) {
    const entry = { dtype, shape, data_offsets: [size, size + bytes.length] };
    members.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    size += bytes.length;
  }
  const header = new TextEncoder().encode(`{${members.join(',')}}`);
  const padded = Math.ceil(header.length / 8) * 8;
  const file = new Uint8Array(8 + padded + size);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.fill(0x20, 8, 8 + padded);
  file.set(header, 8);
  let at = 8 + padded;
  for (const { bytes } of parts) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

function toPart(name: string, { data, shape }: NdArray, floats: 'F32' | 'F16' | 'BF16'): Part {
  if (name === '__metadata__') throw new InvalidDataError("'__metadata__' is not a tensor's name.");
  if (sizeOf(shape) !== data.length) {
    throw new InvalidDataError(`'${name}' has ${data.length} entries for shape [${shape}].`);
  }
  const stored = data instanceof Float32Array && floats !== 'F32' ? encodeFloats(data, floats) : data;
  const dtype = data instanceof Float32Array ? floats : data instanceof Int32Array ? 'I32' : 'U8';
  return { name, dtype, shape, bytes: new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength) };
}
