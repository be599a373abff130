import { type Column, Got, InvalidArgumentError } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { toColumn } from '../input/table.js';
import { sumLogProbabilities } from './log-probabilities.js';

/**
 * Perplexity: exp of the negative log-likelihood per token, the number of equally likely choices that would be as uncertain.
 *
 * Data: `logProbabilities` (N tokens, natural logarithm of the probability given to each observed token). NaN without tokens.
 *
 * @throws InvalidArgumentError for NaN, infinity or numbers > 0
 * @example
 * ```ts
 * import { perplexity } from '@ai/metrics';
 *
 * perplexity([Math.log(0.5), Math.log(0.125)]); // 4
 * ```
 */
export const perplexity = /* @__PURE__ */ defineMetric(
  { name: 'perplexity', higherIsBetter: false, inputs: ['logProbabilities'] },
  () =>
    sums(
      2,
      (logProbabilities: Column) => {
        const values = toColumn(logProbabilities, 'logProbabilities', 'perplexity');
        const above = values.findIndex((value) => value > 0);
        if (above >= 0) {
          const got = new Got(`${values[above]} at index ${above}`);
          throw new InvalidArgumentError('logProbabilities', 'perplexity', 'hold numbers <= 0', got);
        }
        return sumLogProbabilities(values, 'perplexity');
      },
      ([count, sum]) => Math.exp(-sum / count),
    ),
);
