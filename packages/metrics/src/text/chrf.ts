import { checkBoolean, checkInteger, checkNumber } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { countNgrams, type References, splitWords, type Texts, toSegments } from './segments.js';

/** Options of {@link chrf}. */
export interface ChrfOptions {
  /** The longest n-grams of characters. @default 6 */
  readonly charOrder?: number;
  /** The longest n-grams of words; 2 makes it chrF++. @default 0 */
  readonly wordOrder?: number;
  /** How many times as much recall counts as precision. @default 2 */
  readonly beta?: number;
  /** Compare without regard to case. @default false */
  readonly lowercase?: boolean;
  /** Keep white space as characters. @default false */
  readonly whitespace?: boolean;
}

const PUNCTUATION = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/** Words with a mark of punctuation split off at the end, or else at the beginning. */
function splitMarks(text: string): string[] {
  return splitWords(text).flatMap((word) => {
    const letters = Array.from(word);
    const last = letters[letters.length - 1];
    if (letters.length === 1) return [word];
    if (PUNCTUATION.has(last)) return [word.slice(0, -1), last];
    return PUNCTUATION.has(letters[0]) ? [letters[0], word.slice(1)] : [word];
  });
}

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

/** Of one order: n-grams of the prediction (0 if the reference has none), of the reference, and matches. */
function match(predicted: Map<string, number>, reference: Map<string, number>): [number, number, number] {
  let matches = 0;
  for (const [ngram, count] of predicted) matches += Math.min(count, reference.get(ngram) ?? 0);
  return [reference.size > 0 ? total(predicted) : 0, total(reference), matches];
}

/** The F score of the mean precision and recall over the orders that both sides are long enough for. */
function fScore(counts: ArrayLike<number>, beta: number): number {
  let [precision, recall, orders] = [0, 0, 0];
  for (let i = 0; i < counts.length; i += 3) {
    if (counts[i] === 0 || counts[i + 1] === 0) continue;
    precision += counts[i + 2] / counts[i];
    recall += counts[i + 2] / counts[i + 1];
    orders++;
  }
  if (precision + recall === 0) return 0;
  precision /= orders;
  recall /= orders;
  return (100 * (1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

/**
 * chrF of a corpus, 0 to 100: the F score of n-grams of characters, and of words for chrF++, with their counts summed over segments.
 *
 * Data: `references` (N, a string or a list of strings each, of which the one with the best score counts), `predictions` (N). 0 without
 * a match, and without segments.
 *
 * References: Popovic, "chrF" (2015) and "chrF++" (2017); equal to sacreBLEU.
 *
 * @throws InvalidArgumentError for different lengths, segments without a reference, or bad options
 * @example
 * ```ts
 * import { chrf } from '@ai/metrics';
 *
 * chrf(['the cat sat'], ['the cat sits']);
 * chrf(['the cat sat'], ['the cat sits'], { wordOrder: 2 }); // chrF++
 * ```
 */
export const chrf = /* @__PURE__ */ defineMetric(
  { name: 'chrf', higherIsBetter: true, inputs: ['references', 'predictions'] },
  ({ charOrder = 6, wordOrder = 0, beta = 2, lowercase = false, whitespace = false }: ChrfOptions = {}) => {
    checkInteger(charOrder, 'charOrder', 'chrf', { min: 1 });
    checkInteger(wordOrder, 'wordOrder', 'chrf', { min: 0 });
    checkNumber(beta, 'beta', 'chrf', { above: 0 });
    checkBoolean(lowercase, 'lowercase', 'chrf');
    checkBoolean(whitespace, 'whitespace', 'chrf');
    const ngrams = (segment: string): Map<string, number>[] => {
      const text = lowercase ? segment.toLowerCase() : segment;
      const characters = Array.from(whitespace ? text : splitWords(text).join(''));
      const words = splitMarks(text);
      return [
        ...Array.from({ length: charOrder }, (_, n) => countNgrams(characters, n + 1, '')),
        ...Array.from({ length: wordOrder }, (_, n) => countNgrams(words, n + 1, ' ')),
      ];
    };
    return sums(
      3 * (charOrder + wordOrder),
      (references: References, predictions: Texts) => {
        const totals = new Float64Array(3 * (charOrder + wordOrder));
        for (const [own, prediction] of toSegments(references, predictions, 'chrf')) {
          const predicted = ngrams(prediction);
          let best: number[] = [];
          let bestScore = -1;
          for (const reference of own) {
            const wanted = ngrams(reference);
            const counts = predicted.flatMap((found, order) => match(found, wanted[order]));
            const score = fScore(counts, beta);
            if (score > bestScore) [best, bestScore] = [counts, score];
          }
          best.forEach((count, i) => {
            totals[i] += count;
          });
        }
        return totals;
      },
      (totals) => fScore(totals, beta),
    );
  },
);
