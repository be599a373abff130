import { type Column, checkSameLength, Got, InvalidArgumentError } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { toColumn } from '../input/table.js';

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
