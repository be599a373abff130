import { checkNumber, InvalidArgumentError } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { type Images, type Plane, sumOverImages, toImagePair } from './images.js';
import { checkLargeEnough, constantsOf, type SsimOptions, windowOf } from './ssim-options.js';
import { windowedSimilarity } from './windowed-similarity.js';

/** Options of {@link msSsim}. */
export interface MsSsimOptions extends SsimOptions {
  /** The exponents of the scales, from the finest to the coarsest. @default the five of the paper */
  readonly weights?: readonly number[];
}

const MS_WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

/** Means of 2 x 2 pixels; an odd last row or column is left out. */
function halved({ pixels, height, width }: Plane): Plane {
  const [rows, columns] = [height >> 1, width >> 1];
  const half = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const i = 2 * y * width + 2 * x;
      half[y * columns + x] = (pixels[i] + pixels[i + 1] + pixels[i + width] + pixels[i + width + 1]) / 4;
    }
  }
  return { pixels: half, height: rows, width: columns };
}

/**
 * Multi-scale structural similarity: contrast and structure at each of five scales, each half as fine as the one before, and luminance
 * at the coarsest, weighted by exponents; the mean over channels and images.
 *
 * Data: `targets` and `predictions` (N x H x W x C), at least 11 x 16 = 176 pixels on each side with the defaults. Negative terms count
 * 0. NaN without images.
 *
 * Reference: Wang, Simoncelli and Bovik, "Multi-scale structural similarity for image quality assessment" (2003), eq. 7.
 *
 * @throws InvalidArgumentError for different shapes, images too small for the scales, NaN or infinity, or targets that span more than
 * `dataRange`
 * @example
 * ```ts
 * import { msSsim } from '@ai/metrics';
 *
 * const image = [Array.from({ length: 32 }, (_, y) => Array.from({ length: 32 }, (_, x) => [(x + y) / 62]))];
 * msSsim(image, image, { weights: [0.5, 0.5] }); // 1
 * ```
 */
export const msSsim = /* @__PURE__ */ defineMetric(
  { name: 'msSsim', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  ({ weights = MS_WEIGHTS, ...options }: MsSsimOptions = {}) => {
    const window = windowOf(options, 'msSsim');
    const constants = constantsOf(options, window.length, 'msSsim');
    if (!Array.isArray(weights) || weights.length === 0)
      throw new InvalidArgumentError('weights', 'msSsim', 'be a list', weights);
    for (const weight of weights) checkNumber(weight, 'weights', 'msSsim', { min: 0 });
    return sums(
      2,
      (targets: Images, predictions: Images) => {
        const pair = toImagePair(targets, predictions, options.dataRange ?? 1, 'msSsim');
        checkLargeEnough(pair[0], window.length * 2 ** (weights.length - 1), 'msSsim');
        return sumOverImages(pair, (target, prediction) => {
          let [a, b, product] = [target, prediction, 1];
          weights.forEach((weight, scale) => {
            if (scale > 0) [a, b] = [halved(a), halved(b)];
            const { ssim: whole, contrast } = windowedSimilarity(a, b, window, constants);
            product *= Math.max(0, scale === weights.length - 1 ? whole : contrast) ** weight;
          });
          return product;
        });
      },
      ([images, sum]) => sum / images,
    );
  },
);
