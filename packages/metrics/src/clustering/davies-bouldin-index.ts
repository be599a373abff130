import { defineMetric } from '../define-metric.js';
import { type ClusteredPoints, centroids, fromPoints, squaredDistance } from './points.js';

/** Below this distances count as 0, as numpy's isclose has it. */
const NEGLIGIBLE = 1e-8;

/**
 * The Davies-Bouldin index: for each cluster its worst ratio of scatter (mean distances to the centroids) to distance of centroids,
 * averaged; 0 is best.
 *
 * Data: `points` (N x D), `clusters` (N). 0 if all clusters are points or all centroids coincide. NaN for fewer than 2 clusters or as
 * many as points.
 *
 * Reference: Davies and Bouldin, "A cluster separation measure" (1979).
 *
 * @throws InvalidArgumentError for different lengths, NaN or infinity, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { daviesBouldinIndex } from '@ai/metrics';
 *
 * daviesBouldinIndex([[0], [1], [10], [11]], [0, 0, 1, 1]); // 0.1
 * ```
 */
export const daviesBouldinIndex = /* @__PURE__ */ defineMetric(
  { name: 'daviesBouldinIndex', higherIsBetter: false, inputs: ['points', 'clusters'] },
  () => fromPoints('daviesBouldinIndex', daviesBouldin, () => Number.NaN),
);

function daviesBouldin(clustered: ClusteredPoints): number {
  const { points, clusters, sizes } = clustered;
  const { data, columns } = points;
  const centres = centroids(clustered);
  const scatter = new Float64Array(sizes.length);
  clusters.forEach((k, i) => {
    scatter[k] += Math.sqrt(squaredDistance(data, i * columns, centres, k * columns, columns)) / sizes[k];
  });
  let sum = 0;
  let farthest = 0;
  for (let k = 0; k < sizes.length; k++) {
    let worst = 0;
    for (let l = 0; l < sizes.length; l++) {
      const apart = Math.sqrt(squaredDistance(centres, k * columns, centres, l * columns, columns));
      farthest = Math.max(farthest, apart);
      if (apart > 0) worst = Math.max(worst, (scatter[k] + scatter[l]) / apart);
    }
    sum += worst;
  }
  if (farthest <= NEGLIGIBLE || scatter.every((value) => value <= NEGLIGIBLE)) return 0;
  return sum / sizes.length;
}
