import { InvalidDataError } from '@ai/core';
import { decode } from 'jpeg-js';
import type { Pixels } from './pixels.js';

/** Markers of frames that carry the size: baseline, extended, progressive and the rarer ones. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** @throws InvalidDataError for a damaged header */
export function jpegSize(bytes: Uint8Array): Header {
  for (const { marker, at } of segments(bytes)) {
    if (!FRAMES.has(marker)) continue;
    if (marker > 0xc2) throw new InvalidDataError('Only baseline and progressive JPEG images are read.');
    const [precision, h1, h0, w1, w0, components] = bytes.subarray(at + 4, at + 10);
    if (components === undefined) throw damaged('it is cut off');
    const [width, height] = [w1 * 256 + w0, h1 * 256 + h0];
    if (width === 0 || height === 0) throw damaged(`its size is ${width} x ${height}`);
    if (precision !== 8) throw new InvalidDataError(`Only JPEG images of 8 bits are read, not of ${precision}.`);
    if (components !== 1 && components !== 3) {
      throw new InvalidDataError(`Only JPEG images of 1 or 3 components are read, not of ${components}.`);
    }
    return { width, height, components };
  }
  throw damaged('it has no frame');
}

/** @throws InvalidDataError for a damaged or incomplete image */
export function decodeJpeg(bytes: Uint8Array): Pixels {
  const { width, height, components } = jpegSize(bytes);
  for (const _ of segments(bytes)); // refuses an image without an end
  const limits = { maxResolutionInMP: Number.MAX_SAFE_INTEGER, maxMemoryUsageInMB: Number.MAX_SAFE_INTEGER }; // checked before
  const image = attempt(() =>
    decode(bytes, { useTArray: true, formatAsRGBA: false, tolerantDecoding: false, ...limits }),
  );
  if (image.width !== width || image.height !== height) throw damaged('it has frames of several sizes');
  const { data } = image;
  if (components === 3) return { width, height, channels: 3, full: 255, data };
  return { width, height, channels: 1, full: 255, data: data.filter((_, i) => i % 3 === 0) };
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw damaged((error as Error).message);
  }
}

/**
 * The segments of a file, pixels passed over, up to the end of the image.
 *
 * @throws InvalidDataError if it is cut off
 */
function* segments(bytes: Uint8Array): Generator<{ marker: number; at: number }, void> {
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++; // markers may be padded
    if (at + 1 >= bytes.length) throw damaged('it is cut off');
    if (bytes[at] !== 0xff) throw damaged(`byte ${at} is no marker`);
    const marker = bytes[at + 1];
    yield { marker, at };
    if (marker === END_OF_IMAGE) return;
    if (marker >= 0xd0 && marker <= 0xd8) {
      at += 2;
      continue;
    }
    if (at + 3 >= bytes.length) throw damaged('it is cut off');
    at += 2 + bytes[at + 2] * 256 + bytes[at + 3];
    if (marker === START_OF_SCAN) at = afterScan(bytes, at);
  }
}

/** Where the entropy-coded data that begins here ends: the next marker that is neither an escaped FF nor a restart. */
function afterScan(bytes: Uint8Array, start: number): number {
  for (let at = start; at + 1 < bytes.length; at++) {
    if (bytes[at] === 0xff && bytes[at + 1] !== 0 && !(bytes[at + 1] >= 0xd0 && bytes[at + 1] <= 0xd7)) return at;
  }
  return bytes.length;
}

function damaged(what: string): InvalidDataError {
  return new InvalidDataError(`The JPEG image is damaged: ${what}.`);
}
