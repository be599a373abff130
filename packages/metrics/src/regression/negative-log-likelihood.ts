import type { Column } from '@ai/core';
import { checkSameLength, Got, InvalidArgumentError } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { toColumn } from '../input/table.js';

/** [count, sum] of log-probabilities. */
function sumLogProbabilities(logProbabilities: Column, owner: string): [number, number] {
  const values = toColumn(logProbabilities, 'logProbabilities', owner);
  return [values.length, values.reduce((a, b) => a + b, 0)];
}

/**
 * Negative log-likelihood: minus the mean log-density (or log-probability) that a model gives to what was observed, in nats.
 *
 * Data: `logProbabilities` (N, of the observed values). NaN without samples.
 *
 * @throws InvalidArgumentError for NaN or infinity
 * @example
 * ```ts
 * import { negativeLogLikelihood } from '@ai/metrics';
 *
 * negativeLogLikelihood([Math.log(0.5), Math.log(0.125)]); // 2 log 2
 * ```
 */
export const negativeLogLikelihood = /* @__PURE__ */ defineMetric(
  { name: 'negativeLogLikelihood', higherIsBetter: false, inputs: ['logProbabilities'] },
  () =>
    sums(
      2,
      (logProbabilities: Column) => sumLogProbabilities(logProbabilities, 'negativeLogLikelihood'),
      ([count, sum]) => -sum / count,
    ),
);

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

/**
 * Negative log-likelihood of normal predictions: the mean of (log(2 pi v) + (y - m)^2 / v) / 2, in nats.
 *
 * Data: `targets` (N), `means` (N), `variances` (N, > 0). NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, NaN or infinity, or a variance <= 0
 * @example
 * ```ts
 * import { gaussianNegativeLogLikelihood } from '@ai/metrics';
 *
 * gaussianNegativeLogLikelihood([0], [0], [1]); // log(2 pi) / 2
 * ```
 */
export const gaussianNegativeLogLikelihood = /* @__PURE__ */ defineMetric(
  { name: 'gaussianNegativeLogLikelihood', higherIsBetter: false, inputs: ['targets', 'means', 'variances'] },
  () =>
    sums(
      2,
      (targets: Column, means: Column, variances: Column) => {
        const owner = 'gaussianNegativeLogLikelihood';
        const y = toColumn(targets, 'targets', owner);
        const m = toColumn(means, 'means', owner);
        const v = toColumn(variances, 'variances', owner);
        checkSameLength(y.length, m.length, ['targets', 'means'], owner);
        checkSameLength(y.length, v.length, ['targets', 'variances'], owner);
        let sum = 0;
        for (let i = 0; i < y.length; i++) {
          if (v[i] <= 0) {
            throw new InvalidArgumentError('variances', owner, 'hold numbers > 0', new Got(`${v[i]} at index ${i}`));
          }
          sum += (Math.log(2 * Math.PI * v[i]) + (y[i] - m[i]) ** 2 / v[i]) / 2;
        }
        return [y.length, sum];
      },
      ([count, sum]) => sum / count,
    ),
);
