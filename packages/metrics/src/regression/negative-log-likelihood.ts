import type { Column } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { sumLogProbabilities } from './log-probabilities.js';

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
