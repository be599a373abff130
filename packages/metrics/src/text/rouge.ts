import { checkBoolean } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { porterStem } from './porter-stemmer.js';
import { countNgrams, type References, type Texts, toSegments } from './segments.js';

/** Options of {@link rouge}. */
export interface RougeOptions {
  /** Compare stems of words longer than three letters (Porter), as summaries in English are usually scored. @default false */
  readonly stem?: boolean;
}

/** One kind of ROUGE, 0 to 1. */
export interface RougeScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** What {@link rouge} gives. */
export interface Rouge {
  /** Of single words. */
  readonly rouge1: RougeScore;
  /** Of pairs of words. */
  readonly rouge2: RougeScore;
  /** Of the longest common subsequence of the whole texts. */
  readonly rougeL: RougeScore;
  /** Of the longest common subsequences sentence by sentence; sentences are lines. */
  readonly rougeLsum: RougeScore;
}

const KINDS = ['rouge1', 'rouge2', 'rougeL', 'rougeLsum'] as const;

function scoreOf(hits: number, ofReference: number, ofPrediction: number): RougeScore {
  const recall = ofReference === 0 ? 0 : hits / ofReference;
  const precision = ofPrediction === 0 ? 0 : hits / ofPrediction;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function ofNgrams(reference: readonly string[], prediction: readonly string[], order: number): RougeScore {
  const wanted = countNgrams(reference, order, ' ');
  let hits = 0;
  for (const [ngram, count] of countNgrams(prediction, order, ' ')) hits += Math.min(count, wanted.get(ngram) ?? 0);
  const size = (words: readonly string[]): number => Math.max(0, words.length - order + 1);
  return scoreOf(hits, size(reference), size(prediction));
}

/** Lengths of the longest common subsequences of all beginnings, (M + 1) x (N + 1). */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const at = i * width + j;
      lengths[at] =
        a[i - 1] === b[j - 1] ? lengths[at - width - 1] + 1 : Math.max(lengths[at - width], lengths[at - 1]);
    }
  }
  return lengths;
}

/** Places in the reference of a longest common subsequence. */
function commonPlaces(reference: readonly string[], prediction: readonly string[]): number[] {
  const lengths = commonLengths(reference, prediction);
  const width = prediction.length + 1;
  const places: number[] = [];
  let [i, j] = [reference.length, prediction.length];
  while (i > 0 && j > 0) {
    if (reference[i - 1] === prediction[j - 1]) {
      places.push(--i);
      j--;
    } else if (lengths[i * width + j - 1] > lengths[(i - 1) * width + j]) j--;
    else i--;
  }
  return places;
}

/** Of each sentence of the reference the words in a common subsequence with any sentence of the prediction; none counts twice. */
function ofSentences(reference: readonly string[][], prediction: readonly string[][]): RougeScore {
  const [wanted, found] = [reference, prediction].map((sentences) => countNgrams(sentences.flat(), 1, ''));
  const size = (sentences: readonly string[][]): number => sentences.reduce((sum, words) => sum + words.length, 0);
  let hits = 0;
  for (const sentence of reference) {
    const places = new Set(prediction.flatMap((other) => commonPlaces(sentence, other)));
    for (const place of places) {
      const word = sentence[place];
      const [left, right] = [wanted.get(word) ?? 0, found.get(word) ?? 0];
      if (left === 0 || right === 0) continue;
      hits++;
      wanted.set(word, left - 1);
      found.set(word, right - 1);
    }
  }
  return scoreOf(hits, size(reference), size(prediction));
}

/**
 * ROUGE-1, ROUGE-2, ROUGE-L and ROUGE-Lsum: precision, recall and F1 of n-grams and of longest common subsequences, of each text against
 * its best reference by F1, averaged over texts.
 *
 * Data: `references` (N, a string or a list of strings each), `predictions` (N). Words are runs of a-z and 0-9 in lower case. A text
 * without words scores 0. NaN without texts.
 *
 * References: Lin, "ROUGE" (2004); as Google's rouge-score.
 *
 * @throws InvalidArgumentError for different lengths, or texts without a reference
 * @example
 * ```ts
 * import { rouge } from '@ai/metrics';
 *
 * const { rouge1, rougeL } = rouge(['the cat sat on the mat'], ['the cat lay on the mat']);
 * // both F1 are 5/6
 * ```
 */
export const rouge = /* @__PURE__ */ defineMetric(
  { name: 'rouge', higherIsBetter: true, inputs: ['references', 'predictions'] },
  ({ stem = false }: RougeOptions = {}) => {
    checkBoolean(stem, 'stem', 'rouge');
    const words = (text: string): string[] => {
      const found = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
      return stem ? found.map((word) => (word.length > 3 ? porterStem(word) : word)) : found;
    };
    const sentences = (text: string): string[][] => text.split('\n').map(words);
    const scores = (reference: string, prediction: string): RougeScore[] => {
      const [wanted, found] = [words(reference), words(prediction)];
      const lengths = commonLengths(wanted, found);
      return [
        ofNgrams(wanted, found, 1),
        ofNgrams(wanted, found, 2),
        scoreOf(lengths[lengths.length - 1], wanted.length, found.length),
        ofSentences(sentences(reference), sentences(prediction)),
      ];
    };
    return sums(
      1 + 3 * KINDS.length,
      (references: References, predictions: Texts) => {
        const totals = new Float64Array(1 + 3 * KINDS.length);
        for (const [own, prediction] of toSegments(references, predictions, 'rouge')) {
          totals[0]++;
          const ofEach = own.map((reference) => scores(reference, prediction));
          KINDS.forEach((_, kind) => {
            const best = ofEach.map((list) => list[kind]).reduce((a, b) => (b.f1 > a.f1 ? b : a));
            totals[1 + 3 * kind] += best.precision;
            totals[2 + 3 * kind] += best.recall;
            totals[3 + 3 * kind] += best.f1;
          });
        }
        return totals;
      },
      (totals): Rouge => {
        const [rouge1, rouge2, rougeL, rougeLsum] = KINDS.map((_, kind) => {
          const [precision, recall, f1] = totals.slice(1 + 3 * kind, 4 + 3 * kind).map((sum) => sum / totals[0]);
          return { precision, recall, f1 };
        });
        return { rouge1, rouge2, rougeL, rougeLsum };
      },
    );
  },
);
