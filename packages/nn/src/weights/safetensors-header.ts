import { InvalidDataError } from '@ai/core';
import { sizeOf } from '../array/nd-array.js';

/** Where a tensor stands in the file's data. */
export interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const BYTES = new Map(
  Object.entries({
    F64: 8,
    F32: 4,
    F16: 2,
    BF16: 2,
    I64: 8,
    I32: 4,
    I16: 2,
    I8: 1,
    U64: 8,
    U32: 4,
    U16: 2,
    U8: 1,
    BOOL: 1,
  }),
);
const HEADER_LIMIT = 100_000_000;

function refuse(reason: string): never {
  throw new InvalidDataError(`Not a valid safetensors file: ${reason}.`);
}

/** Checks and reads the header. @throws InvalidDataError for anything that the format does not allow */
export function parseHeader(bytes: Uint8Array): {
  entries: Map<string, TensorEntry>;
  metadata: Map<string, string>;
  dataStart: number;
} {
  if (bytes.length < 8) refuse(`${bytes.length} bytes are fewer than 8`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(HEADER_LIMIT)) refuse(`a header of ${length} bytes is over the limit of ${HEADER_LIMIT}`);
  const dataStart = 8 + Number(length);
  if (dataStart > bytes.length) refuse(`a header of ${length} bytes in a file of ${bytes.length}`);
  const header = bytes.subarray(8, dataStart);
  if (header[0] !== 0x7b) refuse("the header does not start with '{'");
  const { entries, metadata } = readEntries(decodeJson(header));
  checkLayout(entries, bytes.length - dataStart);
  return { entries, metadata, dataStart };
}

function decodeJson(header: Uint8Array): Map<string, unknown> {
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
  // JSON.parse keeps the last of equal names; the members are read one by one to find them
  const members = new Map<string, unknown>();
  for (const [name, value] of topLevelMembers(text)) {
    if (members.has(name)) refuse(`the name ${JSON.stringify(name)} stands twice`);
    members.set(name, value);
  }
  return members;
}

/** The members of an object in valid JSON text, in order, in one pass. */
function* topLevelMembers(text: string): Generator<[name: string, value: unknown]> {
  let depth = 0;
  let inString = false;
  let start = -1;
  let name: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') {
        inString = false;
        if (depth === 1 && name === undefined) {
          name = JSON.parse(text.slice(start, i + 1)) as string;
          start = -1;
        }
      }
    } else if (c === '"') {
      inString = true;
      if (depth === 1 && name === undefined) start = i;
    } else if (c === ':' && depth === 1) {
      start = i + 1;
    } else if (c === '{' || c === '[') {
      depth++;
    } else if (c === '}' || c === ']' || (c === ',' && depth === 1)) {
      if (depth === 1 && name !== undefined) {
        yield [name, JSON.parse(text.slice(start, i))];
        name = undefined;
      }
      if (c !== ',') depth--;
    }
  }
}

function readEntries(members: Map<string, unknown>): {
  entries: Map<string, TensorEntry>;
  metadata: Map<string, string>;
} {
  const entries = new Map<string, TensorEntry>();
  const metadata = new Map<string, string>();
  for (const [name, value] of members) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      refuse(`${JSON.stringify(name)} is not an object`);
    if (name !== '__metadata__') {
      entries.set(name, readEntry(name, value as Record<string, unknown>));
      continue;
    }
    for (const [key, text] of Object.entries(value)) {
      if (typeof text !== 'string') refuse('__metadata__ holds something that is not text');
      metadata.set(key, text);
    }
  }
  return { entries, metadata };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function readEntry(name: string, { dtype, shape, data_offsets: offsets }: Record<string, unknown>): TensorEntry {
  const what = JSON.stringify(name);
  const width = BYTES.get(dtype as string);
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
  return { dtype: dtype as string, shape, begin, end };
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
