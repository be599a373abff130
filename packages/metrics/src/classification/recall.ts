import { defineRate } from './class-counts.js';
import { recallRate } from './rates.js';

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
