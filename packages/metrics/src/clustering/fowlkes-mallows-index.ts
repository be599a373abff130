import { defineMetric } from '../define-metric.js';
import { fromContingency } from './contingency.js';
import { pairConfusion } from './pair-confusion.js';

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
