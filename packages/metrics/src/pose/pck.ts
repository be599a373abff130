import { definePck } from './define-pck.js';

/**
 * PCK, the percentage of correct keypoints (as a fraction): those within a distance of the true place that is a fraction of the
 * object's scale, usually its box or torso.
 *
 * Data: `targets` (N objects x P keypoints x 3: x, y and visibility, counted if > 0), `predictions` (N x P x 2), `scales` (N, in the
 * same unit). NaN without visible keypoints; kinds that are never visible are left out of 'macro'.
 *
 * Reference: Yang and Ramanan, "Articulated human detection with flexible mixtures of parts" (2013).
 *
 * @throws InvalidArgumentError for different shapes, NaN, scales <= 0, or threshold <= 0
 * @example
 * ```ts
 * import { pck } from '@ai/metrics';
 *
 * pck([[[0, 0, 1], [10, 0, 1], [5, 5, 0]]], [[[1, 0], [14, 0], [0, 0]]], [10]); // 0.5
 * ```
 */
export const pck = /* @__PURE__ */ definePck('pck', 'scales', 0.2);
