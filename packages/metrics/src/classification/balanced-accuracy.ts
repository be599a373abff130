import { checkBoolean } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { fromConfusion } from './confusion.js';

/** Options of {@link balancedAccuracy}. */
export interface BalancedAccuracyOptions {
  /** Rescale so that guessing gives 0 and perfection 1. @default false */
  readonly adjusted?: boolean;
}

/**
 * Balanced accuracy: the mean over the true classes of the fraction of their samples that were recognised.
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). Classes that are only
 * predicted do not count. NaN without samples; NaN if `adjusted` and there is a single class.
 *
 * Reference: Brodersen et al., "The balanced accuracy and its posterior distribution" (2010).
 *
 * @throws InvalidArgumentError for different lengths, or labels that are neither whole numbers nor strings
 * @example
 * ```ts
 * import { balancedAccuracy } from '@ai/metrics';
 *
 * balancedAccuracy([0, 0, 0, 1], [0, 0, 0, 0]); // 0.5, although 3 of 4 are right
 * ```
 */
export const balancedAccuracy = /* @__PURE__ */ defineMetric(
  { name: 'balancedAccuracy', higherIsBetter: true, inputs: ['labels', 'predictions'] },
  ({ adjusted = false }: BalancedAccuracyOptions = {}) => {
    checkBoolean(adjusted, 'adjusted', 'balancedAccuracy');
    return fromConfusion('balancedAccuracy', undefined, ({ classes, counts }) => {
      const size = classes.length;
      let sum = 0;
      let seen = 0;
      for (let k = 0; k < size; k++) {
        const samples = counts.subarray(k * size, (k + 1) * size).reduce((a, b) => a + b, 0);
        if (samples === 0) continue;
        sum += counts[k * size + k] / samples;
        seen++;
      }
      const mean = sum / seen;
      if (!adjusted) return mean;
      return seen === 1 ? Number.NaN : (mean - 1 / seen) / (1 - 1 / seen);
    });
  },
);
