import { defineMetric } from '../define-metric.js';
import { errorRate } from './error-rate.js';
import { splitWords } from './segments.js';

/**
 * Word error rate: the edits that turn the predictions into the references, in words, over the words of the references.
 *
 * Data: `references` (N strings), `predictions` (N). May exceed 1. NaN without words on either side, infinite if only the predictions
 * have some.
 *
 * @throws InvalidArgumentError for different lengths, or anything but strings
 * @example
 * ```ts
 * import { wordErrorRate } from '@ai/metrics';
 *
 * wordErrorRate(['the cat sat'], ['the hat sat down']); // 2/3
 * ```
 */
export const wordErrorRate = /* @__PURE__ */ defineMetric(
  { name: 'wordErrorRate', higherIsBetter: false, inputs: ['references', 'predictions'] },
  () => errorRate('wordErrorRate', splitWords),
);
