import { defineMetric } from '../define-metric.js';
import { errorRate } from './error-rate.js';

/**
 * Character error rate: the edits that turn the predictions into the references, in characters (code points, white space included), over
 * the characters of the references.
 *
 * Data: `references` (N strings), `predictions` (N). May exceed 1. NaN without characters on either side, infinite if only the
 * predictions have some.
 *
 * @throws InvalidArgumentError for different lengths, or anything but strings
 * @example
 * ```ts
 * import { characterErrorRate } from '@ai/metrics';
 *
 * characterErrorRate(['abcd'], ['abed']); // 0.25
 * ```
 */
export const characterErrorRate = /* @__PURE__ */ defineMetric(
  { name: 'characterErrorRate', higherIsBetter: false, inputs: ['references', 'predictions'] },
  () => errorRate('characterErrorRate', (text) => Array.from(text)),
);
