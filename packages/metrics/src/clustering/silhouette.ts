import { defineMetric } from '../define-metric.js';
import { type ClusteredPoints, fromPoints, squaredDistance } from './points.js';

/** (b - a) / max(a, b) of every point: a its mean distance within its cluster, b the smallest mean distance to another one. */
export function silhouettes({ points, clusters, sizes }: ClusteredPoints): Float64Array {
  const { data, rows, columns } = points;
  const K = sizes.length;
  const sums = new Float64Array(rows * K); // distances of each point to each cluster, summed
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(squaredDistance(data, i * columns, data, j * columns, columns));
      sums[i * K + clusters[j]] += distance;
      sums[j * K + clusters[i]] += distance;
    }
  }
  return Float64Array.from(clusters, (own, i) => {
    if (sizes[own] === 1) return 0;
    const within = sums[i * K + own] / (sizes[own] - 1);
    let nearest = Number.POSITIVE_INFINITY;
    for (let k = 0; k < K; k++) if (k !== own) nearest = Math.min(nearest, sums[i * K + k] / sizes[k]);
    const larger = Math.max(within, nearest);
    return larger === 0 ? 0 : (nearest - within) / larger;
  });
}

/**
 * The mean silhouette coefficient: how much nearer points are to their own cluster than to the next one, -1 to 1, in Euclidean
 * distance.
 *
 * Data: `points` (N x D), `clusters` (N). A point alone in its cluster counts 0. NaN for fewer than 2 clusters or as many as points.
 * Time grows with N^2.
 *
 * Reference: Rousseeuw, "Silhouettes" (1987).
 *
 * @throws InvalidArgumentError for different lengths, NaN or infinity, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { silhouette } from '@ai/metrics';
 *
 * silhouette([[0], [1], [10], [11]], [0, 0, 1, 1]); // 0.8997...
 * ```
 */
export const silhouette = /* @__PURE__ */ defineMetric(
  { name: 'silhouette', higherIsBetter: true, inputs: ['points', 'clusters'] },
  () =>
    fromPoints(
      'silhouette',
      (clustered) => silhouettes(clustered).reduce((a, b) => a + b, 0) / clustered.points.rows,
      () => Number.NaN,
    ),
);
