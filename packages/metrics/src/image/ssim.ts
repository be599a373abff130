import { defineMetric, sums } from '../define-metric.js';
import { type Images, sumOverImages, toImagePair } from './images.js';
import { checkLargeEnough, constantsOf, type SsimOptions, windowOf } from './ssim-options.js';
import { windowedSimilarity } from './windowed-similarity.js';

/**
 * Structural similarity of images, the mean over all windows inside of the image, over channels and over images; 1 for equal images.
 *
 * Data: `targets` and `predictions` (N x H x W x C). NaN without images.
 *
 * Reference: Wang et al., "Image quality assessment: from error visibility to structural similarity" (2004).
 *
 * @throws InvalidArgumentError for different shapes, images smaller than the window, NaN or infinity, or targets that span more than
 * `dataRange`
 * @example
 * ```ts
 * import { ssim } from '@ai/metrics';
 *
 * const image = [Array.from({ length: 16 }, (_, y) => Array.from({ length: 16 }, (_, x) => [(x + y) / 30]))];
 * ssim(image, image); // 1
 * ```
 */
export const ssim = /* @__PURE__ */ defineMetric(
  { name: 'ssim', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  (options: SsimOptions = {}) => {
    const window = windowOf(options, 'ssim');
    const constants = constantsOf(options, window.length, 'ssim');
    return sums(
      2,
      (targets: Images, predictions: Images) => {
        const pair = toImagePair(targets, predictions, options.dataRange ?? 1, 'ssim');
        checkLargeEnough(pair[0], window.length, 'ssim');
        return sumOverImages(pair, (a, b) => windowedSimilarity(a, b, window, constants).ssim);
      },
      ([images, sum]) => sum / images,
    );
  },
);
