import { defineMetric } from '../define-metric.js';
import { fromContingency, type PairCounts } from './contingency.js';
import {
  checkMean,
  EPSILON,
  information,
  isTrivial,
  type MutualInformationOptions,
  meanOfEntropies,
} from './information.js';

/** The mean of the mutual information over all labellings with the same sizes (Vinh, Epps and Bailey, 2010, eq. 24a). */
function expectedInformation({ samples, classes, clusters }: PairCounts): number {
  const logFactorial = new Float64Array(samples + 1);
  for (let n = 2; n <= samples; n++) logFactorial[n] = logFactorial[n - 1] + Math.log(n);
  let expected = 0;
  for (const a of classes) {
    for (const b of clusters) {
      const fixed =
        logFactorial[a] +
        logFactorial[b] +
        logFactorial[samples - a] +
        logFactorial[samples - b] -
        logFactorial[samples];
      for (let both = Math.max(1, a + b - samples); both <= Math.min(a, b); both++) {
        const logChance =
          fixed -
          logFactorial[both] -
          logFactorial[a - both] -
          logFactorial[b - both] -
          logFactorial[samples - a - b + both];
        expected += (both / samples) * Math.log((samples * both) / (a * b)) * Math.exp(logChance);
      }
    }
  }
  return expected;
}

/** A difference kept away from 0, with its sign, so that perfect matches do not become 0/0. */
const awayFromZero = (difference: number): number =>
  difference < 0 ? Math.min(difference, -EPSILON) : Math.max(difference, EPSILON);

/**
 * Adjusted mutual information: mutual information corrected for chance, 0 on average for random labellings and 1 for equal ones.
 *
 * Data: `labels` (N true labels), `clusters` (N); names of clusters do not matter. 1 if both have a single part, and without samples;
 * 0 if one of them has.
 *
 * Reference: Vinh, Epps and Bailey, "Information theoretic measures for clusterings comparison" (2010).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { adjustedMutualInformation } from '@ai/metrics';
 *
 * adjustedMutualInformation([0, 0, 1, 1], [5, 5, 3, 3]); // 1
 * ```
 */
export const adjustedMutualInformation = /* @__PURE__ */ defineMetric(
  { name: 'adjustedMutualInformation', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  ({ mean = 'arithmetic' }: MutualInformationOptions = {}) => {
    checkMean(mean, 'adjustedMutualInformation');
    return fromContingency('adjustedMutualInformation', (counts) => {
      if (isTrivial(counts)) return 1;
      if (counts.classes.length === 1 || counts.clusters.length === 1) return 0;
      const chance = expectedInformation(counts);
      return awayFromZero(information(counts) - chance) / awayFromZero(meanOfEntropies(counts, mean) - chance);
    });
  },
);
