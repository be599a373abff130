import { checkInteger, checkOneOf, InvalidDataError } from '@ai/core';
import type { NdArray } from '../../array/nd-array.js';
import { decodeJpeg, isJpeg, jpegSize } from './jpeg.js';
import { withChannels } from './pixels.js';
import { decodePng, isPng, pngSize } from './png.js';

/** Options of {@link decodeImage}. */
export interface ImageOptions {
  /**
   * 3 for red, green and blue, 1 for gray (0.299 R + 0.587 G + 0.114 B), 4 with opacity. Gray becomes three equal channels, opacity
   * is dropped, not blended, and full where an image has none.
   *
   * @default 3
   */
  readonly channels?: 1 | 3 | 4;
  /** Whole numbers from 0 to 255, or numbers from 0 to 1, which keep the precision of images of 16 bits. @default 'uint8' */
  readonly type?: 'uint8' | 'float32';
  /** Largest width x height; checked before memory is taken. @default 100000000 */
  readonly maxPixels?: number;
}

/** @throws InvalidArgumentError for options that make no sense */
export function checkImageOptions(options: ImageOptions): Required<ImageOptions> {
  return {
    channels: checkOneOf(options.channels ?? 3, 'channels', 'decodeImage', [1, 3, 4]),
    type: checkOneOf(options.type ?? 'uint8', 'type', 'decodeImage', ['uint8', 'float32']),
    maxPixels: checkInteger(options.maxPixels ?? 100_000_000, 'maxPixels', 'decodeImage', { min: 1 }),
  };
}

/**
 * The size of a PNG or JPEG image, from its header.
 *
 * @returns pixels
 * @throws InvalidDataError for another kind of file, or a damaged header
 */
export function imageSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  if (isPng(bytes)) return pngSize(bytes);
  if (isJpeg(bytes)) return jpegSize(bytes);
  throw new InvalidDataError('The file is neither a PNG nor a JPEG image.');
}

/**
 * Decodes a PNG image (palettes, 1 to 16 bits, interlaced ones from 8 bits on) or a JPEG image (baseline and progressive), told apart by
 * their content. As in PIL, an EXIF orientation is not applied.
 *
 * @param bytes the whole file
 * @returns height x width x channels
 * @throws InvalidDataError for another kind of file, a damaged or incomplete one, or one of too many pixels
 * @throws InvalidArgumentError for options that make no sense
 *
 * @example
 * ```ts
 * import { decodeImage } from '@ai/nn';
 *
 * const png = Uint8Array.from(
 *   atob('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg=='),
 *   (character) => character.charCodeAt(0),
 * );
 * const { data, shape } = decodeImage(png);
 * console.log(shape, data); // [1, 2, 3], Uint8Array [255, 0, 0, 0, 0, 255]
 * ```
 */
export function decodeImage(bytes: Uint8Array, options: ImageOptions = {}): NdArray {
  const { channels, type, maxPixels } = checkImageOptions(options);
  const { width, height } = imageSize(bytes);
  if (width * height > maxPixels) {
    throw new InvalidDataError(`The image has ${width} x ${height} pixels, but at most ${maxPixels} are read.`);
  }
  const pixels = isPng(bytes) ? decodePng(bytes) : decodeJpeg(bytes);
  return { data: withChannels(pixels, channels, type), shape: [height, width, channels] };
}
