import { defineMetric } from '../define-metric.js';
import { bestOfReferences } from './best-of-references.js';

/**
 * Token F1 of answers: the F1 score of the words shared with a reference, the best over its references, averaged; without regard to
 * case, punctuation and articles.
 *
 * Data: `references` (N, a string or a list of strings each), `predictions` (N). An empty answer scores 1 if the reference is empty too
 * and 0 otherwise. NaN without answers.
 *
 * Reference: Rajpurkar et al., "SQuAD" (2016).
 *
 * @throws InvalidArgumentError for different lengths, or answers without a reference
 * @example
 * ```ts
 * import { tokenF1 } from '@ai/metrics';
 *
 * tokenF1(['in the old town'], ['the old town hall']); // 2/3
 * ```
 */
export const tokenF1 = /* @__PURE__ */ defineMetric(
  { name: 'tokenF1', higherIsBetter: true, inputs: ['references', 'predictions'] },
  () =>
    bestOfReferences('tokenF1', (reference, prediction) => {
      if (reference.length === 0 || prediction.length === 0) return Number(reference.length === prediction.length);
      const left = new Map<string, number>();
      for (const word of reference) left.set(word, (left.get(word) ?? 0) + 1);
      let shared = 0;
      for (const word of prediction) {
        const count = left.get(word) ?? 0;
        if (count === 0) continue;
        left.set(word, count - 1);
        shared++;
      }
      return (2 * shared) / (reference.length + prediction.length);
    }),
);
