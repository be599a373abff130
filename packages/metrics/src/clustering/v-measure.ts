import { checkNumber } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { completenessOf } from './completeness.js';
import { fromContingency } from './contingency.js';
import { homogeneityOf } from './homogeneity.js';

/** Options of {@link vMeasure}. */
export interface VMeasureOptions {
  /** How many times as much completeness counts as homogeneity. @default 1 */
  readonly beta?: number;
}

/**
 * V-measure: the weighted harmonic mean of homogeneity and completeness.
 *
 * Data: `labels` (N true labels), `clusters` (N). 1 without samples.
 *
 * Reference: Rosenberg and Hirschberg, "V-Measure" (2007).
 *
 * @throws InvalidArgumentError for different lengths, labels that are neither whole numbers nor strings, or beta < 0
 * @example
 * ```ts
 * import { vMeasure } from '@ai/metrics';
 *
 * vMeasure([0, 0, 1, 1], [0, 1, 2, 3]); // 2/3
 * ```
 */
export const vMeasure = /* @__PURE__ */ defineMetric(
  { name: 'vMeasure', higherIsBetter: true, inputs: ['labels', 'clusters'] },
  ({ beta = 1 }: VMeasureOptions = {}) => {
    checkNumber(beta, 'beta', 'vMeasure', { min: 0 });
    return fromContingency('vMeasure', (counts) => {
      const [h, c] = [homogeneityOf(counts), completenessOf(counts)];
      return h + c === 0 ? 0 : ((1 + beta) * h * c) / (beta * h + c);
    });
  },
);
