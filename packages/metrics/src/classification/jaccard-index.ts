import { defineRate } from './class-counts.js';
import { jaccardRate } from './rates.js';

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
