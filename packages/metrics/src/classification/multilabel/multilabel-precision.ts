import { precisionRate } from '../rates.js';
import { defineMultilabelRate } from './multilabel-counts.js';

/**
 * Precision of multilabel predictions, averaged over labels, samples or all decisions.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). 0/0 is 0 unless `zeroDivision` says otherwise. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { multilabelPrecision } from '@ai/metrics';
 *
 * multilabelPrecision([[1, 0], [1, 1]], [[1, 1], [1, 0]], { average: 'samples' }); // 0.75
 * ```
 */
export const multilabelPrecision = /* @__PURE__ */ defineMultilabelRate('multilabelPrecision', () => precisionRate);
