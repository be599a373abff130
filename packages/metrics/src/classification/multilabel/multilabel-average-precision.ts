import { checkOneOf, type Rows } from '@ai/core';
import { collected, definePerClass } from '../../define-metric.js';
import { toLabelScores } from '../../input/class-scores.js';
import { areaOfSteps } from '../threshold-counts.js';
import { AVERAGES, averageScore, type MultilabelScoreOptions } from './average-score.js';

/**
 * Average precision of multilabel scores, averaged over labels, samples or all decisions.
 *
 * Data: `labels` (N samples x L labels of 0 and 1), `scores` (N x L). A label without positives counts 0. NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, labels other than 0 and 1, NaN in the scores
 * @example
 * ```ts
 * import { multilabelAveragePrecision } from '@ai/metrics';
 *
 * multilabelAveragePrecision([[1, 0], [0, 1]], [[0.9, 0.2], [0.3, 0.6]]); // 1
 * ```
 */
export const multilabelAveragePrecision = /* @__PURE__ */ definePerClass(
  { name: 'multilabelAveragePrecision', higherIsBetter: true, inputs: ['labels', 'scores'] },
  ({ average = 'macro' }: MultilabelScoreOptions) => {
    checkOneOf(average, 'average', 'multilabelAveragePrecision', AVERAGES);
    return collected(
      (labels: Rows, scores: Rows) => toLabelScores(labels, scores, 'multilabelAveragePrecision'),
      (parts) => averageScore(parts, average, 'multilabelAveragePrecision', areaOfSteps),
    );
  },
);
