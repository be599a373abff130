import { Got, InvalidArgumentError } from '@ai/core';
import { checkSameGrid, type Grid, type GridLike, toGrid } from '../input/grid.js';

/** Label maps or masks: N images x H x W whole numbers, as nested arrays, a tensor, or flat data with a shape. */
export type LabelMaps = GridLike;

const AXES = 'N images x height x width';

/** Checks label maps of targets and predictions, of the same shape. */
export function toMapPair(targets: LabelMaps, predictions: LabelMaps, owner: string): [Grid, Grid] {
  const first = toGrid(targets, 3, AXES, 'targets', owner);
  const second = toGrid(predictions, 3, AXES, 'predictions', owner);
  checkSameGrid(first, second, ['targets', 'predictions'], owner);
  for (const [argument, { data }] of [
    ['targets', first],
    ['predictions', second],
  ] as const) {
    const bad = data.findIndex((value) => !Number.isInteger(value));
    if (bad >= 0)
      throw new InvalidArgumentError(argument, owner, 'hold whole numbers', new Got(`${data[bad]} at ${bad}`));
  }
  return [first, second];
}

/** A mask of one image; everything but 0 belongs to it. */
export interface Mask {
  readonly pixels: Float64Array;
  readonly height: number;
  readonly width: number;
}

/** [images, sum] of a value of each pair of masks. */
export function sumOverMasks(
  targets: LabelMaps,
  predictions: LabelMaps,
  owner: string,
  value: (target: Mask, prediction: Mask) => number,
): [number, number] {
  const [first, second] = toMapPair(targets, predictions, owner);
  const [images, height, width] = first.shape;
  let sum = 0;
  for (let n = 0; n < images; n++) {
    const mask = ({ data }: Grid): Mask => ({
      pixels: data.subarray(n * height * width, (n + 1) * height * width),
      height,
      width,
    });
    sum += value(mask(first), mask(second));
  }
  return [images, sum];
}
