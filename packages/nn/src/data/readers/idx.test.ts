import { gzipSync } from 'node:zlib';
import { InvalidDataError } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIdx } from './idx.js';
import { readIdx } from './read-idx.js';
import { fromBase64, golden, testFolder } from './test-files.js';

const folder = testFolder();
const file = (type: number, shape: readonly number[], entries: readonly number[]) =>
  Uint8Array.from([0, 0, type, shape.length, ...shape.flatMap((n) => [n >>> 24, n >>> 16, n >>> 8, n]), ...entries]);

describe('parseIdx', () => {
  it('reads every type as numpy does', () => {
    for (const { file, shape, values } of golden.idx) {
      const array = parseIdx(fromBase64(file));
      expect(array.shape).toEqual(shape);
      expect([...array.data]).toEqual(array.data instanceof Float32Array ? values.map(Math.fround) : values);
    }
  });

  it('reads back what was written, wherever in a buffer it stands', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(5), (entries, before) => {
        const bytes = new Uint8Array(before + 8 + entries.length);
        bytes.set(file(8, [entries.length], [...entries]), before);
        expect(parseIdx(bytes.subarray(before))).toEqual({ data: entries, shape: [entries.length] });
      }),
    );
  });

  it('has memory of its own', () => {
    const bytes = file(8, [1], [7]);
    const { data } = parseIdx(bytes);
    bytes[8] = 9;
    expect([...data]).toEqual([7]);
  });

  it.each([
    [Uint8Array.of(0, 0, 8), 'An IDX file has at least 4 bytes, not 3.'],
    [Uint8Array.of(1, 0, 8, 0, 5), 'An IDX file begins with 00 00, a type and a number of axes, not with 01 00 08 00.'],
    [Uint8Array.of(0, 0, 0x0a, 0, 5), 'not with 00 00 0a 00.'],
    [Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 1), 'The IDX header of 2 axes takes 12 bytes, but there are 8.'],
    [file(8, [3], [1, 2]), 'An IDX file of shape [3] has 11 bytes, but this one has 10.'],
    [file(8, [1], [1, 2]), 'An IDX file of shape [1] has 9 bytes, but this one has 10.'],
    [file(14, [2 ** 32 - 1, 2 ** 32 - 1], []), 'is larger than any file.'],
    [file(8, Array(255).fill(2 ** 32 - 1), []), 'is larger than any file.'],
  ])('refuses %j', (bytes, message) => {
    expect(() => parseIdx(bytes)).toThrow(message);
    expect(() => parseIdx(bytes)).toThrow(InvalidDataError);
  });
});

describe('readIdx', () => {
  it('reads a file, compressed or not', async () => {
    const bytes = file(8, [2, 2], [1, 2, 3, 4]);
    const expected = { data: Uint8Array.of(1, 2, 3, 4), shape: [2, 2] };
    expect(await readIdx(await folder.put('plain', bytes))).toEqual(expected);
    expect(await readIdx(await folder.put('small.gz', gzipSync(bytes)))).toEqual(expected);
    const large = file(8, [300, 1000], Array(300_000).fill(5));
    expect((await readIdx(await folder.put('large.gz', gzipSync(large)))).shape).toEqual([300, 1000]);
  });

  it('compares the header with the size before it takes memory', async () => {
    const path = await folder.put('x', file(14, [2 ** 31, 1000], [1, 2, 3])); // 17 terabytes
    await expect(readIdx(path)).rejects.toThrow(
      `${path}: An IDX file of shape [2147483648,1000] has 17179869184012 bytes, but this one has 15.`,
    );
    const claimed = await folder.put('y.gz', gzipSync(file(8, [2 ** 31], Array(2000).fill(1))));
    await expect(readIdx(claimed)).rejects.toThrow('has 2147483656 bytes, but this one has 2008.');
  });

  it('gives up a compressed file that holds more than its header says', async () => {
    const bomb = new Uint8Array(64 * 2 ** 20);
    bomb.set(file(8, [2000], []));
    const path = await folder.put('bomb.gz', gzipSync(bomb));
    const error = await readIdx(path).catch((reason) => reason);
    expect(error).toBeInstanceOf(InvalidDataError);
    const seen = Number(/this one has (\d+)/.exec(error.message)?.[1]);
    expect(seen).toBeLessThan(2 ** 20); // it was left there
  });

  it('reports damaged and missing files by name', async () => {
    const bytes = gzipSync(file(8, [4], [1, 2, 3, 4]));
    await expect(readIdx(await folder.put('cut.gz', bytes.subarray(0, -9)))).rejects.toThrow(
      'cut.gz: The gzip data is',
    );
    bytes[bytes.length - 6] ^= 1;
    await expect(readIdx(await folder.put('bad.gz', bytes))).rejects.toThrow('bad.gz: The gzip data is damaged');
    await expect(readIdx(`${folder.path}/none`)).rejects.toThrow('ENOENT');
  });
});
