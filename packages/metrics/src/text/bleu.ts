import { defineMetric } from '../define-metric.js';
import { type BleuOptions, defineBleu } from './bleu-counts.js';

/**
 * BLEU of a corpus, 0 to 100: the geometric mean of n-gram precisions over all segments, times a penalty for short predictions.
 *
 * Data: `references` (N, a string or a list of strings each), `predictions` (N). 0 without a single matching n-gram, and without
 * segments.
 *
 * References: Papineni et al., "BLEU" (2002); equal to sacreBLEU (Post, 2018).
 *
 * @throws InvalidArgumentError for different lengths, segments without a reference, or bad options
 * @example
 * ```ts
 * import { bleu } from '@ai/metrics';
 *
 * bleu(['the cat sat on the mat'], ['the cat sat on the mat']); // 100
 * bleu([['The dog bit the man.', 'The dog had bit the man.']], ['The dog bit the woman.'], { lowercase: true });
 * ```
 */
export const bleu = /* @__PURE__ */ defineMetric(
  { name: 'bleu', higherIsBetter: true, inputs: ['references', 'predictions'] },
  (options: BleuOptions = {}) => defineBleu('bleu', options, ({ score }) => score),
);
