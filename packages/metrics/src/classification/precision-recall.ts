import { checkNumber } from '@ai/core';
import { type AverageOptions, defineRate, type Rate } from './class-counts.js';

export const precisionRate: Rate = (hits, predicted) => [hits, predicted];
export const recallRate: Rate = (hits, _predicted, actual) => [hits, actual];
export const specificityRate: Rate = (hits, predicted, actual, samples) => [
  samples - predicted - actual + hits,
  samples - actual,
];
export const jaccardRate: Rate = (hits, predicted, actual) => [hits, predicted + actual - hits];
export const fRate =
  (beta: number): Rate =>
  (hits, predicted, actual) => [(1 + beta * beta) * hits, beta * beta * actual + predicted];

/** Options of {@link fBeta}. */
export interface FBetaOptions extends AverageOptions {
  /** How many times as much recall counts as precision. @default 1 */
  readonly beta?: number;
}

/**
 * Precision: of the samples predicted as a class, the fraction that belongs to it, TP / (TP + FP).
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). A class that is never
 * predicted has 0/0, which is 0 unless `zeroDivision` says otherwise. NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, bad labels, or the average 'binary' (the default) with more than two classes
 * @example
 * ```ts
 * import { precision } from '@ai/metrics';
 *
 * precision([0, 1, 1, 0], [1, 1, 1, 0]); // 2/3
 * precision([0, 1, 2, 2], [0, 2, 2, 2], { average: 'none' }); // Float64Array [1, 0, 2/3]
 * ```
 */
export const precision = /* @__PURE__ */ defineRate('precision', () => precisionRate);

/**
 * Recall (sensitivity): of the samples of a class, the fraction that was found, TP / (TP + FN).
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). A class without samples
 * has 0/0, which is 0 unless `zeroDivision` says otherwise. NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, bad labels, or the average 'binary' (the default) with more than two classes
 * @example
 * ```ts
 * import { recall } from '@ai/metrics';
 *
 * recall([0, 1, 1, 1], [1, 1, 1, 0]); // 2/3
 * ```
 */
export const recall = /* @__PURE__ */ defineRate('recall', () => recallRate);

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

/**
 * Specificity: of the samples outside of a class, the fraction that was not predicted as it, TN / (TN + FP).
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). If all samples belong to
 * the class it is 0/0, which is 0 unless `zeroDivision` says otherwise. NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, bad labels, or the average 'binary' (the default) with more than two classes
 * @example
 * ```ts
 * import { specificity } from '@ai/metrics';
 *
 * specificity([0, 0, 0, 1], [0, 1, 0, 1]); // 2/3
 * ```
 */
export const specificity = /* @__PURE__ */ defineRate('specificity', () => specificityRate);

/**
 * The Jaccard index (intersection over union) of the samples of a class and those predicted as it, TP / (TP + FP + FN).
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). A class that neither
 * occurs nor is predicted has 0/0, which is 0 unless `zeroDivision` says otherwise. NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, bad labels, or the average 'binary' (the default) with more than two classes
 * @example
 * ```ts
 * import { jaccardIndex } from '@ai/metrics';
 *
 * jaccardIndex([0, 1, 1, 1], [1, 1, 1, 0]); // 0.5
 * ```
 */
export const jaccardIndex = /* @__PURE__ */ defineRate('jaccardIndex', () => jaccardRate);
