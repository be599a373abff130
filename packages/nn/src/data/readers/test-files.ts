// Helpers of the tests in this folder.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readGolden } from '@ai/core/testing';
import { afterEach, beforeEach } from 'vitest';

interface Golden {
  readonly idx: readonly { file: string; shape: number[]; values: number[] }[];
  readonly csv: readonly { text: string; delimiter: string; rows: string[][] }[];
  readonly images: {
    readonly width: number;
    readonly height: number;
    readonly exact: readonly { name: string; file: string; rgb: string; rgba: string; gray: string }[];
    readonly deep: readonly { file: string; channels: 1 | 3; values: number[] }[];
    readonly lossy: readonly { name: string; file: string; rgb: string }[];
  };
  readonly imageFolder: {
    readonly files: readonly string[];
    readonly classes: readonly string[];
    readonly images: readonly { path: string; label: number }[];
  };
  readonly splits: readonly { length: number; shares: number[]; sizes: number[] }[];
  readonly concat: { readonly lengths: readonly number[]; readonly values: readonly number[] };
}

/** What numpy, PIL, torchvision and PyTorch make of the same files. */
export const golden = readGolden<Golden>(new URL('../../../golden/data-readers.json', import.meta.url));

export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));

/** A folder of its own for each test; `put` writes a file in it and tells its path. */
export function testFolder(): {
  readonly path: string;
  put(name: string, content: string | Uint8Array): Promise<string>;
} {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'nn-data-'));
  });
  afterEach(() => rm(path, { recursive: true }));
  return {
    get path() {
      return path;
    },
    async put(name, content) {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
  };
}

/** The bytes in pieces that end at the given places. */
export function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}
