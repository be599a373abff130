import { InvalidDataError } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';

/** How a safetensors file stores numbers. */
export type SafetensorsDtype =
  | 'F64'
  | 'F32'
  | 'F16'
  | 'BF16'
  | 'I64'
  | 'I32'
  | 'I16'
  | 'I8'
  | 'U64'
  | 'U32'
  | 'U16'
  | 'U8'
  | 'BOOL';

/** Bytes of an entry. A Map: what a file names its dtype may be any string. */
export const DTYPE_BYTES: ReadonlyMap<string, number> = new Map<SafetensorsDtype, number>([
  ['F64', 8],
  ['F32', 4],
  ['F16', 2],
  ['BF16', 2],
  ['I64', 8],
  ['I32', 4],
  ['I16', 2],
  ['I8', 1],
  ['U64', 8],
  ['U32', 4],
  ['U16', 2],
  ['U8', 1],
  ['BOOL', 1],
]);

/**
 * Stored bytes as numbers: floating point of any width as float32, whole numbers as int32, U8 and BOOL as bytes.
 *
 * @param bytes little-endian, beginning at the start of their buffer, which the result may keep
 * @throws InvalidDataError for a whole number that int32 cannot hold
 */
export function decode(name: string, dtype: SafetensorsDtype, { buffer }: Uint8Array): NdArray['data'] {
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer);
    case 'F64':
      return Float32Array.from(new Float64Array(buffer));
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), fromHalf);
    case 'BF16':
      return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer);
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
      return new Uint8Array(buffer);
    case 'U32':
      return Int32Array.from(new Uint32Array(buffer), (value) => toInt32(name, value));
    case 'I64':
      return Int32Array.from(new BigInt64Array(buffer), (value) => toInt32(name, value));
    case 'U64':
      return Int32Array.from(new BigUint64Array(buffer), (value) => toInt32(name, value));
  }
}

function toInt32(name: string, value: number | bigint): number {
  const whole = Number(value);
  if ((whole | 0) !== whole) {
    throw new InvalidDataError(`The tensor '${name}' holds ${value}, which int32 cannot hold.`);
  }
  return whole;
}

/** An IEEE half precision number. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Floats in 16 bits, the nearest and on a tie the even one; what is too large becomes infinite. */
export function encodeFloats(values: Float32Array, dtype: 'F16' | 'BF16'): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, dtype === 'F16' ? toHalf : toBrain);
}

/** @param bits of a float32 */
function toBrain(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) return (bits >>> 16) | 0x40; // stays NaN when cut
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

/** @param bits of a float32 */
function toHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00;
  if (size >= 0x477ff000) return sign | 0x7c00; // from 65520 on
  if (size >= 0x38800000) return sign | ((size - 0x38000000 + 0xfff + ((size >>> 13) & 1)) >>> 13);
  if (size < 0x33000000) return sign; // below half of the smallest, 2^-25
  const shift = 126 - (size >>> 23); // subnormal: in units of 2^-24
  const fraction = (size & 0x7fffff) | 0x800000;
  const half = 1 << (shift - 1);
  return sign | ((fraction + half - 1 + ((fraction >>> shift) & 1)) >>> shift);
}
