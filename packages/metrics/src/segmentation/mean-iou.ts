import { jaccardRate } from '../classification/rates.js';
import { defineRegionRate } from './region-rate.js';

/**
 * Mean intersection over union: for each class the pixels that are both labelled and predicted as it over those that are either,
 * counted over all images; averaged over classes.
 *
 * Data: `targets` and `predictions` (N x H x W labels). Classes that neither occur nor are predicted are left out. NaN without pixels.
 *
 * Reference: Everingham et al., "The Pascal visual object classes (VOC) challenge" (2010).
 *
 * @throws InvalidArgumentError for different shapes, or labels that are no whole numbers or outside of `classes`
 * @example
 * ```ts
 * import { meanIou } from '@ai/metrics';
 *
 * meanIou([[[0, 1], [1, 1]]], [[[0, 1], [0, 1]]]); // (1/2 + 2/3) / 2
 * ```
 */
export const meanIou = /* @__PURE__ */ defineRegionRate('meanIou', jaccardRate);
