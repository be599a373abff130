import { defineMetric } from '../define-metric.js';
import { fromContingency, type PairCounts } from './contingency.js';

/** Of all ordered pairs of samples: together in both labellings, in the classes only, in the clusters only, in neither. */
function pairConfusion({ samples, pairs, classes, clusters }: PairCounts): [number, number, number, number] {
  const squares = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size * size, 0);
  const together = squares(pairs.map(([both]) => both));
  const [sameClass, sameCluster] = [squares(classes), squares(clusters)];
  return [
    together - samples,
    sameClass - together,
    sameCluster - together,
    samples * samples - sameClass - sameCluster + together,
  ];
}

/**
 * The Rand index: the fraction of pairs of samples on which two labellings agree, together or apart.
 *
 * Data: `labels` (N true labels), `clusters` (N); names of clusters do not matter. 1 for fewer than two samples.
 *
 * Reference: Rand, "Objective criteria for the evaluation of clustering methods" (1971).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { randIndex } from '@ai/metrics';
 *
 * randIndex([0, 0, 1, 1], [1, 1, 0, 2]); // 5/6
 * ```
 */
export const randIndex = /* @__PURE__ */ defineMetric(
  { name: 'randIndex', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  () =>
    fromContingency('randIndex', (counts) => {
      const [together, classOnly, clusterOnly, apart] = pairConfusion(counts);
      const all = together + classOnly + clusterOnly + apart;
      return all === 0 ? 1 : (together + apart) / all;
    }),
);

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

/**
 * The Fowlkes-Mallows index: the geometric mean of pairwise precision and recall.
 *
 * Data: `labels` (N true labels), `clusters` (N); names of clusters do not matter. 0 if no pair is together in both, and without
 * samples.
 *
 * Reference: Fowlkes and Mallows, "A method for comparing two hierarchical clusterings" (1983).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { fowlkesMallowsIndex } from '@ai/metrics';
 *
 * fowlkesMallowsIndex([0, 0, 1, 1], [1, 1, 0, 2]); // sqrt(1/2)
 * ```
 */
export const fowlkesMallowsIndex = /* @__PURE__ */ defineMetric(
  { name: 'fowlkesMallowsIndex', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  () =>
    fromContingency('fowlkesMallowsIndex', (counts) => {
      const [together, classOnly, clusterOnly] = pairConfusion(counts);
      if (together === 0) return 0;
      return Math.sqrt(together / (together + classOnly)) * Math.sqrt(together / (together + clusterOnly));
    }),
);
