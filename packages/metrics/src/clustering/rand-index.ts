import { defineMetric } from '../define-metric.js';
import { fromContingency } from './contingency.js';
import { pairConfusion } from './pair-confusion.js';

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
