import { defineRate } from './class-counts.js';
import { precisionRate } from './rates.js';

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
