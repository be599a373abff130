import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, InvalidDataError } from '@ai/core';
import { readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { type NdArray, ndArray, parseSafetensors, serializeSafetensors } from '../index.js';

interface GoldenTensor {
  readonly shape: number[];
  readonly data: number[];
  readonly dtype: string;
}

const golden = readGolden<{
  every: Record<string, GoldenTensor>;
  state: Record<string, GoldenTensor>;
  written: Record<string, string>;
}>(new URL('../../golden/safetensors.json', import.meta.url));

function toState(tensors: Record<string, GoldenTensor>): Map<string, NdArray> {
  const kinds: Record<string, { from(data: number[]): NdArray['data'] }> = { int32: Int32Array, uint8: Uint8Array };
  return new Map(
    Object.entries(tensors).map(([name, { shape, data, dtype }]) => [
      name,
      ndArray((kinds[dtype] ?? Float32Array).from(data), shape),
    ]),
  );
}

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
    const { tensors: read, metadata } = parseSafetensors(serializeSafetensors(tensors, { metadata: { format: 'pt' } }));
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
    ['a member of an entry twice', file(`{"a":{"dtype":"U8",${one.slice(1)}}`, 4), 'stands twice'],
    ['a key of the metadata twice', file('{"__metadata__":{"a":"1","a":"2"}}'), 'stands twice'],
    ['an entry without offsets', file('{"a":{"dtype":"F32","shape":[1]}}', 4), 'offsets'],
    ['an array', file('[]'), "does not start with '{'"],
    ['text after the object', file('{}x'), 'not JSON'],
    ['metadata that is no text', file('{"__metadata__":{"a":1}}'), 'not text'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(() => parseSafetensors(bytes)).toThrow(InvalidDataError);
    expect(() => parseSafetensors(bytes)).toThrow(reason);
  });

  it('refuses to write what would not be read', () => {
    expect(() => serializeSafetensors(new Map([['__metadata__', ndArray([1])]]))).toThrow(InvalidDataError);
    const bad = { data: new Float32Array(3), shape: [2] };
    expect(() => serializeSafetensors(new Map([['a', bad]]))).toThrow("'a' has 3 entries for shape [2].");
    expect(() => serializeSafetensors(new Map(), { floats: 'F64' as never })).toThrow(InvalidArgumentError);
  });

  it('reads every type as the reference library wrote it', async () => {
    const { tensors, metadata } = parseSafetensors(
      await readFile(new URL('../../golden/every-type.safetensors', import.meta.url)),
    );
    expect([...metadata]).toEqual([['format', 'pt']]);
    expect([...tensors.keys()].sort()).toEqual(Object.keys(golden.every).sort());
    for (const [name, { shape, data }] of Object.entries(golden.every)) {
      const read = tensors.get(name)!;
      expect(read.shape, name).toEqual(shape);
      expect([...read.data], name).toEqual(data.map((value) => (name === 'f64' ? Math.fround(value) : value)));
    }
  });

  it.each(['F32', 'F16', 'BF16'] as const)(
    'writes the bytes that the reference library writes, floats as %s',
    (floats) => {
      const bytes = serializeSafetensors(toState(golden.state), { metadata: { format: 'pt' }, floats });
      expect(Buffer.from(bytes).toString('hex')).toBe(golden.written[floats]);
    },
  );

  it('keeps NaN in every width', () => {
    for (const floats of ['F32', 'F16', 'BF16'] as const) {
      const bytes = serializeSafetensors(new Map([['a', ndArray([Number.NaN])]]), { floats });
      expect([...parseSafetensors(bytes).tensors.get('a')!.data], floats).toEqual([Number.NaN]);
    }
  });

  it('gives the same bytes whatever the order of the tensors', () => {
    const state = toState(golden.state);
    const turned = new Map([...state].reverse());
    expect(serializeSafetensors(turned)).toEqual(serializeSafetensors(state));
  });

  it('takes time that grows linearly with the header', () => {
    const time = (count: number): number => {
      const names = Array.from({ length: count }, (_, i) => `"${'{['.repeat(50)}${i}":${entry('F32', [0], 0, 0)}`);
      const bytes = file(`{${names.join(',')}}`);
      const start = process.cpuUsage();
      expect(parseSafetensors(bytes).tensors.size).toBe(count);
      return process.cpuUsage(start).user;
    };
    const best = (count: number): number => Math.min(...Array.from({ length: 5 }, () => time(count)));
    best(4000);
    expect(best(8000) / best(2000)).toBeLessThan(10);
  });
});
