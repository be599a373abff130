import { InvalidDataError } from '@ai/core';
import fc from 'fast-check';
import { encode } from 'fast-png';
import { zlibSync } from 'fflate';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { decodeImage, imageSize } from './image.js';
import { readImage } from './read-image.js';
import { fromBase64, golden, testFolder } from './test-files.js';

const folder = testFolder();
const { width, height, exact, deep, lossy } = golden.images;
const rgb = fromBase64(exact.find(({ name }) => name === 'rgb')!.file);
const jpeg = fromBase64(lossy[0].file);

/** A chunk of a PNG file with its checksum. */
function chunk(type: string, data: Uint8Array | readonly number[] = []): number[] {
  const body = [...type].map((c) => c.charCodeAt(0)).concat([...data]);
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return [...word(data.length), ...body, ...word(~crc)];
}
const word = (n: number) => [n >>> 24, n >>> 16, n >>> 8, n].map((byte) => byte & 255);
const header = (w: number, h: number, depth = 8, color = 0, interlace = 0) =>
  chunk('IHDR', [...word(w), ...word(h), depth, color, 0, 0, interlace]);
const png = (...chunks: number[][]) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...chunks.flat()]);
const pixels = (...bytes: number[]) => chunk('IDAT', zlibSync(Uint8Array.from(bytes)));

