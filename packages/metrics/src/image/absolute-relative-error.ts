import { defineMetric } from '../define-metric.js';
import { type DepthOptions, meanOverDepths } from './depth-maps.js';

/**
 * Absolute relative error of depth: the mean of |d - d*| / d* over the pixels of an image with a known depth d*, averaged over images.
 *
 * Data: `targets` and `predictions` (N x H x W, in the same unit); targets <= 0 are unknown and do not count. NaN if all are.
 *
 * Reference: Eigen, Puhrsch and Fergus, "Depth map prediction from a single image using a multi-scale deep network" (2014).
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity, or a prediction <= 0 where the depth is known
 * @example
 * ```ts
 * import { absoluteRelativeError } from '@ai/metrics';
 *
 * absoluteRelativeError([[[2, 4, 0]]], [[[1, 4, 9]]]); // 0.25
 * ```
 */
export const absoluteRelativeError = /* @__PURE__ */ defineMetric(
  { name: 'absoluteRelativeError', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  (options: DepthOptions = {}) =>
    meanOverDepths('absoluteRelativeError', options, (target, prediction) => Math.abs(target - prediction) / target),
);
