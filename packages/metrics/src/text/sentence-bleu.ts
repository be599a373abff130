import { defineMetric, sums } from '../define-metric.js';
import { addSegment, type BleuOptions, checkOptions, HEAD, scoreOf } from './bleu-counts.js';
import { type References, type Texts, toSegments } from './segments.js';

/**
 * BLEU of sentences, 0 to 100, averaged: each scored by itself, with the orders it is long enough for.
 *
 * Data: `references` (N, a string or a list of strings each), `predictions` (N). NaN without segments.
 *
 * References: Chen and Cherry, "A systematic comparison of smoothing techniques for sentence-level BLEU" (2014); equal to sacreBLEU.
 *
 * @throws InvalidArgumentError for different lengths, segments without a reference, or bad options
 * @example
 * ```ts
 * import { sentenceBleu } from '@ai/metrics';
 *
 * sentenceBleu(['a cat'], ['a cat']); // 100, although there are no longer n-grams
 * ```
 */
export const sentenceBleu = /* @__PURE__ */ defineMetric(
  { name: 'sentenceBleu', higherIsBetter: true, inputs: ['references', 'predictions'] },
  (options: BleuOptions = {}) => {
    const checked = checkOptions(options, 'sentenceBleu', true);
    return sums(
      2,
      (references: References, predictions: Texts) => {
        const segments = toSegments(references, predictions, 'sentenceBleu');
        const scores = segments.map(([own, prediction]) => {
          const totals = new Float64Array(HEAD + 2 * checked.maxOrder);
          addSegment(totals, own, prediction, checked);
          return scoreOf(totals, checked).score;
        });
        return [scores.length, scores.reduce((a, b) => a + b, 0)];
      },
      ([segments, sum]) => sum / segments,
    );
  },
);
