import { defineMetric } from '../define-metric.js';
import { definePanoptic, type PanopticOptions } from './define-panoptic.js';

/**
 * Panoptic quality, averaged over categories: the number `pq` of {@link panopticEvaluation}.
 *
 * Data: `targets` and `predictions` (N x H x W x 2: category and instance number). NaN if no named category occurs.
 *
 * Reference: Kirillov et al., "Panoptic segmentation" (2019), eq. 1.
 *
 * @throws InvalidArgumentError for different shapes, numbers that are not whole or below 0, no category, or one named twice
 * @example
 * ```ts
 * import { panopticQuality } from '@ai/metrics';
 *
 * const map = [[[[1, 1], [1, 1], [1, 2], [7, 0]]]];
 * panopticQuality(map, map, { things: [1], stuff: [7] }); // 1
 * ```
 */
export const panopticQuality = /* @__PURE__ */ defineMetric(
  { name: 'panopticQuality', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  (options: PanopticOptions = {}) => definePanoptic('panopticQuality', options, ({ pq }) => pq),
);
