import { checkNumber } from '@ai/core';
import { fRate } from '../rates.js';
import { defineMultilabelRate, type MultilabelOptions } from './multilabel-counts.js';

/** Options of {@link multilabelFBeta}. */
export interface MultilabelFBetaOptions extends MultilabelOptions {
  /** How many times as much recall counts as precision. @default 1 */
  readonly beta?: number;
}

/**
 * The F-beta score of multilabel predictions, averaged over labels, samples or all decisions.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). 0/0 is 0 unless `zeroDivision` says otherwise. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different shapes, numbers other than 0 and 1, or beta < 0
 * @example
 * ```ts
 * import { multilabelFBeta } from '@ai/metrics';
 *
 * multilabelFBeta([[1, 0], [1, 1]], [[1, 1], [1, 0]], { average: 'micro' }); // 2/3
 * ```
 */
export const multilabelFBeta = /* @__PURE__ */ defineMultilabelRate<MultilabelFBetaOptions>(
  'multilabelFBeta',
  ({ beta = 1 }) => fRate(checkNumber(beta, 'beta', 'multilabelFBeta', { min: 0 })),
);
