import { checkOneOf, Got, InvalidArgumentError } from '@ai/core';
import { type MetricDefinition, sums } from '../define-metric.js';
import { checkSameGrid, type GridLike, toGrid } from '../input/grid.js';

/** Depth maps: N images x H x W, as nested arrays, a tensor, or flat data with a shape. */
export type DepthMaps = GridLike;

/** The option of depth metrics. */
export interface DepthOptions {
  /** 'median': predictions of each image are scaled so that the medians agree, for depth known up to a factor. @default 'none' */
  readonly align?: 'none' | 'median';
}

function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = ascending.length >> 1;
  return ascending.length % 2 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
}

/** A definition that averages a value of the pixels with a known depth, per image, then over images. */
export function meanOverDepths(
  owner: string,
  { align = 'none' }: DepthOptions,
  value: (target: number, prediction: number) => number,
): MetricDefinition<Float64Array, [targets: DepthMaps, predictions: DepthMaps], number> {
  checkOneOf(align, 'align', owner, ['none', 'median']);
  return sums(
    2,
    (targets: DepthMaps, predictions: DepthMaps) => {
      const first = toGrid(targets, 3, 'N images x height x width', 'targets', owner);
      const second = toGrid(predictions, 3, 'N images x height x width', 'predictions', owner);
      checkSameGrid(first, second, ['targets', 'predictions'], owner);
      const [images, height, width] = first.shape;
      let [counted, sum] = [0, 0];
      for (let n = 0; n < images; n++) {
        const known: number[] = [];
        const found: number[] = [];
        for (let i = n * height * width; i < (n + 1) * height * width; i++) {
          if (first.data[i] <= 0) continue;
          if (second.data[i] <= 0) {
            throw new InvalidArgumentError(
              'predictions',
              owner,
              'hold depths > 0',
              new Got(`${second.data[i]} at ${i}`),
            );
          }
          known.push(first.data[i]);
          found.push(second.data[i]);
        }
        if (known.length === 0) continue;
        const scale = align === 'median' ? median(known) / median(found) : 1;
        counted++;
        sum += known.reduce((total, depth, i) => total + value(depth, scale * found[i]), 0) / known.length;
      }
      return [counted, sum];
    },
    ([images, sum]) => sum / images,
  );
}
