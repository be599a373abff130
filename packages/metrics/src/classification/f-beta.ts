import { checkNumber } from '@ai/core';
import { type AverageOptions, defineRate } from './class-counts.js';
import { fRate } from './rates.js';

/** Options of {@link fBeta}. */
export interface FBetaOptions extends AverageOptions {
  /** How many times as much recall counts as precision. @default 1 */
  readonly beta?: number;
}

/**
 * The F-beta score: the weighted harmonic mean of precision and recall, (1 + b^2) TP / ((1 + b^2) TP + b^2 FN + FP).
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). A class that neither
 * occurs nor is predicted has 0/0, which is 0 unless `zeroDivision` says otherwise. NaN without samples.
 *
 * Reference: van Rijsbergen, "Information Retrieval" (1979).
 *
 * @throws InvalidArgumentError for different lengths, bad labels, beta < 0, or the average 'binary' (the default) with more than two
 * classes
 * @example
 * ```ts
 * import { fBeta } from '@ai/metrics';
 *
 * fBeta([0, 1, 1, 1], [1, 1, 1, 0]); // F1 = 2/3
 * fBeta([0, 1, 2, 2], [0, 2, 2, 2], { beta: 2, average: 'macro' });
 * ```
 */
export const fBeta = /* @__PURE__ */ defineRate<FBetaOptions>('fBeta', ({ beta = 1 }) =>
  fRate(checkNumber(beta, 'beta', 'fBeta', { min: 0 })),
);
