import { defineMetric, sums } from '../define-metric.js';
import { type References, splitWords, type Texts, toSegments } from './segments.js';

/** Lower case, without punctuation and articles: SQuAD's normal form. */
function normalWords(answer: string): string[] {
  const plain = answer.toLowerCase().replace(/[!-/:-@[-`{-~]/g, '');
  return splitWords(plain.replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' '));
}

/** The mean over answers of the best score against any reference. */
function bestOfReferences(
  owner: string,
  score: (reference: readonly string[], prediction: readonly string[]) => number,
) {
  return sums(
    2,
    (references: References, predictions: Texts) => {
      const segments = toSegments(references, predictions, owner);
      let sum = 0;
      for (const [own, prediction] of segments) {
        const words = normalWords(prediction);
        sum += Math.max(...own.map((reference) => score(normalWords(reference), words)));
      }
      return [segments.length, sum];
    },
    ([segments, sum]) => sum / segments,
  );
}

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
