import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.js';
import { decodeImage } from './image.js';
import { parseLines } from './text-lines.js';
import { decodeUtf8 } from './utf8.js';

/** The processor time of the quickest of several runs, in microseconds. */
async function timeOf(run: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  return best;
}

async function drain(lines: AsyncIterable<string>): Promise<void> {
  for await (const _ of lines);
}

const ignoring = (run: () => unknown) => {
  try {
    run();
  } catch {}
};

const crcless = (type: string, length: number) => [
  0,
  0,
  length >> 8,
  length & 255,
  ...Buffer.from(type),
  ...Array(length + 4).fill(0),
];

/** Inputs of a size that would take long where something is looked at again and again. */
const CASES: readonly (readonly [string, number, (n: number) => () => unknown])[] = [
  [
    'CSV: many rows',
    666,
    (n) => {
      const text = `a,b\n${'1,2\n'.repeat(n)}`;
      return () => parseCsv(text);
    },
  ],
  [
    'CSV: one row of many cells',
    666,
    (n) => {
      const text = '1,'.repeat(n);
      return () => parseCsv(text, { header: false, fill: 0 });
    },
  ],
  [
    'CSV: one cell of doubled quotes',
    2666,
    (n) => {
      const text = `"${'""'.repeat(n)}"`;
      return () => ignoring(() => parseCsv(text, { header: false, otherColumns: 'text' }));
    },
  ],
  [
    'CSV: a quote that is not closed',
    2666,
    (n) => {
      const text = `a\n"${'x,\n'.repeat(n)}`;
      return () => ignoring(() => parseCsv(text));
    },
  ],
  [
    'CSV: many classes',
    500,
    (n) => {
      const text = Array.from({ length: n }, (_, i) => `class ${i}\n`).join('');
      return () => parseCsv(text, { header: ['c'], columns: { c: 'label' } });
    },
  ],
  [
    'lines: one in many pieces',
    3333,
    (n) => {
      const pieces = Array(n).fill('x'.repeat(10));
      return () => drain(parseLines(pieces, { maxLength: 1e9 }));
    },
  ],
  [
    'lines: many in one piece',
    6666,
    (n) => {
      const text = '\r\n'.repeat(n);
      return () => drain(parseLines([text]));
    },
  ],
  [
    'lines: one byte at a time',
    3333,
    (n) => {
      const pieces = Array(n).fill(Uint8Array.of(0x61));
      return () => drain(parseLines(pieces));
    },
  ],
  [
    'text that is not UTF-8 at its end',
    100000,
    (n) => {
      const bytes = new Uint8Array(n).fill(0x61);
      bytes[n - 1] = 0xff;
      return () => ignoring(() => decodeUtf8(bytes));
    },
  ],
  [
    'PNG: many small chunks',
    1666,
    (n) => {
      const start = [
        0x89,
        0x50,
        0x4e,
        0x47,
        13,
        10,
        26,
        10,
        0,
        0,
        0,
        13,
        ...Buffer.from('IHDR'),
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
      ];
      const bytes = Uint8Array.from([
        ...start,
        ...Array.from({ length: n }, () => crcless('IDAT', 1)).flat(),
        ...crcless('IEND', 0),
      ]);
      return () => ignoring(() => decodeImage(bytes));
    },
  ],
  [
    'JPEG: many segments',
    6666,
    (n) => {
      const bytes = Uint8Array.from([0xff, 0xd8, ...Array.from({ length: n }, () => [0xff, 0xfe, 0, 2]).flat()]);
      return () => ignoring(() => decodeImage(bytes));
    },
  ],
  [
    'JPEG: padding',
    33333,
    (n) => {
      const bytes = new Uint8Array(n).fill(0xff);
      bytes[1] = 0xd8;
      return () => ignoring(() => decodeImage(bytes));
    },
  ],
];

describe('time grows with the size of a file, not with its square', () => {
  it.each(CASES)('%s', async (_, n, make) => {
    const [small, large] = [make(n), make(16 * n)]; // from n to 4 n, twice
    await timeOf(large); // compiled before it is measured
    const ratio = (await timeOf(large)) / Math.max(await timeOf(small), 300); // shorter times are not told apart
    expect(ratio).toBeLessThan(64); // 16 as it should be, and what a busy machine adds; 256 if it were the square
  });
});
