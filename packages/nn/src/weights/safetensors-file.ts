import { type FileHandle, open } from 'node:fs/promises';
import { InvalidArgumentError, InvalidDataError } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import { decode } from './dtypes.js';
import { type Header, headerLength, parseHeader, type TensorEntry } from './safetensors-header.js';
import type { TensorSource } from './tensor-source.js';

/** An open safetensors file, of which only the header is in memory. */
export class SafetensorsFile implements TensorSource {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly metadata: ReadonlyMap<string, string>;
  readonly #path: string;
  readonly #dataStart: number;
  #handle: FileHandle | undefined;

  private constructor(path: string, handle: FileHandle, dataStart: number, { entries, metadata }: Header) {
    this.#path = path;
    this.#handle = handle;
    this.#dataStart = dataStart;
    this.tensors = entries;
    this.metadata = metadata;
  }

  /** @throws InvalidDataError for a damaged or foreign file */
  static async open(path: string): Promise<SafetensorsFile> {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const start = await readPart(handle, 0, Math.min(8, size), path);
      const length = headerLength(start, size);
      const header = parseHeader(await readPart(handle, 8, length, path), size - 8 - length);
      return new SafetensorsFile(path, handle, 8 + length, header);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async read(name: string): Promise<NdArray> {
    const entry = this.tensors.get(name);
    if (!entry) throw new InvalidArgumentError('name', 'read', `be a tensor of ${this.#path}`, name);
    if (!this.#handle) throw new Error(`${this.#path} is closed.`);
    const { dtype, shape, begin, end } = entry;
    const bytes = await readPart(this.#handle, this.#dataStart + begin, end - begin, this.#path);
    return { data: decode(name, dtype, bytes), shape };
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Most bytes asked for at once: the system reads no more than 2 GiB. */
const CHUNK = 2 ** 30;

async function readPart(handle: FileHandle, position: number, length: number, path: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(length - at, CHUNK), position + at);
    if (bytesRead === 0) throw new InvalidDataError(`${path} ends at byte ${position + at}.`);
    at += bytesRead;
  }
  return bytes;
}
