import { defineMetric, sums } from '../define-metric.js';
import { type DataRangeOption, type Images, toImagePair } from './images.js';

/**
 * Peak signal-to-noise ratio in decibels, 10 log10(range^2 / mean squared error), of each image; the mean over images.
 *
 * Data: `targets` and `predictions` (N x H x W x C). Infinite if an image is met exactly. NaN without images.
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity, targets that span more than `dataRange`, or dataRange <= 0
 * @example
 * ```ts
 * import { psnr } from '@ai/metrics';
 *
 * psnr([[[[0], [1]]]], [[[[0.1], [0.9]]]]); // 20 dB
 * ```
 */
export const psnr = /* @__PURE__ */ defineMetric(
  { name: 'psnr', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  ({ dataRange = 1 }: DataRangeOption = {}) =>
    sums(
      2,
      (targets: Images, predictions: Images) => {
        const [first, second] = toImagePair(targets, predictions, dataRange, 'psnr');
        const images = first.shape[0];
        const size = first.data.length / images;
        let sum = 0;
        for (let n = 0; n < images; n++) {
          let squares = 0;
          for (let i = n * size; i < (n + 1) * size; i++) squares += (first.data[i] - second.data[i]) ** 2;
          sum += 10 * Math.log10(dataRange ** 2 / (squares / size));
        }
        return [images, sum];
      },
      ([images, sum]) => sum / images,
    ),
);
