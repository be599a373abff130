import { InvalidDataError } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './read-lines.js';
import { pieces, testFolder } from './test-files.js';
import { type LinesOptions, parseLines } from './text-lines.js';
import type { Chunks } from './utf8.js';

const folder = testFolder();
const encode = (text: string) => new TextEncoder().encode(text);

async function linesOf(chunks: Chunks, options?: LinesOptions): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of parseLines(chunks, options)) lines.push(line);
  return lines;
}

describe('parseLines', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['\n', ['']],
    ['a\r\nb\nc\r\n', ['a', 'b', 'c']],
    ['a\rb\r\r\n\n', ['a\rb\r', '']],
    ['\ufeffa\n\ufeffb', ['a', '\ufeffb']],
    ['a\n\r', ['a', '\r']],
    ['a\n\r\n', ['a', '']],
  ])('divides %j', async (text, lines) => {
    expect(await linesOf([text])).toEqual(lines);
    expect(await linesOf([encode(text)])).toEqual(lines);
  });

  it('gives back the lines that were joined, whatever the pieces', async () => {
    const line = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/[\n\r\ufeff]/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.array(fc.nat()), async (lines, end, cuts) => {
        const bytes = encode(lines.map((each) => each + end).join(''));
        expect(await linesOf(pieces(bytes, cuts))).toEqual(lines);
        expect(await linesOf(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(lines);
        expect(await linesOf(lines.flatMap((each) => [encode(each), end]))).toEqual(lines);
      }),
    );
  });

  it('tells where bytes are not UTF-8, whatever the pieces', async () => {
    const text = encode('zwölf\n🙂');
    for (const [bytes, message] of [
      [[...text, 0xff, 65], 'The text is not UTF-8: byte 11 does not fit.'],
      [text.subarray(0, -1), 'The text is not UTF-8: it ends within a character.'],
      [[65, 0xc3, 65], 'The text is not UTF-8: byte 2 does not fit.'],
      [[0xff, 0xfe, 65, 0, 66, 0], 'The text is not UTF-8: byte 0 does not fit (it begins like UTF-16).'],
    ] as const) {
      for (const cuts of [[], [1, 2, 3, 4], [9], [10, 11]]) {
        const all = Uint8Array.from(bytes);
        const error = await linesOf(pieces(all, cuts)).catch((reason) => reason);
        expect(error).toBeInstanceOf(InvalidDataError);
        if (cuts.length === 0) expect(error.message).toBe(message);
        else expect(error.message).toContain(message.slice(0, message.indexOf(':')));
      }
    }
    await expect(linesOf([encode('ab'), Uint8Array.of(0xe2), Uint8Array.of(0x82, 0x41)])).rejects.toThrow(
      'byte 4 does not',
    );
  });

  it('holds no more than a line', async () => {
    expect(await linesOf(['abc\r\nde'], { maxLength: 3 })).toEqual(['abc', 'de']);
    for (const text of ['x\nabcd\n', 'x\nabcd', 'x\nabcd\r\n']) {
      await expect(linesOf([text], { maxLength: 3 })).rejects.toThrow('Line 2 has more than 3 characters.');
    }
    let asked = 0;
    const endless = (function* () {
      for (;;) yield String(asked++).padEnd(1000, '.');
    })();
    await expect(linesOf(endless)).rejects.toThrow('Line 1 has more than 1048576 characters.');
    expect(asked).toBeLessThan(1100);
    await expect(linesOf([], { maxLength: 0 })).rejects.toThrow("'maxLength' of parseLines must be an integer >= 1");
  });
});

describe('readLines', () => {
  it('reads a file as far as it is asked, and reports under its name', async () => {
    const path = await folder.put('long.txt', Array.from({ length: 50_000 }, (_, i) => `line ${i}\r\n`).join(''));
    let count = 0;
    for await (const line of readLines(path)) expect(line).toBe(`line ${count++}`);
    expect(count).toBe(50_000);
    for await (const line of readLines(path)) {
      expect(line).toBe('line 0');
      break;
    }
    const bad = await folder.put('bad.txt', Uint8Array.of(65, 10, 0x80));
    await expect(readLines(bad).next()).rejects.toThrow(`${bad}: The text is not UTF-8: byte 2 does not fit.`);
    await expect(readLines(`${folder.path}/none`).next()).rejects.toThrow('ENOENT');
  });
});
