import { definePck } from './define-pck.js';

/**
 * PCKh: {@link pck} with the length of the head as scale and half of it as the distance.
 *
 * Data: `targets` (N objects x P keypoints x 3: x, y and visibility, counted if > 0), `predictions` (N x P x 2), `headSizes` (N, in the
 * same unit; MPII takes 0.6 times the diagonal of the head's box). NaN without visible keypoints.
 *
 * Reference: Andriluka et al., "2D human pose estimation: new benchmark and state of the art analysis" (2014).
 *
 * @throws InvalidArgumentError for different shapes, NaN, sizes <= 0, or threshold <= 0
 * @example
 * ```ts
 * import { pckh } from '@ai/metrics';
 *
 * pckh([[[0, 0, 1], [10, 0, 1]]], [[[1, 0], [14, 0]]], [4]); // 0.5
 * ```
 */
export const pckh = /* @__PURE__ */ definePck('pckh', 'headSizes', 0.5);
