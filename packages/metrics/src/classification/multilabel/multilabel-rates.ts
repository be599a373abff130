import { checkNumber } from '@ai/core';
import { defineMetric } from '../../define-metric.js';
import { fRate, jaccardRate, precisionRate, recallRate } from '../precision-recall.js';
import { defineMultilabelRate, fromLabelCounts, type MultilabelOptions } from './multilabel-counts.js';

/** Options of {@link multilabelFBeta}. */
export interface MultilabelFBetaOptions extends MultilabelOptions {
  /** How many times as much recall counts as precision. @default 1 */
  readonly beta?: number;
}

/**
 * Precision of multilabel predictions, averaged over labels, samples or all decisions.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). 0/0 is 0 unless `zeroDivision` says otherwise. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { multilabelPrecision } from '@ai/metrics';
 *
 * multilabelPrecision([[1, 0], [1, 1]], [[1, 1], [1, 0]], { average: 'samples' }); // 0.75
 * ```
 */
export const multilabelPrecision = /* @__PURE__ */ defineMultilabelRate('multilabelPrecision', () => precisionRate);

/**
 * Recall of multilabel predictions, averaged over labels, samples or all decisions.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). 0/0 is 0 unless `zeroDivision` says otherwise. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { multilabelRecall } from '@ai/metrics';
 *
 * multilabelRecall([[1, 0], [1, 1]], [[1, 1], [1, 0]], { average: 'none' }); // Float64Array [1, 0]
 * ```
 */
export const multilabelRecall = /* @__PURE__ */ defineMultilabelRate('multilabelRecall', () => recallRate);

/**
 * The F-beta score of multilabel predictions, averaged over labels, samples or all decisions.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). 0/0 is 0 unless `zeroDivision` says otherwise. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different shapes, numbers other than 0 and 1, or beta < 0
 * @example
 * ```ts
 * import { multilabelFBeta } from '@ai/metrics';
 *
 * multilabelFBeta([[1, 0], [1, 1]], [[1, 1], [1, 0]], { average: 'micro' }); // 2/3
 * ```
 */
export const multilabelFBeta = /* @__PURE__ */ defineMultilabelRate<MultilabelFBetaOptions>(
  'multilabelFBeta',
  ({ beta = 1 }) => fRate(checkNumber(beta, 'beta', 'multilabelFBeta', { min: 0 })),
);

/**
 * The Jaccard index of multilabel predictions, averaged over labels, samples or all decisions.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). 0/0 is 0 unless `zeroDivision` says otherwise. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { multilabelJaccardIndex } from '@ai/metrics';
 *
 * multilabelJaccardIndex([[1, 0], [1, 1]], [[1, 1], [1, 0]], { average: 'samples' }); // 0.5
 * ```
 */
export const multilabelJaccardIndex = /* @__PURE__ */ defineMultilabelRate('multilabelJaccardIndex', () => jaccardRate);

/**
 * Hamming loss: the fraction of all N x L decisions that are wrong.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { hammingLoss } from '@ai/metrics';
 *
 * hammingLoss([[1, 0], [1, 1]], [[1, 1], [1, 0]]); // 0.5
 * ```
 */
export const hammingLoss = /* @__PURE__ */ defineMetric(
  { name: 'hammingLoss', higherIsBetter: false, inputs: ['labels', 'predictions'] },
  () =>
    fromLabelCounts('hammingLoss', ({ hits, predicted, actual, samples }) => {
      const wrong = hits.reduce((sum, hit, l) => sum + predicted[l] + actual[l] - 2 * hit, 0);
      return wrong / (samples * hits.length);
    }),
);

/**
 * Subset accuracy (exact match): the fraction of samples whose labels are all right.
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { subsetAccuracy } from '@ai/metrics';
 *
 * subsetAccuracy([[1, 0], [1, 1]], [[1, 0], [1, 0]]); // 0.5
 * ```
 */
export const subsetAccuracy = /* @__PURE__ */ defineMetric(
  { name: 'subsetAccuracy', higherIsBetter: true, inputs: ['labels', 'predictions'] },
  () =>
    fromLabelCounts(
      'subsetAccuracy',
      (_, sampleMean) => sampleMean,
      (hits, predicted, actual) => Number(hits === predicted && hits === actual),
    ),
);

/**
 * The 2 x 2 confusion matrix of each label: [[true negatives, false positives], [false negatives, true positives]].
 *
 * Data: `labels` and `predictions` (N samples x L labels of 0 and 1). An empty list without samples.
 *
 * @throws InvalidArgumentError for different shapes, or numbers other than 0 and 1
 * @example
 * ```ts
 * import { multilabelConfusionMatrix } from '@ai/metrics';
 *
 * multilabelConfusionMatrix([[1, 0], [1, 1]], [[1, 1], [1, 0]]); // [[[0, 0], [0, 2]], [[0, 1], [1, 0]]]
 * ```
 */
export const multilabelConfusionMatrix = /* @__PURE__ */ defineMetric(
  { name: 'multilabelConfusionMatrix', higherIsBetter: undefined, inputs: ['labels', 'predictions'] },
  () =>
    fromLabelCounts('multilabelConfusionMatrix', ({ hits, predicted, actual, samples }) =>
      Array.from(hits, (hit, l) => [
        [samples - predicted[l] - actual[l] + hit, predicted[l] - hit],
        [actual[l] - hit, hit],
      ]),
    ),
);
