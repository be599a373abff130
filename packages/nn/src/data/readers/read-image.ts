import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { InvalidDataError } from '@ai/core';
import type { NdArray } from '../../array/nd-array.js';
import { checkImageOptions, decodeImage, type ImageOptions } from './image.js';
import { naming } from './naming.js';

/**
 * Reads a PNG or JPEG file as `decodeImage` decodes it.
 *
 * @returns height x width x channels
 * @throws InvalidDataError as `decodeImage` does, beginning with the file's name, or for what is no ordinary file
 *
 * @example
 * ```ts no-run
 * import { readImage } from '@ai/nn/node';
 *
 * const { shape } = await readImage('cat.jpg', { type: 'float32' });
 * console.log(shape); // [height, width, 3]
 * ```
 */
export async function readImage(path: string, options: ImageOptions = {}): Promise<NdArray> {
  return readChecked(path, path, options);
}

/** @param name for errors @param flags to open the file with */
export async function readChecked(path: string, name: string, options: ImageOptions, flags = 0): Promise<NdArray> {
  const { maxPixels } = checkImageOptions(options);
  return naming(name, async () => {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | flags); // a pipe must not be waited for
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw new InvalidDataError('It is no ordinary file.');
      const limit = 8 * maxPixels + 2 ** 24; // 16 bits of 4 channels, and as much as metadata may take
      if (stats.size > limit)
        throw new InvalidDataError(`The file has ${stats.size} bytes, more than any image of ${maxPixels} pixels.`);
      return decodeImage(await file.readFile(), options);
    } finally {
      await file.close();
    }
  });
}
