import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InvalidArgumentError, InvalidDataError } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import { jsonMembers } from './json-members.js';
import { SafetensorsFile } from './safetensors-file.js';
import type { TensorInfo } from './safetensors-header.js';
import type { TensorSource } from './tensor-source.js';

/** Largest index that is read, in bytes. */
const INDEX_LIMIT = 100_000_000;

/** A checkpoint in several safetensors files beside an index, `model.safetensors.index.json`, as Hugging Face writes them. */
export class ShardedSafetensors implements TensorSource {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly metadata: ReadonlyMap<string, string>;
  readonly #path: string;
  readonly #fileOf: ReadonlyMap<string, SafetensorsFile>;

  private constructor(
    path: string,
    metadata: ReadonlyMap<string, string>,
    fileOf: ReadonlyMap<string, SafetensorsFile>,
  ) {
    this.#path = path;
    this.#fileOf = fileOf;
    this.metadata = metadata;
    this.tensors = new Map([...fileOf].map(([name, file]) => [name, file.tensors.get(name)!]));
  }

  /** @throws InvalidDataError for a damaged or foreign index or file, a file outside the index's folder, a tensor that is not in its file */
  static async open(path: string): Promise<ShardedSafetensors> {
    const { metadata, shardOf } = parseIndex(await readText(path), path);
    const files = new Map<string, SafetensorsFile>();
    try {
      for (const shard of new Set(shardOf.values())) {
        files.set(shard, await SafetensorsFile.open(join(dirname(path), shard)));
      }
      for (const [name, shard] of shardOf) {
        if (!files.get(shard)!.tensors.has(name)) throw new InvalidDataError(`${shard} has no tensor '${name}'.`);
      }
    } catch (error) {
      await closeAll(files.values());
      throw error;
    }
    return new ShardedSafetensors(
      path,
      metadata,
      new Map([...shardOf].map(([name, shard]) => [name, files.get(shard)!])),
    );
  }

  async read(name: string): Promise<NdArray> {
    const file = this.#fileOf.get(name);
    if (!file) throw new InvalidArgumentError('name', 'read', `be a tensor of ${this.#path}`, name);
    return file.read(name);
  }

  async close(): Promise<void> {
    await closeAll(new Set(this.#fileOf.values()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function closeAll(files: Iterable<SafetensorsFile>): Promise<void> {
  for (const file of files) await file.close();
}

async function readText(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > INDEX_LIMIT) throw new InvalidDataError(`${path} has ${size} bytes, over the limit of ${INDEX_LIMIT}.`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile());
  } catch (error) {
    if (error instanceof TypeError) throw new InvalidDataError(`${path} is not UTF-8.`);
    throw error;
  } finally {
    await handle.close();
  }
}

function parseIndex(text: string, path: string): { metadata: Map<string, string>; shardOf: Map<string, string> } {
  const refuse = (reason: string): never => {
    throw new InvalidDataError(`${path} is not a valid index: ${reason}.`);
  };
  const members = (json: string): Map<string, string> => {
    if (!json.trimStart().startsWith('{')) refuse('an object is missing');
    return jsonMembers(json, (name) => refuse(`the name ${JSON.stringify(name)} stands twice`));
  };
  try {
    JSON.parse(text);
  } catch {
    return refuse('it is not JSON');
  }
  const top = members(text);
  const metadata = new Map<string, string>();
  for (const [key, json] of members(top.get('metadata') ?? '{}')) {
    const value: unknown = JSON.parse(json);
    metadata.set(key, typeof value === 'string' ? value : json);
  }
  const shardOf = new Map<string, string>();
  for (const [name, json] of members(top.get('weight_map') ?? '')) {
    const shard: unknown = JSON.parse(json);
    if (!isFileName(shard)) return refuse(`${json} is not the name of a file beside it`);
    shardOf.set(name, shard);
  }
  return { metadata, shardOf };
}

/** The plain name of a safetensors file: no separator leads out of the folder, whatever the system. */
function isFileName(value: unknown): value is string {
  return typeof value === 'string' && /^[^/\\:\0]+\.safetensors$/.test(value);
}
