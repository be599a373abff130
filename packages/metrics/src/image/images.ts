import { checkNumber, Got, InvalidArgumentError } from '@ai/core';
import { checkSameGrid, type Grid, type GridLike, toGrid } from '../input/grid.js';

/** Images: N x H x W x C, as nested arrays, a tensor, or flat data with a shape. */
export type Images = GridLike;

/** The option that says what numbers images hold. */
export interface DataRangeOption {
  /** The difference between the largest and the smallest value possible: 255 for bytes, 2 for [-1, 1]. @default 1 */
  readonly dataRange?: number;
}

/** Checks pairs of images of the same shape. @throws InvalidArgumentError if the targets span more than the range of the data */
export function toImagePair(targets: Images, predictions: Images, dataRange: number, owner: string): [Grid, Grid] {
  checkNumber(dataRange, 'dataRange', owner, { above: 0 });
  const axes = 'N images x height x width x channels';
  const first = toGrid(targets, 4, axes, 'targets', owner);
  const second = toGrid(predictions, 4, axes, 'predictions', owner);
  checkSameGrid(first, second, ['targets', 'predictions'], owner);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < first.data.length; i++) {
    const value = first.data[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high - low > dataRange * (1 + 1e-6)) {
    const got = new Got(`numbers from ${low} to ${high}`);
    throw new InvalidArgumentError('targets', owner, `span at most 'dataRange' (${dataRange})`, got);
  }
  return [first, second];
}

/** One channel of an image, row by row. */
export interface Plane {
  readonly pixels: Float64Array;
  readonly height: number;
  readonly width: number;
}

/** Channel c of image n. */
export function planeOf({ data, shape }: Grid, n: number, c: number): Plane {
  const [, height, width, channels] = shape;
  const start = n * height * width * channels;
  if (channels === 1) return { pixels: data.subarray(start, start + height * width), height, width };
  const pixels = new Float64Array(height * width);
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[start + i * channels + c];
  return { pixels, height, width };
}

/** [images, sum over images of the mean over channels of a value] */
export function sumOverImages(
  [first, second]: readonly [Grid, Grid],
  value: (target: Plane, prediction: Plane) => number,
): [number, number] {
  const [images, , , channels] = first.shape;
  let sum = 0;
  for (let n = 0; n < images; n++) {
    for (let c = 0; c < channels; c++) sum += value(planeOf(first, n, c), planeOf(second, n, c)) / channels;
  }
  return [images, sum];
}