describe('decodeImage', () => {
  it.each(exact)('decodes PNG as PIL does: $name', ({ file, rgb, rgba, gray }) => {
    const bytes = fromBase64(file);
    expect(imageSize(bytes)).toMatchObject({ width, height });
    for (const [channels, expected] of [
      [3, rgb],
      [4, rgba],
      [1, gray],
    ] as const) {
      const { data, shape } = decodeImage(bytes, { channels });
      expect(shape).toEqual([height, width, channels]);
      expect([...data]).toEqual([...fromBase64(expected)]);
    }
  });

  it('keeps the precision of 16 bits', () => {
    for (const { file, channels, values } of deep) {
      const { data } = decodeImage(fromBase64(file), { channels, type: 'float32' });
      expect([...data]).toEqual(values.map((value) => Math.fround(value / 65535)));
      expect([...decodeImage(fromBase64(file), { channels }).data]).toEqual(
        values.map((value) => Math.round(value / 257)),
      );
    }
    const bytes = decodeImage(rgb).data;
    expect([...decodeImage(rgb, { type: 'float32' }).data]).toEqual([...bytes].map((byte) => Math.fround(byte / 255)));
  });

  it.each(lossy)('decodes JPEG near to PIL: $name', ({ name, file, rgb }) => {
    const { data, shape } = decodeImage(fromBase64(file));
    const expected = fromBase64(rgb);
    expect([shape, imageSize(fromBase64(file))]).toMatchObject([[28, 40, 3], { width: 40, height: 28 }]);
    const errors = Array.from(data, (value, i) => Math.abs(value - expected[i]));
    // the inverse transforms round differently; libjpeg also smooths subsampled colors, which jpeg-js does not
    expect(Math.max(...errors)).toBeLessThanOrEqual(name === 'subsampled' ? 24 : 3);
    expect(errors.reduce((a, b) => a + b) / errors.length).toBeLessThan(name === 'subsampled' ? 3 : 0.7);
  });

  it('gives back what an encoder wrote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(1, 3, 4),
        fc.integer(),
        (w, h, channels, seed) => {
          const data = Uint8Array.from({ length: w * h * channels }, (_, i) => (seed + i * i * 31) & 255);
          for (const interlace of ['null', 'Adam7'] as const) {
            const file = encode({ width: w, height: h, data, channels, depth: 8 }, { interlace });
            expect(decodeImage(file, { channels: channels as 1 | 3 | 4 })).toEqual({ data, shape: [h, w, channels] });
          }
        },
      ),
    );
  });

  it('never gives half an image: whatever is cut off or changed is an error or the whole image', () => {
    const whole = { png: decodeImage(rgb), jpeg: decodeImage(jpeg) };
    for (let length = 0; length < rgb.length; length++) {
      expect(() => decodeImage(rgb.subarray(0, length))).toThrow(InvalidDataError);
    }
    for (let length = 0; length < jpeg.length - 1; length++) {
      expect(() => decodeImage(jpeg.subarray(0, length))).toThrow(InvalidDataError);
    }
    fc.assert(
      fc.property(
        fc.constantFrom('png' as const, 'jpeg' as const),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (kind, at, change) => {
          const bytes = (kind === 'png' ? rgb : jpeg).slice();
          bytes[at % bytes.length] ^= change;
          try {
            const { data } = decodeImage(bytes, { maxPixels: 100_000 });
            if (kind === 'png') expect(data).toEqual(whole.png.data); // checksums tell
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidDataError);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('refuses too many pixels before it takes memory', () => {
    const vast = png(header(2 ** 31 - 1, 2 ** 31 - 1), pixels(0), chunk('IEND'));
    expect(() => decodeImage(vast)).toThrow(
      'The image has 2147483647 x 2147483647 pixels, but at most 100000000 are read.',
    );
    const large = Uint8Array.from(jpeg);
    const frame = large.findIndex((byte, i) => byte === 0xff && large[i + 1] === 0xc0);
    large.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(() => decodeImage(large)).toThrow('The image has 65535 x 65535 pixels');
    expect(() => decodeImage(rgb, { maxPixels: width * height - 1 })).toThrow(
      `but at most ${width * height - 1} are read.`,
    );
    expect(decodeImage(rgb, { maxPixels: width * height }).shape[0]).toBe(height);
  });

  it('refuses a PNG image that inflates to more than its pixels, at once', () => {
    const bomb = zlibSync(new Uint8Array(2 ** 26), { level: 9 });
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decodeImage(png(header(1, 1), chunk('IDAT', bomb), chunk('IEND')))).toThrow(
      'it holds more than its pixels',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 26);
    const profile = png(header(1, 1), chunk('iCCP', [65, 0, 0, ...bomb]), pixels(0, 77), chunk('IEND'));
    expect([...decodeImage(profile, { channels: 1 }).data]).toEqual([77]); // not looked at
  });

  it.each([
    ['no header', png(chunk('IEND'), Array(30).fill(0)), 'The PNG image is damaged: it has no header.'],
    ['no pixels', png(header(0, 5), chunk('IEND')), 'The PNG image is damaged: its size is 0 x 5.'],
    ['a depth', png(header(1, 1, 16, 3), chunk('IEND')), 'The PNG image is damaged: color type 3 of 16 bits.'],
    ['a color type', png(header(1, 1, 8, 5), chunk('IEND')), 'The PNG image is damaged: color type 5 of 8 bits.'],
    ['no data', png(header(1, 1), chunk('IEND')), 'The PNG image is damaged: '],
    ['few pixels', png(header(2, 1), pixels(0, 1), chunk('IEND')), 'The PNG image is damaged: pixels are missing.'],
    ['a filter', png(header(1, 1), pixels(9, 1), chunk('IEND')), 'The PNG image is damaged: Unsupported filter: 9.'],
    [
      'no palette',
      png(header(1, 1, 8, 3), pixels(0, 0), chunk('IEND')),
      'The PNG image is damaged: it has no palette.',
    ],
    ['a short palette', png(header(1, 1, 8, 3), chunk('PLTE', [1, 2, 3]), pixels(0, 1), chunk('IEND')), 'damaged: '],
    [
      'interlaced bits',
      png(header(9, 9, 1, 0, 1), pixels(0), chunk('IEND')),
      'Interlaced PNG images of fewer than 8 bits',
    ],
    ['another interlace', png(header(1, 1, 8, 0, 7), pixels(0, 0), chunk('IEND')), 'damaged: '],
    ['text', new TextEncoder().encode('P6 2 2 255 ....'), 'The file is neither a PNG nor a JPEG image.'],
    ['nothing', new Uint8Array(0), 'The file is neither a PNG nor a JPEG image.'],
    ['a JPEG without a frame', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), 'The JPEG image is damaged: it has no frame.'],
    ['lossless', Uint8Array.of(0xff, 0xd8, 0xff, 0xc3, 0, 8), 'Only baseline and progressive JPEG images are read.'],
    [
      '12 bits',
      Uint8Array.of(0xff, 0xd8, 0xff, 0xc1, 0, 11, 12, 0, 1, 0, 1, 1, 1),
      'Only JPEG images of 8 bits are read, not of 12.',
    ],
    [
      'CMYK',
      Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 20, 8, 0, 1, 0, 1, 4, 1),
      'Only JPEG images of 1 or 3 components',
    ],
    [
      'no size',
      Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 1, 1, 1),
      'The JPEG image is damaged: its size is 1 x 0.',
    ],
    ['no marker', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 2, 7, 7), 'The JPEG image is damaged: byte 6 is no marker.'],
    ['a scan cut short', cutScan(), 'The JPEG image is damaged: '],
  ])('refuses a file with %s', (_, bytes, message) => {
    expect(() => decodeImage(bytes)).toThrow(message);
    expect(() => decodeImage(bytes)).toThrow(InvalidDataError);
  });

  it('refuses options that make no sense', () => {
    expect(() => decodeImage(rgb, { channels: 2 as 3 })).toThrow(
      "'channels' of decodeImage must be one of 1, 3, 4, got 2.",
    );
    expect(() => decodeImage(rgb, { type: 'float64' as 'uint8' })).toThrow("'type' of decodeImage must be one of");
    expect(() => decodeImage(rgb, { maxPixels: 0 })).toThrow(
      "'maxPixels' of decodeImage must be an integer >= 1, got 0.",
    );
  });
});

/** A JPEG image whose scan has an end, but only half its data. */
function cutScan(): Uint8Array {
  const { data } = encodeJpeg(
    { width: 64, height: 64, data: Uint8Array.from({ length: 64 * 64 * 4 }, (_, i) => i * i) },
    90,
  );
  return Uint8Array.from([...data.subarray(0, data.length / 2), 0xff, 0xd9]);
}

describe('readImage', () => {
  it('reads files, and reports under their names', async () => {
    expect(await readImage(await folder.put('x.bin', rgb))).toEqual(decodeImage(rgb));
    const bad = await folder.put('bad.png', rgb.subarray(0, 60));
    await expect(readImage(bad)).rejects.toThrow(`${bad}: The PNG image is damaged: it is cut off.`);
    await expect(readImage(folder.path)).rejects.toThrow(`${folder.path}: It is no ordinary file.`);
    const long = await folder.put('long.png', new Uint8Array(2 ** 24 + 100));
    await expect(readImage(long, { maxPixels: 10 })).rejects.toThrow('more than any image of 10 pixels.');
    await expect(readImage(`${folder.path}/none`)).rejects.toThrow('ENOENT');
  });
});
