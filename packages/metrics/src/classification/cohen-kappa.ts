import { checkOneOf } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { classCounts } from './class-counts.js';
import { type ClassesOption, classList, fromConfusion } from './confusion.js';

/** Options of {@link cohenKappa}. */
export interface CohenKappaOptions extends ClassesOption {
  /** How much a disagreement between ordered classes i and j weighs: 1, |i - j| or (i - j)^2. @default 'none' */
  readonly weights?: 'none' | 'linear' | 'quadratic';
}

/**
 * Cohen's kappa: agreement of two labellings beyond chance, 1 - sum(w O) / sum(w E) with observed counts O and those E expected from
 * the class frequencies of both.
 *
 * Data: `labels` (N), `predictions` (N labels, or N x K scores of which the largest counts). NaN if chance alone agrees everywhere
 * (both use one and the same class) and without samples.
 *
 * Reference: Cohen, "A coefficient of agreement for nominal scales" (1960).
 *
 * @throws InvalidArgumentError for different lengths or bad labels
 * @example
 * ```ts
 * import { cohenKappa } from '@ai/metrics';
 *
 * cohenKappa([0, 1, 1, 0], [0, 1, 0, 0]); // 0.5
 * ```
 */
export const cohenKappa = /* @__PURE__ */ defineMetric(
  { name: 'cohenKappa', higherIsBetter: true, inputs: ['labels', 'predictions'] },
  ({ weights = 'none', classes }: CohenKappaOptions = {}) => {
    checkOneOf(weights, 'weights', 'cohenKappa', ['none', 'linear', 'quadratic']);
    const weigh = {
      none: (i: number, j: number) => (i === j ? 0 : 1),
      linear: (i: number, j: number) => Math.abs(i - j),
      quadratic: (i: number, j: number) => (i - j) ** 2,
    }[weights];
    return fromConfusion('cohenKappa', classList(classes, 'cohenKappa'), (confusion) => {
      const { actual, predicted, samples } = classCounts(confusion);
      const size = actual.length;
      let observed = 0;
      let expected = 0;
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          observed += weigh(i, j) * confusion.counts[i * size + j];
          expected += (weigh(i, j) * actual[i] * predicted[j]) / samples;
        }
      }
      return 1 - observed / expected;
    });
  },
);
