import { defineMetric } from '../define-metric.js';
import { bestOfReferences } from './best-of-references.js';

/**
 * Exact match of answers: the fraction that equals one of its references, without regard to case, punctuation, articles and white space.
 *
 * Data: `references` (N, a string or a list of strings each), `predictions` (N). NaN without answers.
 *
 * Reference: Rajpurkar et al., "SQuAD" (2016).
 *
 * @throws InvalidArgumentError for different lengths, or answers without a reference
 * @example
 * ```ts
 * import { exactMatch } from '@ai/metrics';
 *
 * exactMatch([['The Eiffel Tower', 'Eiffel tower']], ['eiffel tower.']); // 1
 * ```
 */
export const exactMatch = /* @__PURE__ */ defineMetric(
  { name: 'exactMatch', higherIsBetter: true, inputs: ['references', 'predictions'] },
  () => bestOfReferences('exactMatch', (reference, prediction) => Number(reference.join(' ') === prediction.join(' '))),
);
