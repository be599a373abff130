import { defineRate } from './class-counts.js';
import { specificityRate } from './rates.js';

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
