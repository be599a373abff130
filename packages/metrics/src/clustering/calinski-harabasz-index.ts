import { defineMetric } from '../define-metric.js';
import { centroids, fromPoints, squaredDistance } from './points.js';

/**
 * The Calinski-Harabasz index: the variance between clusters over the variance within them, each by its degrees of freedom.
 *
 * Data: `points` (N x D), `clusters` (N). 1 if the clusters have no extent. NaN for fewer than 2 clusters or as many as points.
 *
 * Reference: Calinski and Harabasz, "A dendrite method for cluster analysis" (1974).
 *
 * @throws InvalidArgumentError for different lengths, NaN or infinity, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { calinskiHarabaszIndex } from '@ai/metrics';
 *
 * calinskiHarabaszIndex([[0], [1], [10], [11]], [0, 0, 1, 1]); // 200
 * ```
 */
export const calinskiHarabaszIndex = /* @__PURE__ */ defineMetric(
  { name: 'calinskiHarabaszIndex', higherIsBetter: true, inputs: ['points', 'clusters'] },
  () =>
    fromPoints(
      'calinskiHarabaszIndex',
      (clustered) => {
        const { points, clusters, sizes } = clustered;
        const { data, rows, columns } = points;
        const centres = centroids(clustered);
        const whole = centroids({ points, clusters: new Int32Array(rows), sizes: Float64Array.of(rows) });
        let within = 0;
        clusters.forEach((k, i) => {
          within += squaredDistance(data, i * columns, centres, k * columns, columns);
        });
        let between = 0;
        sizes.forEach((size, k) => {
          between += size * squaredDistance(centres, k * columns, whole, 0, columns);
        });
        return within === 0 ? 1 : (between * (rows - sizes.length)) / (within * (sizes.length - 1));
      },
      () => Number.NaN,
    ),
);
