import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { InvalidDataError } from '@ai/core';
import type { NdArray } from '../../array/nd-array.js';
import { checkIdxSize, MAX_IDX_HEADER, parseIdx, parseIdxHeader } from './idx.js';
import { naming } from './naming.js';

/**
 * Reads an IDX file, as it is or compressed with gzip: train-images-idx3-ubyte.gz as it is downloaded. What the header declares is
 * compared with the size of the file before memory is taken; a compressed file is given up as soon as it holds more.
 *
 * @returns as `parseIdx`
 * @throws InvalidDataError as `parseIdx` does, beginning with the file's name
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { ArrayDataset } from '@ai/nn';
 * import { readIdx } from '@ai/nn/node';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'idx-'));
 * await writeFile(join(folder, 'images'), Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 9, 8, 7, 6));
 * await writeFile(join(folder, 'labels'), Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 5));
 * const data = new ArrayDataset(await readIdx(join(folder, 'images')), await readIdx(join(folder, 'labels')));
 * console.log(data.length); // 1
 * ```
 */
export async function readIdx(path: string): Promise<NdArray> {
  return naming(path, async () => {
    const file = await open(path);
    try {
      const beginning = await readAt(file, MAX_IDX_HEADER);
      if (beginning[0] === 0x1f && beginning[1] === 0x8b) return parseIdx(await gunzip(path));
      const header = parseIdxHeader(beginning);
      checkIdxSize(header, (await file.stat()).size);
      return parseIdx(await readAt(file, header.size));
    } finally {
      await file.close();
    }
  });
}

/** The first `length` bytes of a file, or fewer if it is shorter. */
async function readAt(file: FileHandle, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, Math.min(length - filled, 2 ** 30), filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** What is compressed in a file, as long as it is not more than its own header declares. */
async function gunzip(path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let beginning = new Uint8Array(0);
  let limit = Number.POSITIVE_INFINITY;
  const file = createReadStream(path);
  const unzip = createGunzip();
  file.on('error', (error) => unzip.destroy(error));
  try {
    for await (const chunk of file.pipe(unzip) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      length += chunk.length;
      if (limit === Number.POSITIVE_INFINITY) {
        beginning = Buffer.concat([beginning, chunk.subarray(0, MAX_IDX_HEADER)]);
        if (beginning.length >= MAX_IDX_HEADER) limit = parseIdxHeader(beginning).size;
      }
      if (length > limit) checkIdxSize(parseIdxHeader(beginning), length);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code?.startsWith('Z_')) throw new InvalidDataError(`The gzip data is damaged (${(error as Error).message}).`);
    throw error;
  } finally {
    file.destroy();
    unzip.destroy();
  }
  return Buffer.concat(chunks, length);
}
