import { defineMetric } from '../define-metric.js';
import { definePanoptic, type PanopticOptions } from './define-panoptic.js';

/**
 * Panoptic quality with its parts: of each category, the IoU of the segments that overlap by more than a half, over those plus half of
 * the unmatched ones on either side.
 *
 * Data: `targets` and `predictions` (N x H x W x 2: category and instance number). Pixels of other categories are void: they leave
 * unions, and segments mostly in them are not counted. Means over nothing are NaN.
 *
 * Reference: Kirillov et al., "Panoptic segmentation" (2019), eq. 1.
 *
 * @throws InvalidArgumentError for different shapes, numbers that are not whole or below 0, no category, or one named twice
 * @example
 * ```ts
 * import { panopticEvaluation } from '@ai/metrics';
 *
 * const target = [[[[1, 1], [1, 1], [1, 2], [7, 0]]]]; // one image of 1 x 4 pixels: two objects and a region
 * const prediction = [[[[1, 5], [1, 5], [7, 0], [7, 0]]]];
 * const { pq, categories } = panopticEvaluation(target, prediction, { things: [1], stuff: [7] });
 * // category 1: one match, one miss, pq = 2/3
 * ```
 */
export const panopticEvaluation = /* @__PURE__ */ defineMetric(
  { name: 'panopticEvaluation', higherIsBetter: undefined, inputs: ['targets', 'predictions'] },
  (options: PanopticOptions = {}) => definePanoptic('panopticEvaluation', options, (evaluation) => evaluation),
);
