import { sums } from '../define-metric.js';
import { type References, splitWords, type Texts, toSegments } from './segments.js';

/** Lower case, without punctuation and articles: SQuAD's normal form. */
function normalWords(answer: string): string[] {
  const plain = answer.toLowerCase().replace(/[!-/:-@[-`{-~]/g, '');
  return splitWords(plain.replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' '));
}

/** The mean over answers of the best score against any reference. */
export function bestOfReferences(
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
