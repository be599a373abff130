import { classCounts } from '../classification/class-counts.js';
import { defineMetric } from '../define-metric.js';
import { fromPixels, type IgnoreOption } from './region-rate.js';

/**
 * Pixel accuracy: the fraction of pixels with the right label.
 *
 * Data: `targets` and `predictions` (N x H x W labels). NaN without pixels.
 *
 * @throws InvalidArgumentError for different shapes, or labels that are no whole numbers
 * @example
 * ```ts
 * import { pixelAccuracy } from '@ai/metrics';
 *
 * pixelAccuracy([[[0, 1], [1, 255]]], [[[0, 1], [0, 0]]], { ignore: 255 }); // 2/3
 * ```
 */
export const pixelAccuracy = /* @__PURE__ */ defineMetric(
  { name: 'pixelAccuracy', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  (options: IgnoreOption = {}) =>
    fromPixels('pixelAccuracy', options, (confusion) => {
      const { hits, samples } = classCounts(confusion);
      return hits.reduce((a, b) => a + b, 0) / samples;
    }),
);
