import { InvalidDataError } from '@ai/core';
import { sizeOf } from '../array/nd-array.js';
import { DTYPE_BYTES, type SafetensorsDtype } from './dtypes.js';
import { jsonMembers } from './json-members.js';

/** What a safetensors file says of a tensor. */
export interface TensorInfo {
  /** How it is stored; whatever it is, it is read as float32, int32 or bytes. */
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
}

/** Where a tensor stands in the file's data. */
export interface TensorEntry extends TensorInfo {
  readonly begin: number;
  readonly end: number;
}

/** A header, read and checked. */
export interface Header {
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Largest header that is read, in bytes. */
const HEADER_LIMIT = 100_000_000;

function refuse(reason: string): never {
  throw new InvalidDataError(`Not a valid safetensors file: ${reason}.`);
}

const refuseTwice = (name: string): never => refuse(`the name ${JSON.stringify(name)} stands twice`);

/**
 * The header's length, from the file's first bytes; nothing of that length needs to be read for it.
 *
 * @param start the first 8 bytes, or fewer where the file has fewer
 * @throws InvalidDataError for a header over 100 MB or past the file's end
 */
export function headerLength(start: Uint8Array, fileSize: number): number {
  if (start.length < 8) refuse(`${start.length} bytes are fewer than 8`);
  const length = new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(HEADER_LIMIT)) refuse(`a header of ${length} bytes is over the limit of ${HEADER_LIMIT}`);
  if (8 + Number(length) > fileSize) refuse(`a header of ${length} bytes in a file of ${fileSize}`);
  return Number(length);
}

/**
 * Checks and reads the header.
 *
 * @param dataSize bytes that follow it
 * @throws InvalidDataError for anything that the format does not allow
 */
export function parseHeader(header: Uint8Array, dataSize: number): Header {
  if (header[0] !== 0x7b) refuse("the header does not start with '{'");
  const entries = new Map<string, TensorEntry>();
  const metadata = new Map<string, string>();
  for (const [name, text] of jsonMembers(decodeJson(header), refuseTwice)) {
    if (!text.startsWith('{')) refuse(`${JSON.stringify(name)} is not an object`);
    const members = jsonMembers(text, refuseTwice);
    if (name !== '__metadata__') entries.set(name, readEntry(name, members));
    else for (const [key, value] of members) metadata.set(key, readText(value));
  }
  checkLayout(entries, dataSize);
  return { entries, metadata };
}

/** The header's text, which is JSON. */
function decodeJson(header: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header);
  } catch {
    return refuse('the header is not UTF-8');
  }
  try {
    JSON.parse(text);
  } catch {
    return refuse('the header is not JSON');
  }
  return text;
}

function readText(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : refuse('__metadata__ holds something that is not text');
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function readEntry(name: string, members: ReadonlyMap<string, string>): TensorEntry {
  const member = (key: string): unknown => JSON.parse(members.get(key) ?? 'null');
  const what = JSON.stringify(name);
  const [dtype, shape, offsets] = [member('dtype'), member('shape'), member('data_offsets')];
  const width = DTYPE_BYTES.get(dtype as string);
  if (width === undefined) return refuse(`${what} has the unknown dtype ${JSON.stringify(dtype)}`);
  if (!Array.isArray(shape) || !shape.every(isCount))
    return refuse(`${what} has a shape that is not of whole numbers >= 0`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    return refuse(`${what} has offsets that are not two whole numbers >= 0`);
  }
  const [begin, end] = offsets as [number, number];
  const size = sizeOf(shape) * width;
  if (!Number.isSafeInteger(size) || end - begin !== size) {
    return refuse(`${what} has ${end - begin} bytes for ${dtype} of shape [${shape}]`);
  }
  return { dtype: dtype as SafetensorsDtype, shape, begin, end };
}

/** Tensors have to fill the data without overlap, hole or rest. */
function checkLayout(entries: ReadonlyMap<string, TensorEntry>, size: number): void {
  let at = 0;
  const order = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  for (const [name, { begin, end }] of order) {
    if (begin !== at) refuse(`${JSON.stringify(name)} ${begin < at ? 'overlaps another tensor' : 'follows a hole'}`);
    at = end;
  }
  if (at > size) refuse(`the tensors end at byte ${at} of ${size}`);
  if (at < size) refuse(`${size - at} bytes follow the last tensor`);
}
