import { defineMetric } from '../define-metric.js';
import { type BleuOptions, defineBleu } from './bleu-counts.js';

/**
 * BLEU of a corpus with its parts: precisions, brevity penalty and lengths.
 *
 * Data: `references` (N, a string or a list of strings each), `predictions` (N).
 *
 * References: Papineni et al., "BLEU" (2002); equal to sacreBLEU (Post, 2018).
 *
 * @throws InvalidArgumentError for different lengths, segments without a reference, or bad options
 * @example
 * ```ts
 * import { bleuReport } from '@ai/metrics';
 *
 * const { score, precisions, brevityPenalty } = bleuReport(['the cat sat on the mat'], ['the cat sat on a mat']);
 * ```
 */
export const bleuReport = /* @__PURE__ */ defineMetric(
  { name: 'bleuReport', higherIsBetter: undefined, inputs: ['references', 'predictions'] },
  (options: BleuOptions = {}) => defineBleu('bleuReport', options, (report) => report),
);
