import { defineMetric } from '../define-metric.js';
import { fromPoints } from './points.js';
import { silhouettes } from './silhouette.js';

/**
 * The silhouette coefficient of every point, to draw.
 *
 * Data: `points` (N x D), `clusters` (N); gives N numbers. A point alone in its cluster has 0. NaN for fewer than 2 clusters or as many
 * as points.
 *
 * Reference: Rousseeuw, "Silhouettes" (1987).
 *
 * @throws InvalidArgumentError for different lengths, NaN or infinity, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { silhouetteSamples } from '@ai/metrics';
 *
 * silhouetteSamples([[0], [1], [10]], [0, 0, 1]); // Float64Array [0.9, 8/9, 0]
 * ```
 */
export const silhouetteSamples = /* @__PURE__ */ defineMetric(
  { name: 'silhouetteSamples', higherIsBetter: undefined, inputs: ['points', 'clusters'] },
  () => fromPoints('silhouetteSamples', silhouettes, (points) => new Float64Array(points).fill(Number.NaN)),
);
