import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidDataError, Random } from '@ai/core';
import { describe, expect, it } from 'vitest';
import { Conv2d, ndArray, parseSafetensors, serializeSafetensors } from '../index.js';
import { loadSafetensors, saveSafetensors } from '../node.js';

/** A file with this header text and so many bytes of data. */
function file(header: string | Uint8Array, size = 0): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (dtype: string, shape: number[], begin: number, end: number): string =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

describe('safetensors', () => {
  it('keeps tensors, names and metadata', () => {
    const tensors = new Map([
      ['scalar', ndArray([1.5], [])],
      ['empty', ndArray([], [0, 3])],
      ['__proto__', ndArray(Int32Array.of(-1, 2))],
      ['bytes', ndArray(Uint8Array.of(1, 2, 3))],
      ['a "b"\\ é', ndArray([1, 2], [2, 1])],
    ]);
    const { tensors: read, metadata } = parseSafetensors(serializeSafetensors(tensors, { format: 'pt' }));
    expect(new Map([...read].sort())).toEqual(new Map([...tensors].sort()));
    expect([...metadata]).toEqual([['format', 'pt']]);
    expect(parseSafetensors(file('{}')).tensors.size).toBe(0);
  });

  it('reads every type, in any order', () => {
    const bytes = file(
      `{"h":${entry('F16', [3], 8, 14)},"d":${entry('F64', [1], 0, 8)},"b":${entry('BF16', [1], 14, 16)},"i":${entry('I64', [1], 16, 24)}}`,
      24,
    );
    const view = new DataView(bytes.buffer, bytes.length - 24);
    view.setFloat64(0, 0.5, true);
    [0x3c00, 0xfc00, 0x0001].forEach((bits, i) => {
      view.setUint16(8 + 2 * i, bits, true);
    });
    view.setUint16(14, 0xc040, true);
    view.setBigInt64(16, -7n, true);
    const { tensors } = parseSafetensors(bytes);
    expect([...tensors.get('d')!.data]).toEqual([0.5]);
    expect([...tensors.get('h')!.data]).toEqual([1, Number.NEGATIVE_INFINITY, 2 ** -24]);
    expect([...tensors.get('b')!.data]).toEqual([-3]);
    expect([...tensors.get('i')!.data]).toEqual([-7]);
    view.setBigInt64(16, 2n ** 40n, true);
    expect(() => parseSafetensors(bytes)).toThrow('int32 cannot hold');
  });

  const one = entry('F32', [1], 0, 4);
  const huge = new Uint8Array(8);
  new DataView(huge.buffer).setBigUint64(0, 2n ** 63n, true);
  it.each<[string, Uint8Array, string]>([
    ['fewer than 8 bytes', new Uint8Array(7), 'fewer than 8'],
    ['a header over the limit', huge, 'over the limit'],
    ['a header past the end', file('{}').subarray(0, 9), 'in a file of 9'],
    ['another first character', file(' {}'), "does not start with '{'"],
    ['no UTF-8', file(Uint8Array.of(0x7b, 0xff, 0x7d)), 'not UTF-8'],
    ['no JSON', file('{"a"'), 'not JSON'],
    ['a name twice', file(`{"a":${one},"a":${one}}`, 4), 'stands twice'],
    ['an escaped name twice', file(`{"a":${one},"\\u0061":${one}}`, 4), 'stands twice'],
    ['an unknown type', file(`{"a":${entry('F8', [1], 0, 1)}}`, 1), 'unknown dtype'],
    ['a type of Object.prototype', file(`{"a":${entry('constructor', [1], 0, 1)}}`, 1), 'unknown dtype'],
    ['a negative offset', file(`{"a":${entry('F32', [1], -4, 0)}}`, 4), 'offsets'],
    ['a fractional offset', file(`{"a":${entry('F32', [1], 0.5, 4.5)}}`, 8), 'offsets'],
    ['an unsafe offset', file(`{"a":${entry('F32', [1], 2 ** 53, 2 ** 53 + 4)}}`, 4), 'offsets'],
    ['a negative size', file(`{"a":${entry('F32', [-1], 0, 4)}}`, 4), 'shape'],
    ['an overflowing size', file(`{"a":${entry('F32', [2 ** 40, 2 ** 40], 0, 4)}}`, 4), 'bytes for F32'],
    ['another size', file(`{"a":${entry('F32', [2], 0, 4)}}`, 4), '4 bytes for F32 of shape [2]'],
    ['an overlap', file(`{"a":${one},"b":${one}}`, 4), 'overlaps'],
    ['a hole', file(`{"a":${one},"b":${entry('F32', [1], 8, 12)}}`, 12), 'hole'],
    ['bytes at the end', file(`{"a":${one}}`, 5), '1 bytes follow'],
    ['too few bytes', file(`{"a":${one}}`, 3), 'end at byte 4 of 3'],
    ['an entry that is no object', file('{"a":1}'), 'not an object'],
    ['metadata that is no text', file('{"__metadata__":{"a":1}}'), 'not text'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(() => parseSafetensors(bytes)).toThrow(InvalidDataError);
    expect(() => parseSafetensors(bytes)).toThrow(reason);
  });

  it('refuses to write the reserved name', () => {
    expect(() => serializeSafetensors(new Map([['__metadata__', ndArray([1])]]))).toThrow(InvalidDataError);
  });

  it('saves and loads modules, and leaves no temporary file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nn-'));
    try {
      const path = join(folder, 'conv.safetensors');
      using conv = new Conv2d(2, 3, 2, { random: new Random(1) });
      using other = new Conv2d(2, 3, 2, { random: new Random(2) });
      await saveSafetensors(conv, path);
      expect(await loadSafetensors(other, path)).toEqual({ missing: [], unexpected: [], misshaped: [] });
      expect(other.stateDict()).toEqual(conv.stateDict());
      expect(await readdir(folder)).toEqual(['conv.safetensors']);
      await writeFile(path, 'damaged');
      await expect(loadSafetensors(other, path)).rejects.toThrow(InvalidDataError);
      await expect(saveSafetensors(conv, join(folder, 'absent', 'x'))).rejects.toThrow('ENOENT');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
