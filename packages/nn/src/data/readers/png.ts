import { InvalidDataError } from '@ai/core';
import { convertIndexedToRgb, decode } from 'fast-png';
import { Unzlib } from 'fflate';
import type { Pixels } from './pixels.js';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples per pixel by color type. */
const SAMPLES: ReadonlyMap<number, { readonly count: 1 | 2 | 3 | 4; readonly depths: readonly number[] }> = new Map([
  [0, { count: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { count: 3, depths: [8, 16] }],
  [3, { count: 1, depths: [1, 2, 4, 8] }],
  [4, { count: 2, depths: [8, 16] }],
  [6, { count: 4, depths: [8, 16] }],
]);
/** Chunks without which an image cannot be decoded; others are not looked at. */
const NEEDED = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly color: number;
  readonly interlaced: boolean;
}

/** @throws InvalidDataError for a damaged header */
export function pngSize(bytes: Uint8Array): Header {
  if (bytes.length < 33 || typeAt(bytes, 12) !== 'IHDR') throw damaged('it has no header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, color, , , interlace] = bytes.subarray(24, 29);
  if (width === 0 || height === 0) throw damaged(`its size is ${width} x ${height}`);
  if (!SAMPLES.get(color)?.depths.includes(depth)) throw damaged(`color type ${color} of ${depth} bits`);
  const interlaced = interlace === 1;
  if (interlaced && depth < 8) {
    throw new InvalidDataError('Interlaced PNG images of fewer than 8 bits are not read.'); // nor by fast-png, which takes them for 8
  }
  return { width, height, depth, color, interlaced };
}

/** @throws InvalidDataError for a damaged or incomplete image */
export function decodePng(bytes: Uint8Array): Pixels {
  const header = pngSize(bytes);
  const { file, compressed } = neededChunks(bytes);
  checkInflated(compressed, inflatedSize(header));
  try {
    return toPixels(decode(file, { checkCrc: true }), header);
  } catch (error) {
    throw damaged((error as Error).message);
  }
}

/** The file without chunks that are not needed, and its compressed pixels. */
function neededChunks(bytes: Uint8Array): { file: Uint8Array; compressed: Uint8Array[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 8)];
  const compressed: Uint8Array[] = [];
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) throw damaged('it is cut off');
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) throw damaged('it is cut off');
    const type = typeAt(bytes, at + 4);
    if (NEEDED.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IDAT') compressed.push(bytes.subarray(at + 8, end - 4));
    if (type === 'IEND') break;
    at = end;
  }
  const file = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of kept) {
    file.set(part, offset);
    offset += part.length;
  }
  return { file, compressed };
}

/** Bytes of all rows with the filter byte of each; an interlaced image is made of up to seven smaller ones. */
function inflatedSize({ width, height, depth, color, interlaced }: Header): number {
  const bits = depth * SAMPLES.get(color)!.count;
  const size = (w: number, h: number) => (w > 0 ? h * (1 + Math.ceil((w * bits) / 8)) : 0);
  if (!interlaced) return size(width, height);
  const passes = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
  ];
  return passes.reduce(
    (sum, [x, y, dx, dy]) => sum + size(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
    0,
  );
}

/** Inflates without keeping anything, so that a file that holds more or fewer pixels than it says is refused before it takes memory. */
function checkInflated(compressed: readonly Uint8Array[], expected: number): void {
  let size = 0;
  const inflate = new Unzlib((chunk) => {
    size += chunk.length;
    if (size > expected) throw damaged('it holds more than its pixels');
  });
  try {
    for (const part of compressed) {
      for (let at = 0; at < part.length; at += 4096) inflate.push(part.subarray(at, at + 4096), false);
    }
    inflate.push(new Uint8Array(0), true);
  } catch (error) {
    throw error instanceof InvalidDataError ? error : damaged((error as Error).message);
  }
  if (size !== expected) throw damaged('pixels are missing');
}

function toPixels(png: ReturnType<typeof decode>, { color, depth }: Header): Pixels {
  const { width, height } = png;
  if (color === 3) {
    if (!png.palette?.length) throw new Error('it has no palette');
    const channels = png.palette[0].length as 3 | 4;
    return { width, height, channels, full: 255, data: convertIndexedToRgb(png) };
  }
  const data = depth < 8 ? unpacked(png) : (png.data as Uint8Array | Uint16Array);
  const pixels: Pixels = { width, height, channels: SAMPLES.get(color)!.count, full: depth === 16 ? 65535 : 255, data };
  if (!png.transparency) return pixels;
  const step = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  return withTransparent(
    pixels,
    Array.from(png.transparency, (value) => value * step),
  );
}

/** Gray of 1, 2 or 4 bits, several to a byte, spread over 0 to 255. */
function unpacked({ data, width, height, depth }: ReturnType<typeof decode>): Uint8Array {
  const result = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  const largest = 2 ** depth - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const value = (data[y * rowBytes + (bit >> 3)] >> (8 - depth - (bit & 7))) & largest;
      result[y * width + x] = (value * 255) / largest;
    }
  }
  return result;
}

/** The pixels with opacity: none where they have a certain color, full elsewhere. */
function withTransparent({ width, height, channels, full, data }: Pixels, color: readonly number[]): Pixels {
  const kind = data.constructor as Uint8ArrayConstructor;
  const result = new kind(width * height * (channels + 1));
  for (let pixel = 0; pixel < width * height; pixel++) {
    const values = data.subarray(pixel * channels, (pixel + 1) * channels);
    result.set(values, pixel * (channels + 1));
    const isTransparent = color.every((value, c) => values[c] === value);
    result[pixel * (channels + 1) + channels] = isTransparent ? 0 : full;
  }
  return { width, height, channels: (channels + 1) as 2 | 4, full, data: result };
}

function typeAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function damaged(what: string): InvalidDataError {
  return new InvalidDataError(`The PNG image is damaged: ${what}.`);
}
