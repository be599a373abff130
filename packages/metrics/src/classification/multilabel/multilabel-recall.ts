import { recallRate } from '../rates.js';
import { defineMultilabelRate } from './multilabel-counts.js';

/**
 * Recall of multilabel predictions, averaged over labels, samples or all decisions.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). 0/0 is 0 unless `zeroDivision` says otherwise. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { multilabelRecall } from '@ai/metrics';
 *
 * multilabelRecall([[1, 0], [1, 1]], [[1, 1], [1, 0]], { average: 'none' }); // Float64Array [1, 0]
 * ```
 */
export const multilabelRecall = /* @__PURE__ */ defineMultilabelRate('multilabelRecall', () => recallRate);
