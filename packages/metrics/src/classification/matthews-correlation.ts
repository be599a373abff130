import { defineMetric } from '../define-metric.js';
import { classCounts } from './class-counts.js';
import { fromConfusion } from './confusion.js';

/**
 * Matthews' correlation coefficient: the correlation between labels and predictions, -1 to 1, for any number of classes.
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). 0 if the labels or the
 * predictions are all of one class, NaN without samples.
 *
 * Reference: Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004), eq. 8.
 *
 * @throws InvalidArgumentError for different lengths or bad labels
 * @example
 * ```ts
 * import { matthewsCorrelation } from '@ai/metrics';
 *
 * matthewsCorrelation([1, 1, 1, 0], [1, 0, 1, 1]); // -1/3
 * ```
 */
export const matthewsCorrelation = /* @__PURE__ */ defineMetric(
  { name: 'matthewsCorrelation', higherIsBetter: true, inputs: ['labels', 'predictions'] },
  () =>
    fromConfusion('matthewsCorrelation', undefined, (confusion) => {
      const { hits, actual, predicted, samples } = classCounts(confusion);
      if (samples === 0) return Number.NaN;
      const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, k) => sum + value * b[k], 0);
      const correct = hits.reduce((a, b) => a + b, 0);
      const both = correct * samples - dot(actual, predicted);
      const spread = (samples ** 2 - dot(predicted, predicted)) * (samples ** 2 - dot(actual, actual));
      return spread === 0 ? 0 : both / Math.sqrt(spread);
    }),
);
