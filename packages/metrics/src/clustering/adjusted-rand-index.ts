import { defineMetric } from '../define-metric.js';
import { fromContingency } from './contingency.js';
import { pairConfusion } from './pair-confusion.js';

/**
 * The adjusted Rand index: the Rand index corrected for chance, 0 on average for random labellings and 1 for equal ones.
 *
 * Data: `labels` (N true labels), `clusters` (N); names of clusters do not matter. 1 for fewer than two samples.
 *
 * Reference: Hubert and Arabie, "Comparing partitions" (1985).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { adjustedRandIndex } from '@ai/metrics';
 *
 * adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 2]); // 4/7
 * ```
 */
export const adjustedRandIndex = /* @__PURE__ */ defineMetric(
  { name: 'adjustedRandIndex', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  () =>
    fromContingency('adjustedRandIndex', (counts) => {
      const [together, classOnly, clusterOnly, apart] = pairConfusion(counts);
      if (classOnly === 0 && clusterOnly === 0) return 1;
      const chance = (together + classOnly) * (classOnly + apart) + (together + clusterOnly) * (clusterOnly + apart);
      return (2 * (together * apart - classOnly * clusterOnly)) / chance;
    }),
);
