import { checkNumber } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { squaredDistances } from './distance-transform.js';
import { type LabelMaps, type Mask, sumOverMasks } from './label-maps.js';

/** Options of {@link hausdorffDistance}. */
export interface HausdorffDistanceOptions {
  /** This percentile of the distances instead of the largest (linear interpolation); 95 is common. @default 100 */
  readonly percentile?: number;
}

/** Distances of the pixels of one mask to the other, ascending. */
function distancesTo(other: Mask, pixels: Float64Array): Float64Array {
  return squaredDistances(other)
    .filter((_, i) => pixels[i] !== 0)
    .map(Math.sqrt)
    .sort();
}

function percentileOf(ascending: Float64Array, percentile: number): number {
  const place = (percentile / 100) * (ascending.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (ascending[above] - ascending[below]) * (place - below);
}

/**
 * The Hausdorff distance of two masks in pixels: the largest distance of a pixel of one mask to the nearest pixel of the other, in
 * either direction; the mean over images.
 *
 * Data: `targets` and `predictions` (N x H x W; everything but 0 belongs to the mask). 0 for two empty masks, infinity if one is empty.
 * NaN without images.
 *
 * Reference: Huttenlocher, Klanderman and Rucklidge, "Comparing images using the Hausdorff distance" (1993).
 *
 * @throws InvalidArgumentError for different shapes, numbers that are not whole, or a percentile outside of [0, 100]
 * @example
 * ```ts
 * import { hausdorffDistance } from '@ai/metrics';
 *
 * hausdorffDistance([[[1, 0, 0, 0]]], [[[0, 0, 0, 1]]]); // 3
 * ```
 */
export const hausdorffDistance = /* @__PURE__ */ defineMetric(
  { name: 'hausdorffDistance', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  ({ percentile = 100 }: HausdorffDistanceOptions = {}) => {
    checkNumber(percentile, 'percentile', 'hausdorffDistance', { min: 0, max: 100 });
    const distance = (target: Mask, prediction: Mask): number => {
      const [there, back] = [distancesTo(target, prediction.pixels), distancesTo(prediction, target.pixels)];
      if (there.length === 0 || back.length === 0) return there.length === back.length ? 0 : Number.POSITIVE_INFINITY;
      return Math.max(percentileOf(there, percentile), percentileOf(back, percentile));
    };
    return sums(
      2,
      (targets: LabelMaps, predictions: LabelMaps) => sumOverMasks(targets, predictions, 'hausdorffDistance', distance),
      ([images, sum]) => sum / images,
    );
  },
);
