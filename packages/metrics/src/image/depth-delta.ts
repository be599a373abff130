import { checkNumber } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { type DepthOptions, meanOverDepths } from './depth-maps.js';

/** Options of {@link depthDelta}. */
export interface DepthDeltaOptions extends DepthOptions {
  /** The largest ratio of a right depth; papers give 1.25, 1.25^2 and 1.25^3. @default 1.25 */
  readonly threshold?: number;
}

/**
 * Delta accuracy of depth: the fraction of the pixels of an image with max(d / d*, d* / d) below the threshold, averaged over images.
 *
 * Data: `targets` and `predictions` (N x H x W, in the same unit); targets <= 0 are unknown and do not count. NaN if all are.
 *
 * Reference: Eigen, Puhrsch and Fergus, "Depth map prediction from a single image using a multi-scale deep network" (2014).
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity, a prediction <= 0 where the depth is known, or threshold <= 1
 * @example
 * ```ts
 * import { depthDelta } from '@ai/metrics';
 *
 * depthDelta([[[2, 4, 0]]], [[[1, 4.5, 9]]]); // 0.5
 * ```
 */
export const depthDelta = /* @__PURE__ */ defineMetric(
  { name: 'depthDelta', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  ({ threshold = 1.25, ...options }: DepthDeltaOptions = {}) => {
    checkNumber(threshold, 'threshold', 'depthDelta', { above: 1 });
    return meanOverDepths('depthDelta', options, (target, prediction) =>
      Number(Math.max(target / prediction, prediction / target) < threshold),
    );
  },
);
